import { permits, type Permission } from '../../domain/access/roles.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Context } from '../http/route.ts'

const pages: readonly (readonly [permission: Permission, path: string, text: string])[] = [
  ['order.view', 'orders', 'case-link-orders'],
]

/** The other pages of the same case. */
export function linksModel({ actor, t }: Context<unknown, unknown>, one: CaseRow) {
  const own = pages.filter(([permission]) => permits(actor.role, permission))
  return own.map(([, path, text]) => ({ href: `/cases/${one.id}/${path}`, text: t(text) }))
}

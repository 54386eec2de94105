import { permits, type Permission } from '../../domain/access/roles.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Context } from '../http/route.ts'

const pages: readonly (readonly [permission: Permission, path: string, text: string])[] = [
  ['chronology.view', 'chronology', 'case-link-chronology'],
  ['order.view', 'orders', 'case-link-orders'],
  ['referral.view', 'referrals', 'case-link-referrals'],
  ['contact.view', 'contacts', 'case-link-contacts'],
  ['programme.view', 'programmes', 'case-link-programmes'],
  ['case.close', 'closing', 'case-link-closing'],
  ['correction.ask', 'corrections', 'case-link-corrections'],
  ['case.reassess', 'linked-case', 'case-link-linked'],
  ['consent.view', 'consent', 'case-link-consent'],
  ['case_link.view', 'links', 'case-link-family'],
  ['perpetrator.view', 'perpetrator', 'case-link-perpetrator'],
  ['transfer.view', 'transfer', 'case-link-transfer'],
]

/** The other pages of the same case. */
export function linksModel({ actor, t }: Context<unknown, unknown>, one: CaseRow) {
  const own = pages.filter(([permission]) => permits(actor.role, permission))
  return own.map(([, path, text]) => ({ href: `/cases/${one.id}/${path}`, text: t(text) }))
}

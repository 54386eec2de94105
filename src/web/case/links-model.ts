import { permits, type Permission } from '../../domain/access/roles.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Context } from '../http/route.ts'

type Page = readonly [permission: Permission, path: string, text: string]

/** What is done in the case, what is known of it, and what mends or moves it. */
const groups: readonly (readonly [title: string, pages: readonly Page[]])[] = [
  [
    'case-links-work',
    [
      ['contact.view', 'contacts', 'case-link-contacts'],
      ['order.view', 'orders', 'case-link-orders'],
      ['referral.view', 'referrals', 'case-link-referrals'],
      ['programme.view', 'programmes', 'case-link-programmes'],
    ],
  ],
  [
    'case-links-known',
    [
      ['chronology.view', 'chronology', 'case-link-chronology'],
      ['case_link.view', 'links', 'case-link-family'],
      ['perpetrator.view', 'perpetrator', 'case-link-perpetrator'],
      ['consent.view', 'consent', 'case-link-consent'],
    ],
  ],
  [
    'case-links-mend',
    [
      ['case.reassess', 'linked-case', 'case-link-linked'],
      ['correction.ask', 'corrections', 'case-link-corrections'],
      ['transfer.view', 'transfer', 'case-link-transfer'],
      ['case.close', 'closing', 'case-link-closing'],
    ],
  ],
]

/** The other pages of the same case that the actor may open. */
export function linksModel({ actor, t }: Context<unknown, unknown>, one: CaseRow) {
  return groups
    .map(([title, pages]) => ({
      title: t(title),
      links: pages
        .filter(([permission]) => permits(actor.role, permission))
        .map(([, path, text]) => ({ href: `/cases/${one.id}/${path}`, text: t(text) })),
    }))
    .filter(group => group.links.length > 0)
}

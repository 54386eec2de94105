import type { Actor } from '../../domain/access/decide.ts'
import { permits, type Permission } from '../../domain/access/roles.ts'
import type { ListedWork } from '../../storage/work-list.ts'

/** The page of contacts for a measure that is done by recording one of a kind; null for every other. */
export function contactHref({ case_id, code }: { readonly case_id: string | null; readonly code: string }) {
  const kind = { follow_up_call: 'call', home_visit: 'visit' }[code]
  return kind === undefined ? null : `/cases/${case_id}/contacts?kind=${kind}`
}

type Target = readonly [permission: Permission, href: (row: ListedWork) => string]

/** Where each kind of work is done; whoever may not go there sees the item alone. */
const targets: Readonly<Record<string, Target>> = {
  measure: ['measure.record', row => contactHref(row) ?? `/cases/${row.case_id}#q-${row.source_id}`],
  reassessment: ['case.reassess', row => `/cases/${row.case_id}/reassessment`],
  raise: ['raise.acknowledge', () => '/approvals'],
  supervision: ['contact.record', row => `/cases/${row.case_id}/contacts`],
  programme: ['programme.view', row => `/cases/${row.case_id}/programmes`],
  lowering: ['lowering.decide', () => '/approvals'],
  referral: ['referral.view', row => `/referrals/${row.source_id}`],
  contact: ['client.view', row => `/clients/${row.source_id}`],
  feedback: ['client.view', row => `/clients/${row.code}`],
  stay: ['client.view', row => `/clients/${row.code}`],
  transfer: ['transfer.answer', () => '/transfers'],
  void: ['correction.decide', () => '/approvals'],
  research: ['research.answer', row => `/research/${row.source_id}`],
  action: ['action.answer', row => `/instructions/${row.source_id}`],
  sitting: ['sitting.view', row => `/sittings/${row.source_id}`],
  minutes: ['minutes.approve', row => `/sittings/${row.source_id}/minutes`],
}

/** A measure that is no tick of its owner: the chair's decision, prepared by the secretary. */
const decided = 'extraordinary_sitting'

export function hrefOf(actor: Actor, row: ListedWork): string {
  if (row.code === decided && permits(actor.role, 'commission.view')) return '/commission'
  const [permission, href] = targets[row.kind] ?? []
  return permission && href && permits(actor.role, permission) ? href(row) : `/work-items/${row.id}`
}

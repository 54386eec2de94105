import type { Actor } from '../../domain/access/decide.ts'
import { permits, type Permission } from '../../domain/access/roles.ts'
import type { ListedWork } from '../../storage/work-list.ts'

/** Measures that are done by recording a contact. */
export const byContact = new Set(['follow_up_call', 'home_visit'])

type Target = readonly [permission: Permission, href: (row: ListedWork) => string]

/** Where each kind of work is done; whoever may not go there sees the item alone. */
const targets: Readonly<Record<string, Target>> = {
  measure: [
    'measure.record',
    row => (byContact.has(row.code) ? `/cases/${row.case_id}/contacts` : `/cases/${row.case_id}#q-${row.source_id}`),
  ],
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

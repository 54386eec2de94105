import type { Actor } from '../../domain/access/decide.ts'
import { permits, type Permission } from '../../domain/access/roles.ts'
import type { ListedWork } from '../../storage/work-list.ts'

type Target = readonly [permission: Permission, href: (row: ListedWork) => string]

/** Where each kind of work is done; whoever may not go there sees the item alone. */
const targets: Readonly<Record<string, Target>> = {
  measure: ['measure.record', row => `/cases/${row.case_id}#q-${row.source_id}`],
  reassessment: ['case.reassess', row => `/cases/${row.case_id}/reassessment`],
  raise: ['raise.acknowledge', () => '/approvals'],
  lowering: ['lowering.decide', () => '/approvals'],
  void: ['correction.decide', () => '/approvals'],
  research: ['research.answer', row => `/research/${row.source_id}`],
  action: ['action.answer', row => `/instructions/${row.source_id}`],
  sitting: ['sitting.view', row => `/sittings/${row.source_id}`],
  minutes: ['minutes.approve', row => `/sittings/${row.source_id}/minutes`],
}

export function hrefOf(actor: Actor, row: ListedWork): string {
  const [permission, href] = targets[row.kind] ?? []
  return permission && href && permits(actor.role, permission) ? href(row) : `/work/${row.id}`
}

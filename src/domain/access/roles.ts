export const roles = [
  'inspector',
  'head',
  'department',
  'duty',
  'secretary',
  'chair',
  'member',
  'centre',
  'akimat',
  'analyst',
  'auditor',
  'reviewer',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** T0 exists · T1 number, category, deadlines · T2 names, children · T3 phone, safe contact, narrative · T4 location. */
export type Tier = 0 | 1 | 2 | 3 | 4

const all: readonly Role[] = roles

/** Who may do what, before any case is looked at. What stands in no row is refused. */
export const permissions = {
  'own_account.manage': all,
  'day.view': all,
  'interview.conduct': ['inspector', 'head'],
  'case.list': ['inspector', 'head'],
  'case.view': ['inspector', 'head', 'department', 'duty', 'secretary', 'chair', 'reviewer'],
  'assessment.view': ['inspector', 'head', 'reviewer'],
  'judgement.record': ['inspector', 'head'],
  'record.complete': ['inspector', 'head'],
  'category.raise': ['inspector', 'head'],
  'case.reassess': ['inspector', 'head'],
  'raise.acknowledge': ['head', 'department'],
  'lowering.decide': ['head', 'department'],
  'measure.record': ['inspector', 'head'],
  'incident.add': ['inspector', 'head'],
  'incident.report': ['inspector', 'head', 'duty', 'member', 'centre'],
  'chronology.view': ['inspector', 'head', 'secretary', 'chair', 'reviewer'],
  'consent.view': ['inspector', 'head'],
  'consent.record': ['inspector', 'head'],
  'consent.override': ['head'],
  'wishes.record': ['inspector', 'head'],
  'transfer.view': ['inspector', 'head'],
  'transfer.propose': ['head'],
  'transfer.answer': ['inspector', 'head'],
  'case_link.view': ['inspector', 'head'],
  'case_link.add': ['inspector', 'head'],
  'perpetrator.view': ['inspector', 'head'],
  'review.view': ['reviewer'],
  'order.view': ['inspector', 'head', 'reviewer'],
  'order.record': ['inspector', 'head'],
  'queue.view': ['inspector', 'head', 'department', 'duty', 'secretary', 'chair', 'akimat'],
  'person.search': ['inspector', 'head'],
  'person.view': ['inspector', 'head'],
  'person.record': ['inspector', 'head'],
  'match.decide': ['inspector', 'head'],
  'person.merge': ['head'],
  'location.view': ['inspector', 'head'],
  'location_reader.name': ['head'],
  'audit.view': ['auditor'],
  'figures.view': ['analyst'],
  'account.manage': ['admin'],
  'organisation.manage': ['admin'],
  'reference.manage': ['admin'],
  'questionnaire.view': ['admin'],
  'assessment.print': ['inspector', 'head'],
  'rights_card.view': ['inspector', 'head', 'duty', 'secretary', 'centre', 'akimat', 'admin'],
  'commission.view': ['secretary', 'chair'],
  'commission.manage': ['secretary'],
  'sitting.view': ['secretary', 'chair'],
  'sitting.manage': ['secretary'],
  'sitting.call': ['chair'],
  'sitting.attend': ['head', 'secretary', 'chair', 'member', 'centre', 'akimat'],
  'research.answer': ['head', 'member', 'centre', 'akimat'],
  'action.answer': ['head', 'member', 'centre', 'akimat'],
  'minutes.approve': ['secretary', 'chair'],
  'report.view': ['secretary', 'chair', 'akimat', 'analyst'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export function permits(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role)
}

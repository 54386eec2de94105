import type { Procedure } from '../questionnaire/procedure.ts'

/**
 * Measures whose doing is a decision, a finding or a contact: "done" says nothing without its words, so no single tap
 * stands for it. What the procedure says of a measure comes first.
 */
const worded = new Set([
  'protective_order',
  'detention_decision',
  'weapon_check',
  'record_check',
  'follow_up_call',
  'home_visit',
  'order_compliance',
  'warning_compliance',
  'special_requirements',
  'evidence_secured',
  'extraordinary_sitting',
  'crisis_centre_referral',
  'family_centre_referral',
  'mobile_group',
  'victim_feedback',
])

export function needsWords({ measures }: Pick<Procedure, 'measures'>, measureCode: string): boolean {
  return measures.find(one => one.code === measureCode)?.in_words ?? worded.has(measureCode)
}

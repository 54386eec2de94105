import type { Fault } from '../fault.ts'

/** The parts of a safety plan, in the order in which they are talked through (marac.md section 5). */
export const planParts = [
  'warning_signs',
  'safe_places',
  'code_word',
  'bag',
  'children',
  'phone',
  'escape',
  'whom_to_call',
] as const
export type PlanPart = (typeof planParts)[number]
export type SafetyPlan = Readonly<Record<PlanPart, string>>

const caseNumber = /\b\d{4}-\d{4}-\d{5}\b/
const longNumber = /(?<!\d)\d{12}(?!\d)/

/** A plan says something, and holds nothing by which who finds it learns of a case: no case number, no IIN. */
export function checkSafetyPlan(plan: SafetyPlan): Fault[] {
  const parts = Object.entries(plan)
  if (parts.every(([, text]) => text === '')) return [{ code: 'plan_empty', at: planParts[0] }]
  return parts
    .filter(([, text]) => caseNumber.test(text) || longNumber.test(text))
    .map(([at]) => ({ code: 'plan_holds_case_data', at }))
}

import type { Fault } from '../fault.ts'

/**
 * The criteria of cruel treatment by which a service begins. The order in force (30 June 2023 No 528 and others, as amended
 * in September 2024) was not read: the list follows the kinds of violence of the law and the order's title.
 */
export const intakeCriteria = [
  'physical',
  'psychological',
  'sexual',
  'economic',
  'child_witness',
  'maladaptation',
  'deprivation',
] as const
export type IntakeCriterion = (typeof intakeCriteria)[number]

export const serviceCodes = [
  'consultation',
  'psychologist',
  'lawyer',
  'medical',
  'social',
  'documents',
  'kindergarten_school',
  'work',
  'housing',
] as const

export const goalStates = ['open', 'met', 'dropped'] as const

/** One criterion at least: without any the file is a consultation and no stay begins. */
export function checkCriteria(found: readonly string[]): Fault[] {
  return found.length === 0 ? [{ code: 'criterion_missing', at: 'criteria' }] : []
}

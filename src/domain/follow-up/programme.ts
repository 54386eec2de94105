import type { Procedure } from '../questionnaire/procedure.ts'

export const programmeKinds = ['psychological_correction', 'alcohol_treatment', 'anger_management'] as const
export const programmeEndings = ['completed', 'broken_off', 'not_started'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]
export type ProgrammeEnding = (typeof programmeEndings)[number]

/**
 * Whether this absence is the one that tells the unit head: so many missed sessions as the procedure says, and each
 * further so many.
 */
export function tellsHead({ missed_sessions: each }: Procedure['follow_up'], missed: number): boolean {
  return missed > 0 && missed % each === 0
}

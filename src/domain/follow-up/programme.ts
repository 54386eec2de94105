export const programmeKinds = ['psychological_correction', 'alcohol_treatment', 'anger_management'] as const
export const programmeEndings = ['completed', 'broken_off', 'not_started'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]
export type ProgrammeEnding = (typeof programmeEndings)[number]

/** So many sessions missed in all tell the unit head. */
const missedToTell = 2

/** Whether this absence is the one that tells: the head is told once, and again with every further pair. */
export function tellsHead(missed: number): boolean {
  return missed > 0 && missed % missedToTell === 0
}

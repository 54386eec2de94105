import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import type { ProgrammeEnding } from '../../domain/follow-up/programme.ts'
import { updateProgramme } from '../../storage/programme-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { changeProgramme } from './change-programme.ts'

export type TypedEnding = { readonly programmeId: string; readonly endedOn: string; readonly ending: ProgrammeEnding }

/** The programme is over; what waited before the head because of it is too. */
export function endProgramme(
  deps: CommandDeps,
  actor: Actor,
  { programmeId, endedOn, ending }: TypedEnding,
): Promise<Outcome<{ caseId: string }>> {
  const day = { programmeId, on: endedOn, at: 'ended_on' }
  return changeProgramme(deps, actor, day, async (tx, row, one) => {
    await updateProgramme(tx, row.id, { ended_on: endedOn, ending })
    await settleWorkItem(tx, 'programme', row.id, toStamp(deps.now))
    const details = { programme: row.id, ending }
    return [{ action: 'programme.ended', subject: `case:${one.id}`, details }]
  })
}

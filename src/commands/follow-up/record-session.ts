import type { Actor } from '../../domain/access/decide.ts'
import { dueAt, type Clock } from '../../domain/calendar/due.ts'
import type { Outcome } from '../../domain/fault.ts'
import { tellsHead } from '../../domain/follow-up/programme.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { countMissed, insertSession, updateProgramme } from '../../storage/programme-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeProgramme } from './change-programme.ts'

export type TypedSession = { readonly programmeId: string; readonly heldOn: string; readonly attended: boolean }

/** One session: the first attended one is the start; missing twice comes before the unit head. */
export async function recordSession(
  deps: CommandDeps,
  actor: Actor,
  { programmeId, heldOn, attended }: TypedSession,
): Promise<Outcome<{ caseId: string }>> {
  const day = { programmeId, on: heldOn, at: 'held_on' }
  return changeProgramme(deps, actor, day, async (tx, row, one) => {
    const held = { id: deps.newId(), programme_id: row.id, case_id: one.id, region: one.region, held_on: heldOn }
    const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
    if (!(await insertSession(tx, { ...held, attended: attended ? 1 : 0, ...recorded })))
      throw new Refusal({ code: 'session_twice', at: 'held_on' })
    if (attended && row.started_on === null) await updateProgramme(tx, row.id, { started_on: heldOn })
    const missed = await countMissed(tx, row.id)
    const { follow_up, late } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
    if (!attended && tellsHead(follow_up, missed)) await tellHead(tx, deps, one, row.id, late.approval_within)
    const details = { programme: row.id, attended, missed }
    return [{ action: 'programme.attended', subject: `case:${one.id}`, details }]
  })
}

async function tellHead(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  programmeId: string,
  within: Clock,
): Promise<void> {
  const place = { case_id: one.id, region: one.region, district: one.district }
  const owner = { organisation_id: null, owner_role: 'head', owner_id: null, officer_id: one.officer_id }
  const clock = { unit: within.unit, opened_at: toStamp(deps.now) }
  const due_at = toStamp(dueAt(deps.now, within, deps.calendar))
  await openWorkItem(tx, {
    kind: 'programme',
    source_id: programmeId,
    ...place,
    ...owner,
    code: 'programme',
    ...clock,
    due_at,
  })
}

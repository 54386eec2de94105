import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { ProgrammeKind } from '../../domain/follow-up/programme.ts'
import { insertProgramme } from '../../storage/programme-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachAnyCase, reachAnyCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse } from '../refusal.ts'
import { faultOfDay } from './past-day.ts'

const permission = 'programme.record'

/** The perpetrator is sent to a programme, by a court or agreed. */
export async function referProgramme(
  deps: CommandDeps,
  actor: Actor,
  { caseId, kind, referredOn }: { readonly caseId: string; readonly kind: ProgrammeKind; readonly referredOn: string },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachAnyCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const fault = faultOfDay(referredOn, todayOf(deps), 'referred_on')
  if (fault) return fail(fault)
  const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
  const row = { id: deps.newId(), kind, referred_on: referredOn, started_on: null, ended_on: null, ending: null }
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const { id, region, district } = await reachAnyCaseOrRefuse(deps, tx, actor, permission, caseId)
    await insertProgramme(tx, { ...row, case_id: id, region, district, ...recorded })
    const entry = { action: 'programme.referred', subject: `case:${id}`, details: { programme: row.id, kind } }
    return { value: succeed({ caseId }), entries: [entry] }
  })
}

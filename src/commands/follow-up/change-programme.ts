import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findProgramme, type ProgrammeRow } from '../../storage/programme-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { reachAnyCase, reachAnyCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, notFound, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { faultOfDay } from './past-day.ts'

const permission = 'programme.record'

export type ProgrammeDay = { readonly programmeId: string; readonly on: string; readonly at: string }

/** One change of a programme that has not ended, on a day that is over and not before it was referred. */
export async function changeProgramme(
  deps: CommandDeps,
  actor: Actor,
  { programmeId, on, at }: ProgrammeDay,
  write: (tx: Source, row: ProgrammeRow, one: CaseRow) => Promise<readonly AuditEntry[]>,
): Promise<Outcome<{ caseId: string }>> {
  const known = await findProgramme(deps.db.read, programmeId)
  if (!known) return notFound()
  const reached = await reachAnyCase(deps, deps.db.read, actor, permission, known.case_id)
  if (!reached.ok) return reached
  const fault = faultOfDay(on, todayOf(deps), at)
  if (fault) return fail(fault)
  if (on < known.referred_on) return fail({ code: 'before_referral', at })
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const one = await reachAnyCaseOrRefuse(deps, tx, actor, permission, known.case_id)
    const row = await findProgramme(tx, programmeId)
    if (!row || row.ended_on !== null) throw new Refusal({ code: 'programme_over', at })
    return { value: succeed({ caseId: one.id }), entries: await write(tx, row, one) }
  })
}

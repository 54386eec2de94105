import type { Actor } from '../../domain/access/decide.ts'
import { dueAt, sameDay, startOfDay } from '../../domain/calendar/due.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { insertRelease, listReleases } from '../../storage/order-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reassessBy } from '../assessment/judge-anew.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse } from '../refusal.ts'

const permission = 'order.record'
const yearsAhead = 30

/** Notes the local day on which he is let out of arrest or prison: the next assessment is due that day at the latest. */
export async function recordRelease(
  deps: CommandDeps,
  actor: Actor,
  { caseId, releasedOn }: { readonly caseId: string; readonly releasedOn: string },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const last = deps.now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate().add({ years: yearsAhead }).toString()
  if (!isDate(releasedOn) || releasedOn > last) return fail({ code: 'invalid_date', at: 'released_on' })
  const day = startOfDay(Temporal.PlainDate.from(releasedOn), deps.calendar.zone)
  const from = Temporal.Instant.compare(day, deps.now) < 0 ? deps.now : day
  const row = { id: deps.newId(), released_on: releasedOn, recorded_at: toStamp(deps.now), recorded_by: actor.id }
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const known = (await listReleases(tx, one.id)).find(each => each.released_on === releasedOn)
    if (known) {
      const again = { action: 'release.resubmitted', subject: `case:${one.id}`, details: { release: known.id } }
      return { value: succeed({ caseId }), entries: [again] }
    }
    await insertRelease(tx, { ...row, case_id: one.id, region: one.region })
    await reassessBy(tx, one, toStamp(dueAt(from, sameDay, deps.calendar)))
    const entry = { action: 'release.recorded', subject: `case:${one.id}`, details: { release: row.id } }
    return { value: succeed({ caseId }), entries: [entry] }
  })
}

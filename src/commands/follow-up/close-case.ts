import type { Actor } from '../../domain/access/decide.ts'
import { endOfDay } from '../../domain/calendar/due.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { planSupervision } from '../../domain/follow-up/closing.ts'
import { closingPlace, insertClosing, setCaseState, type ClosingRow } from '../../storage/case-closing-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { listCaseWork, openWorkItem, settleWorkItem } from '../../storage/work-item-store.ts'
import { ofCentres, workKinds } from '../../domain/follow-up/work-item.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { reachAnyCase, reachAnyCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { readClosable, type ReadClosable } from './read-closable.ts'

const permission = 'case.close'
const longestReason = 2000

/**
 * Only the unit head closes a case, and only when nothing stands in the way (procedure.md section 9). One that was ever
 * high or extreme rests under supervision first. What was still open of its work ends with
 * it, but for what a centre does for her.
 */
export async function closeCase(
  deps: CommandDeps,
  actor: Actor,
  { caseId, reason }: { readonly caseId: string; readonly reason: string },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachAnyCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const text = checkTexts({ reason }, longestReason)
  if (!text.ok) return text
  if (text.value.reason === '') return fail({ code: 'required', at: 'reason' })
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(reached.value.key_id, closingPlace(id), text.value.reason)
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachAnyCaseOrRefuse(deps, tx, actor, permission, caseId)
    if (one.state !== 'open') throw new Refusal({ code: 'case_not_open', at: 'reason' })
    const read = await readClosable(deps, tx, one)
    if (read.obstacles.length > 0) throw new Refusal(...read.obstacles.map(code => ({ code, at: 'reason' })))
    const ended = await endWork(tx, deps, actor, one)
    const closed = await insertClosed(tx, deps, actor, one, { id, sealed_reason, read })
    const action = closed.supervised_until === null ? 'case.closed' : 'case.supervised'
    const entry = { action, subject: `case:${caseId}`, details: { closing: id } }
    return { value: succeed({ caseId }), entries: [entry, ...ended] }
  })
}

type Closing = Pick<ClosingRow, 'id' | 'sealed_reason'> & { readonly read: ReadClosable }

async function insertClosed(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow, { read, ...own }: Closing) {
  const { closing } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
  const plan = planSupervision(closing, read.one.everWas, Temporal.PlainDate.from(todayOf(deps)))
  const state = plan ? 'supervised' : 'closed'
  const at = toStamp(deps.now)
  const ends = { supervised_until: plan?.until.toString() ?? null, ended_at: plan ? null : at, reopened_at: null }
  const place = { case_id: one.id, region: one.region, district: one.district }
  const row = { ...own, ...place, state, closed_at: at, closed_by: actor.id, ...ends }
  await insertClosing(tx, row)
  await setCaseState(tx, one.id, state)
  for (const day of plan?.checks ?? []) await openCheck(tx, deps, one, own.id, day)
  return row
}

async function openCheck(tx: Source, deps: CommandDeps, one: CaseRow, closingId: string, day: Temporal.PlainDate) {
  await openWorkItem(tx, {
    kind: 'supervision',
    source_id: `${closingId}-${day.toString()}`,
    case_id: one.id,
    region: one.region,
    district: one.district,
    organisation_id: null,
    owner_role: 'inspector',
    owner_id: one.officer_id,
    officer_id: one.officer_id,
    code: 'supervision',
    unit: 'cd',
    opened_at: toStamp(deps.now),
    due_at: toStamp(endOfDay(day, deps.calendar.zone)),
  })
}

async function endWork(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow): Promise<AuditEntry[]> {
  const at = toStamp(deps.now)
  const due = (await listCaseMeasures(tx, one.id)).filter(each => each.state === 'due')
  const closed = { state: 'not_needed', sealed_note: null, closed_at: at, closed_by: actor.id }
  for (const { id } of due) await closeMeasure(tx, id, closed)
  for (const item of await listCaseWork(tx, one.id)) {
    const kind = workKinds.find(each => each === item.kind)
    if (kind && !ofCentres.has(kind)) await settleWorkItem(tx, kind, item.source_id, at)
  }
  const details = (id: string) => ({ measure: id, state: 'not_needed' })
  return due.map(({ id }) => ({ action: 'measure.recorded', subject: `case:${one.id}`, details: details(id) }))
}

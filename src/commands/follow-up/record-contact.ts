import type { Actor } from '../../domain/access/decide.ts'
import { dueAt, sameDay } from '../../domain/calendar/due.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { checkContact, doneByContact, isDangerous, type Contact } from '../../domain/follow-up/contact.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { contactPlace, insertContact } from '../../storage/contact-record-store.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { reassessBy } from '../assessment/judge-anew.ts'
import { reachAnyCase, reachAnyCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { planNext } from '../measure/plan-next.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'
import { checkSupervision } from './check-supervision.ts'
import { openReassessment } from './reassessment-work.ts'
import { reopenCase } from './reopen-case.ts'

export type TypedContact = Omit<Contact, 'happenedAt'> & {
  readonly caseId: string
  /** A local minute. */
  readonly happenedAt: string
  readonly note: string
}

const permission = 'contact.record'
const longestNote = 4000
/**
 * A visit or a call, reached or in vain. It does the measures that it is the doing of, counts as the check of a case
 * under supervision, and a sign of danger makes the next assessment due today.
 */
export async function recordContact(
  deps: CommandDeps,
  actor: Actor,
  typed: TypedContact,
): Promise<Outcome<{ caseId: string; dangerous: boolean }>> {
  const reached = await reachAnyCase(deps, deps.db.read, actor, permission, typed.caseId)
  if (!reached.ok) return reached
  const happenedAt = readLocalMinute(typed.happenedAt, deps.calendar.zone)
  const text = checkTexts({ note: typed.note }, longestNote)
  if (happenedAt === null || !text.ok)
    return fail(...(happenedAt ? [] : [{ code: 'invalid_date', at: 'happened_at' }]), ...(text.ok ? [] : text.faults))
  const contact = { ...typed, happenedAt }
  const faults = checkContact(contact, text.value.note, deps.now)
  if (faults.length > 0) return fail(...faults)
  const row = await buildRow(deps, actor, reached.value, contact, text.value.note)
  return changeOrRefuse(deps.db, contextOf(deps, actor, row.region), async tx => {
    const one = await reachAnyCaseOrRefuse(deps, tx, actor, permission, typed.caseId)
    await insertContact(tx, row)
    const { follow_up } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
    const dangerous = isDangerous(follow_up, contact)
    const details = { contact: row.id, kind: row.kind, reached: contact.reached, dangerous }
    const entries: AuditEntry[] = [{ action: 'contact.recorded', subject: `case:${one.id}`, details }]
    entries.push(...(await closeDone(tx, deps, actor, one, contact)))
    if (dangerous) entries.push(...(await answerDanger(tx, deps, one)))
    else if (contact.reached) entries.push(...(await checkSupervision(tx, deps, one, happenedAt)))
    return { value: succeed({ caseId: one.id, dangerous }), entries }
  })
}

/** The next assessment is due today; a case that rested or was closed is open for it again. */
async function answerDanger(tx: Source, deps: CommandDeps, one: CaseRow): Promise<AuditEntry[]> {
  const at = toStamp(deps.now)
  const reassess_by = toStamp(dueAt(deps.now, sameDay, deps.calendar))
  const reopened = await reopenCase(tx, one, at)
  await reassessBy(tx, one, reassess_by)
  if (reopened.length > 0) await openReassessment(tx, { ...one, reassess_by }, sameDay.unit, at)
  return reopened
}

async function buildRow(deps: CommandDeps, actor: Actor, one: CaseRow, contact: Contact, note: string) {
  const id = deps.newId()
  return {
    id,
    case_id: one.id,
    region: one.region,
    district: one.district,
    kind: contact.kind,
    reached: contact.reached ? (1 as const) : (0 as const),
    children_seen: contact.childrenSeen,
    order_kept: contact.orderKept,
    danger: JSON.stringify(contact.danger),
    sealed_note: note === '' ? null : await deps.db.keys.seal(one.key_id, contactPlace(id), note),
    measure_id: null,
    happened_at: toStamp(contact.happenedAt),
    recorded_at: toStamp(deps.now),
    recorded_by: actor.id,
  }
}

/** Of each measure that this was the doing of, the one that was due first. */
async function closeDone(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow, contact: Contact) {
  const due = (await listCaseMeasures(tx, one.id)).filter(each => each.state === 'due')
  const entries: AuditEntry[] = []
  const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: actor.id }
  for (const code of doneByContact(contact)) {
    const first = due.find(each => each.code === code)
    if (!first) continue
    await closeMeasure(tx, first.id, { ...closed, done_at: toStamp(contact.happenedAt) })
    await planNext(tx, deps, one, code)
    entries.push({
      action: 'measure.recorded',
      subject: `case:${one.id}`,
      details: { measure: first.id, state: 'done' },
    })
  }
  return entries
}

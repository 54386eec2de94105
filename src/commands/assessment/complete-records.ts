import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import {
  pruneHidden,
  validateAnswer,
  visibleItems,
  type Answer,
  type Answers,
} from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import {
  findAssessment,
  findSuperseding,
  openAssessment,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, todayOf, type CommandDeps } from '../deps.ts'
import { definitionsOf } from './definitions.ts'
import { judge } from './judge-answers.ts'
import { reachCase } from './reach-case.ts'
import { recomputeAssessment } from './recompute-assessment.ts'

const permission = 'record.complete'
/** The measure of the procedure that this command is the doing of. */
const recordCheck = 'record_check'

export type RecordAnswers = { readonly assessmentId: string; readonly answers: Readonly<Record<string, unknown>> }

/**
 * Answers the record items that an assessment left unknown, from the databases, and judges the same incident again. It
 * is recomputation, no lowering (procedure.md §1): nobody has to agree. What the databases do not tell stays unknown,
 * but nothing waits for it any longer. The same officer's second submission finds the first.
 */
export async function completeRecords(
  deps: CommandDeps,
  actor: Actor,
  { assessmentId, answers: given }: RecordAnswers,
): Promise<Outcome<{ assessmentId: string }>> {
  const row = await findAssessment(deps.db.read, assessmentId)
  if (!row) return notFound()
  const reached = await reachCase(deps, deps.db.read, actor, permission, row.case_id)
  if (!reached.ok) return reached
  const done = await complete(deps, actor, row, given)
  const overtaken = !done.ok && done.faults.some(fault => fault.code === 'superseded')
  return overtaken ? ownEarlier(deps, actor, row) : done
}

async function complete(deps: CommandDeps, actor: Actor, row: AssessmentRow, given: RecordAnswers['answers']) {
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { answers: earlier, concern, raise } = await openAssessment(deps.db, row)
  const asked = { bank: definitions.bank, open: row.result.recordsUnknown, earlier, today: todayOf(deps) }
  const checked = checkRecords(asked, given)
  if (!checked.ok) return checked
  const answers: Answers = pruneHidden(definitions.bank, { ...earlier, ...checked.value })
  const facts = { ...row.facts, records_checked: true, record_unknown: false }
  const result = judge({ definitions, answers, facts, raise: raise ?? undefined })
  return recomputeAssessment(deps, actor, {
    kind: 'records',
    permission,
    row,
    definitions,
    answers,
    facts,
    words: { concern, raise },
    result,
    beside: (tx, one, made) => closeCheck(tx, actor, one, made),
  })
}

type Asked = {
  readonly bank: Bank
  /** The record items that the assessment left unknown. */
  readonly open: readonly string[]
  readonly earlier: Readonly<Record<string, Answer>>
  readonly today: string
}

/** Only what was unknown is asked; all faults at once. */
function checkRecords(asked: Asked, given: RecordAnswers['answers']): Outcome<Record<string, Answer>> {
  const { bank, open, today } = asked
  const faults: Fault[] = Object.keys(given)
    .filter(code => !open.includes(code))
    .map(at => ({ code: bank.items.some(item => item.code === at) ? 'hidden_item' : 'unknown_item', at }))
  const answers: Record<string, Answer> = {}
  for (const item of bank.items.filter(each => open.includes(each.code) && given[each.code] !== undefined)) {
    const checked = validateAnswer(item, { value: given[item.code], source: 'record' }, today)
    if (checked.ok) answers[item.code] = checked.value
    else faults.push(...checked.faults)
  }
  return faults.length > 0 ? fail(...faults) : completeAnswers(asked, answers)
}

/**
 * Every item that the answers ask wants one, if only that the databases do not tell; a number left out says that. An
 * entry cannot be found among records that do not exist.
 */
function completeAnswers(
  { bank, open, earlier }: Asked,
  given: Readonly<Record<string, Answer>>,
): Outcome<Record<string, Answer>> {
  const visible = new Set(visibleItems(bank, { ...earlier, ...given }).map(item => item.code))
  const answers = { ...given }
  const faults: Fault[] = []
  for (const item of bank.items.filter(each => open.includes(each.code))) {
    const answer = given[item.code]
    if (!visible.has(item.code)) {
      if (answer && isFinding(answer)) faults.push({ code: 'contradiction', at: item.code })
    } else if (!answer) {
      if (item.type === 'number') answers[item.code] = { value: 'unknown', source: 'record' }
      else faults.push({ code: 'required', at: item.code })
    }
  }
  return faults.length > 0 ? fail(...faults) : { ok: true, value: answers }
}

function isFinding({ value }: Answer): boolean {
  return value !== 'no' && value !== 'unknown' && value !== 'refused'
}

async function closeCheck(tx: Source, actor: Actor, one: CaseRow, made: StoredAssessmentRow): Promise<AuditEntry[]> {
  const subject = `case:${one.id}`
  const details = { assessment: made.id, supersedes: made.supersedes_id ?? '', category: made.category }
  const entries: AuditEntry[] = [{ action: 'record.completed', subject, details }]
  const due = (await listCaseMeasures(tx, one.id)).filter(each => each.code === recordCheck && each.state === 'due')
  const closed = { state: 'done', sealed_note: null, closed_at: made.submitted_at, closed_by: actor.id }
  for (const { id } of due) {
    await closeMeasure(tx, id, closed)
    entries.push({ action: 'measure.recorded', subject, details: { measure: id, state: 'done' } })
  }
  return entries
}

async function ownEarlier(deps: CommandDeps, actor: Actor, row: AssessmentRow) {
  const next = await findSuperseding(deps.db.write, row.id)
  const own = next?.kind === 'records' && next.submitted_by === actor.id
  return own ? { ok: true as const, value: { assessmentId: next.id } } : fail<never>({ code: 'superseded' })
}

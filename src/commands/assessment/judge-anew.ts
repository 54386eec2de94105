import type { Actor } from '../../domain/access/decide.ts'
import { pruneHidden, type Answer, type Answers } from '../../domain/questionnaire/answer.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { dueAt, sameDay } from '../../domain/calendar/due.ts'
import { higherOf } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import {
  findLastAssessment,
  insertAssessment,
  insertDefinitions,
  nextSerial,
  openAssessment,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import { supersedeLowerings } from '../../storage/category-lowering-store.ts'
import { updateCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { moveReassessment } from '../follow-up/reassessment-work.ts'
import { Refusal } from '../refusal.ts'
import { definitionsOf, type Definitions } from './definitions.ts'
import { judge } from './judge-answers.ts'
import { moveCase, type Move } from './move-case.ts'
import { sealRecomputed } from './recompute-assessment.ts'
import { categoryOrNull } from './settle-result.ts'

/** What an event tells beside the last interview. */
export type News = {
  readonly facts: Facts
  /** Answers that the event gives, by item; those that the bank does not ask are left out. */
  readonly answers?: Readonly<Record<string, Answer>>
}

export type JudgedAnew = {
  readonly made: StoredAssessmentRow
  readonly followsId: string
  readonly definitions: Definitions
  readonly move: Omit<Move, 'one' | 'stands'>
}

/** Judges the last assessment of a case again with the news, by the definitions that judged it. Stores nothing. */
export async function judgeAnew(
  deps: CommandDeps,
  actor: Actor,
  caseId: string,
  news: News,
): Promise<Outcome<JudgedAnew>> {
  const row = await findLastAssessment(deps.db.read, caseId)
  if (!row) return fail({ code: 'no_assessment' })
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { answers: earlier, ...words } = await openAssessment(deps.db, row)
  const answers = withNews(definitions, earlier, news)
  const facts = { ...row.facts, ...news.facts }
  const raise = words.raise ?? undefined
  const result = judge({ definitions, answers, facts, raise })
  const serial = await nextSerial(deps.db.read, caseId)
  const anew = { kind: 'event', row, definitions, answers, facts, words, result, serial } as const
  const made = await sealRecomputed(deps, actor.id, anew)
  const { procedure } = definitions
  const move = { assessmentId: made.id, procedure, result, answers, facts, afresh: true, restartsClock: false }
  return succeed({ made, followsId: row.id, definitions, move })
}

function withNews({ bank }: Definitions, earlier: Readonly<Record<string, Answer>>, { answers = {} }: News): Answers {
  const asked = Object.entries(answers).filter(([code]) => bank.items.some(item => item.code === code))
  return pruneHidden(bank, { ...earlier, ...Object.fromEntries(asked) })
}

/**
 * Lets the result count: an event raises a category and never lowers it. The next assessment is due today, because an
 * event is among what makes it due at once (procedure.md section 4). A lowering that waits for the head is void.
 */
export async function settleAnew(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  { made, followsId, definitions, move }: JudgedAnew,
): Promise<AuditEntry[]> {
  if ((await findLastAssessment(tx, one.id))?.id !== followsId) throw new Refusal({ code: 'superseded' })
  await insertAssessment(tx, made)
  const used = definitions.used.map(each => ({ assessment_id: made.id, region: made.region, ...each }))
  await insertDefinitions(tx, used, made.submitted_at)
  await supersedeLowerings(tx, one.id, made.submitted_at)
  const stood = categoryOrNull(one.category) ?? move.result.category
  const entries = await moveCase(tx, deps, { ...move, one, stands: higherOf(stood, move.result.category) })
  await reassessBy(tx, one, toStamp(dueAt(deps.now, sameDay, deps.calendar)))
  return entries
}

/** Never later than it was due already. */
export async function reassessBy(tx: Source, one: CaseRow, by: string): Promise<void> {
  const soonest = one.state === 'open' && one.reassess_by < by ? one.reassess_by : by
  await updateCase(tx, one.id, { reassess_by: soonest })
  await moveReassessment(tx, one.id, soonest, sameDay.unit)
}

import type { Actor } from '../../domain/access/decide.ts'
import { refusesSharing } from '../../domain/case/consent.ts'
import { correctionReasonAtLeast } from '../../domain/case/correction.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import {
  findContradictions,
  missingRequired,
  pruneHidden,
  validateAnswer,
  type Answer,
  type Answers,
} from '../../domain/questionnaire/answer.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import {
  findAssessment,
  openAssessment,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import { updateCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { hasUnknownRecords } from './case-facts.ts'
import { definitionsOf, type Definitions } from './definitions.ts'
import { judge } from './judge-answers.ts'
import { reachCase } from './reach-case.ts'
import { recomputeAssessment } from './recompute-assessment.ts'
import { refuseSharing } from './refuse-sharing.ts'
import { categoryOrNull } from './settle-result.ts'

const permission = 'answer.correct'
const longestReason = 2000
const correctable = new Set<BankItem['type']>(['yes_no', 'choice', 'tick_list', 'number'])

/** Words, people and the time of the incident are no answers that a score rests on: they have pages of their own. */
export function isCorrectable(item: BankItem): boolean {
  return correctable.has(item.type)
}

export type CorrectedAnswers = {
  readonly assessmentId: string
  /** By item, as validated answers come in: value and source. */
  readonly answers: Readonly<Record<string, unknown>>
  readonly reason: string
}

/**
 * Puts a mistyped answer right: the same incident is judged again and the earlier assessment stays beside it. A lower
 * category waits for the unit head, as it would after an interview: what was typed has been acted on.
 */
export async function correctAnswer(
  deps: CommandDeps,
  actor: Actor,
  { assessmentId, answers: given, reason }: CorrectedAnswers,
): Promise<Outcome<{ assessmentId: string }>> {
  const row = await findAssessment(deps.db.read, assessmentId)
  if (!row) return notFound()
  const reached = await reachCase(deps, deps.db.read, actor, permission, row.case_id)
  if (!reached.ok) return reached
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { answers: earlier, concern, raise } = await openAssessment(deps.db, row)
  const words = checkReason(reason)
  const checked = checkGiven(definitions, earlier, given, todayOf(deps))
  if (!words.ok || !checked.ok) return fail(...(words.ok ? [] : words.faults), ...(checked.ok ? [] : checked.faults))
  const answers = checked.value
  const stood = categoryOrNull(reached.value.category)
  const facts = factsOf(row, definitions, answers)
  return recomputeAssessment(deps, actor, {
    kind: 'correction',
    permission,
    row,
    definitions,
    answers,
    facts,
    words: { concern, correction: words.value, raise },
    result: judge({ definitions, answers, facts, raise: raise ?? undefined }),
    ...(stood && { stood }),
    beside: async (tx, one, made) => {
      const refusing = { caseId: one.id, region: one.region, officer: actor.id }
      const newly = refusesSharing(answers) && !refusesSharing(earlier)
      const refusal = newly ? await refuseSharing(tx, deps, answers, refusing) : []
      return [...(await note(tx, one, made, answers)), ...refusal]
    },
  })
}

function checkReason(reason: string): Outcome<string> {
  const checked = checkTexts({ reason }, longestReason)
  if (!checked.ok) return checked
  const short = [...checked.value.reason].length < correctionReasonAtLeast
  return short
    ? fail({ code: 'too_short', at: 'reason', details: { at_least: correctionReasonAtLeast } })
    : succeed(checked.value.reason)
}

/** The answers as they will be judged; what the correction brings up must be answered with it where it has to be. */
function checkGiven(
  { bank }: Definitions,
  earlier: Readonly<Record<string, Answer>>,
  given: CorrectedAnswers['answers'],
  today: string,
): Outcome<Answers> {
  const faults: Fault[] = []
  const corrected: Record<string, Answer> = {}
  for (const [code, raw] of Object.entries(given)) {
    const item = bank.items.find(each => each.code === code)
    const checked = item && isCorrectable(item) ? validateAnswer(item, raw, today) : unknownItem(code)
    if (checked.ok) corrected[code] = checked.value
    else faults.push(...checked.faults)
  }
  const changed = Object.entries(corrected).some(([code, answer]) => !isSame(earlier[code], answer))
  if (faults.length === 0 && !changed) faults.push({ code: 'nothing_corrected', at: Object.keys(given)[0] ?? 'reason' })
  const answers = pruneHidden(bank, { ...earlier, ...corrected })
  const missing = missingRequired(bank, answers).filter(code =>
    bank.items.some(item => item.code === code && isCorrectable(item)),
  )
  faults.push(...missing.map(at => ({ code: 'required', at })), ...findContradictions(bank, answers))
  return faults.length > 0 ? fail(...faults) : succeed(answers)
}

const unknownItem = (at: string) => fail<Answer>({ code: 'unknown_item', at })

function isSame(one: Answer | undefined, other: Answer): boolean {
  return JSON.stringify(one?.value) === JSON.stringify(other.value)
}

/** An answer from the databases that was asked for once is open no longer. */
function factsOf({ facts }: AssessmentRow, { bank }: Definitions, answers: Answers) {
  const record_unknown = facts['records_checked'] !== true && hasUnknownRecords(bank, answers)
  return { ...facts, record_unknown }
}

async function note(tx: Source, one: CaseRow, made: StoredAssessmentRow, answers: Answers): Promise<AuditEntry[]> {
  const relationship = answers['relationship']?.value
  if (typeof relationship === 'string' && relationship !== one.relationship)
    await updateCase(tx, one.id, { relationship })
  const details = { assessment: made.id, supersedes: made.supersedes_id ?? '', category: made.category }
  return [{ action: 'answer.corrected', subject: `case:${one.id}`, details }]
}

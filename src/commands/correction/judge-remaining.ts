import type { Assessment } from '../../domain/assessment/assess.ts'
import { pruneHidden, type Answer, type Answers } from '../../domain/questionnaire/answer.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import {
  findAssessment,
  nextSerial,
  openAssessment,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listStandingBreaches } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { definitionsOf, type Definitions } from '../assessment/definitions.ts'
import { judge } from '../assessment/judge-answers.ts'
import { sealRecomputed } from '../assessment/recompute-assessment.ts'
import type { CommandDeps } from '../deps.ts'
import { breachItem } from '../order/record-breach.ts'
import { remainingFacts } from './remaining-facts.ts'

/** The assessment that counts after a voiding, judged by what remains. */
export type Remaining = {
  readonly assessmentId: string
  readonly originId: string
  /** Who made the interview's assessment. */
  readonly officer: string
  readonly definitions: Definitions
  readonly answers: Answers
  readonly facts: Facts
  readonly result: Assessment
  /** The row of the recomputation; null where what remains is what was judged already. */
  readonly made: StoredAssessmentRow | null
}

/** Judges the last assessment that stands with the facts and the breaches that are left, inside the change. */
export async function judgeRemaining(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  row: AssessmentRow,
): Promise<Remaining> {
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const origin = (row.origin_id && (await findAssessment(tx, row.origin_id))) || row
  const { answers: earlier, ...words } = await openAssessment(deps.db, row)
  const breach = await breachAnswer(tx, deps, one, origin, earlier[breachItem])
  const answers = pruneHidden(definitions.bank, withBreach(definitions, earlier, breach))
  const facts = await remainingFacts(tx, deps, one, { row, origin, procedure: definitions.procedure })
  const result = judge({ definitions, answers, facts, raise: words.raise ?? undefined })
  const base = { originId: origin.id, officer: origin.submitted_by, definitions, answers, facts, result }
  const same = isSame(facts, row.facts) && breach?.value === earlier[breachItem]?.value
  if (same) return { ...base, assessmentId: row.id, made: null }
  const serial = await nextSerial(tx, one.id)
  const anew = { kind: 'void', row, definitions, answers, facts, words, result, serial } as const
  const made = await sealRecomputed(deps, origin.submitted_by, anew)
  return { ...base, assessmentId: made.id, made }
}

/** A breach of an order that counts says yes, whatever was said before; that of a voided one says nothing any more. */
async function breachAnswer(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  origin: AssessmentRow,
  now: Answer | undefined,
): Promise<Answer | undefined> {
  const breaches = await listStandingBreaches(tx, one.id)
  if (breaches.some(breach => breach.recorded_at >= origin.submitted_at)) return { value: 'yes', source: 'record' }
  return now?.value === 'yes' ? (await openAssessment(deps.db, origin)).answers[breachItem] : now
}

function withBreach({ bank }: Definitions, earlier: Readonly<Record<string, Answer>>, breach: Answer | undefined) {
  const others = Object.fromEntries(Object.entries(earlier).filter(([item]) => item !== breachItem))
  const asked = breach !== undefined && bank.items.some(item => item.code === breachItem)
  return asked ? { ...others, [breachItem]: breach } : others
}

function isSame(one: Facts, other: Facts): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(name => one[name] === other[name])
}

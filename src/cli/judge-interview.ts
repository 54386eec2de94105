import { factsOfNewCase } from '../commands/assessment/case-facts.ts'
import { checkRaise } from '../commands/assessment/check-submission.ts'
import { chooseDefinitions, type Definitions } from '../commands/assessment/definitions.ts'
import { judge } from '../commands/assessment/judge-answers.ts'
import { z } from 'zod'
import type { Raise } from '../domain/assessment/assess.ts'
import { scoreAnswers } from '../domain/assessment/score.ts'
import type { ScoreResult } from '../domain/assessment/score-result.ts'
import type { Fault } from '../domain/fault.ts'
import { validateAnswers, type Answers } from '../domain/questionnaire/answer.ts'
import { categories, type Procedure } from '../domain/questionnaire/procedure.ts'
import type { Facts } from '../domain/questionnaire/truth.ts'
import type { Questionnaires } from '../questionnaires.ts'

/** Judges one parsed text; the faults of the text itself are given beside it and refuse a score. */
export type Judge = (input: unknown, faultsOfText: readonly Fault[]) => { readonly faults: readonly Fault[] }

/** Judges bank answers, and a raise where one is given, as the first interview of a case opened on `today`, a local date. */
export function interviewJudge(questionnaires: Questionnaires, today: string): Judge {
  const definitions = chooseDefinitions(questionnaires, today)
  const { procedure, version } = definitions.procedure
  return (input, faultsOfText) => {
    const read = readAnswers(definitions, input, today)
    const faults = [...faultsOfText, ...read.faults]
    if (faults.length > 0) return { procedure, version, faults }
    return { procedure, version, ...judgeAnswers(definitions, read), faults: [] }
  }
}

type Read = { readonly answers: Answers; readonly raise: Raise | undefined; readonly faults: readonly Fault[] }
const raiseShape = z.strictObject({ category: z.enum(categories), reason: z.string() }).optional()

function readAnswers({ bank, procedure }: Definitions, input: unknown, today: string): Read {
  const none = validateAnswers(bank, {}, today)
  const answers = none.ok ? none.value : undefined
  if (!answers) throw new Error('the bank refuses an interview without answers')
  const refuse = (...faults: Fault[]): Read => ({ answers, raise: undefined, faults })
  const name = isRecord(input) && 'items' in input ? 'items' : 'answers'
  if (!isRecord(input) || !isRecord(input[name])) return refuse({ code: 'invalid_input', at: name })
  const strange = Object.keys(input).filter(key => key !== name && key !== 'raise')
  const checked = validateAnswers(bank, input[name], today)
  const raised = raiseShape.safeParse(input['raise'])
  const faults = [...strange.map(at => ({ code: 'unknown_field', at })), ...faultsOfRaise(procedure, raised)]
  if (!checked.ok) return refuse(...faults, ...checked.faults)
  return { answers: checked.value, raise: raised.data, faults }
}

function faultsOfRaise(procedure: Procedure, raised: z.ZodSafeParseResult<Raise | undefined>): Fault[] {
  if (!raised.success) return [{ code: 'invalid_input', at: 'raise' }]
  return raised.data ? checkRaise(procedure, raised.data.reason) : []
}

function judgeAnswers(definitions: Definitions, { answers, raise }: Read) {
  const facts = factsOfNewCase(definitions.bank, answers)
  const assessment = judge({ definitions, answers, facts, raise })
  const scores = scoreAll(definitions, answers, facts)
  return {
    category: assessment.category,
    provisional: assessment.provisional,
    reasons: assessment.reasons,
    triggers: assessment.triggers,
    scores: scores.filter(score => score.applicable !== false),
    not_applicable: scores.filter(score => score.applicable === false).map(score => score.instrument),
    could_lift: assessment.couldLift,
    records_unknown: assessment.recordsUnknown,
    listing: assessment.listing,
  }
}

/** With the structured judgements, which have no score but are part of what the officer is asked for. */
function scoreAll({ instruments }: Definitions, answers: Answers, facts: Facts): ScoreResult[] {
  return instruments.map(instrument => scoreAnswers(instrument, answers, facts))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

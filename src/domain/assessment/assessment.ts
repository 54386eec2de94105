import type { Answers } from '../questionnaire/answer-value.ts'
import type { Bank } from '../questionnaire/bank.ts'
import type { Instrument } from '../questionnaire/instrument.ts'
import type { Category, Procedure } from '../questionnaire/procedure.ts'
import type { Facts } from '../questionnaire/truth.ts'
import type { ScoreResult } from './score-result.ts'

export type Raise = { readonly category: Category; readonly reason: string }

export type AssessmentInput = {
  readonly bank: Bank
  /** The versions that the procedure names. */
  readonly instruments: readonly Instrument[]
  readonly procedure: Procedure
  readonly answers: Answers
  readonly facts: Facts
  readonly raise?: Raise | undefined
}

/** What was found before any rule is applied. */
export type Findings = {
  readonly procedure: Procedure
  readonly answers: Answers
  readonly facts: Facts
  readonly scores: readonly ScoreResult[]
  readonly triggers: readonly TriggeredFamily[]
  readonly raise?: Raise | undefined
}

export type TriggeredFamily = {
  readonly family: string
  readonly facts: readonly string[]
  readonly critical: boolean
}

/** `gives` is null for a rule that makes an offer due and gives no category. */
export type Reason = {
  readonly rule: string
  readonly number: string
  readonly gives: Category | null
  readonly because: readonly string[]
}

export type Assessment = {
  readonly scores: readonly ScoreResult[]
  readonly triggers: readonly TriggeredFamily[]
  readonly category: Category
  readonly provisional: boolean
  readonly reasons: readonly Reason[]
  /** The category that the open items could still give, and the items of the bank that are open. */
  readonly couldLift: { readonly category: Category; readonly items: readonly string[] } | null
  readonly recordsUnknown: readonly string[]
  readonly listing: { readonly listed: boolean; readonly reasons: readonly string[] }
}

import type { Fault } from '../fault.ts'
import type { factorCodings, judgementLevels, ScoredInstrument } from '../questionnaire/instrument.ts'
import type { YesNo } from '../questionnaire/answer-value.ts'

/** The coding of an instrument's items; an item without one is missing, like an unknown or refused one. */
export type Codings = ReadonlyMap<string, YesNo>

/** What an instrument takes beside its items. Null where it was not said. */
export type Extras = {
  readonly officer_belief: boolean | null
  readonly judgement: boolean | null
  readonly incidents_12_months: number | null
}

export type Contribution = { readonly item: string; readonly answer: 'yes'; readonly points: number }
export type Warning = { readonly code: string; readonly at?: string }
export type Norms = {
  readonly set: string
  readonly recidivism: number
  readonly lower: number
  readonly higher: number
}

type Head = {
  readonly instrument: string
  readonly version: string
  readonly method: ScoredInstrument['method']
  /** Null while the answers do not tell. */
  readonly applicable: boolean | null
}

export type Scored = Head & {
  readonly scored: true
  readonly raw?: number
  readonly missing: readonly string[]
  readonly adjusted?: number
  /** The raw score if every missing item were absent, and if every one were present. */
  readonly bounds?: readonly [number, number]
  readonly band?: string
  readonly high_risk_count?: number
  readonly triggered?: boolean
  readonly basis?: string | null
  readonly norms?: Norms
  readonly contributions: readonly Contribution[]
  readonly faults: readonly []
  readonly warnings?: readonly Warning[]
}

export type NotScored = Head & {
  readonly scored: false
  readonly missing: readonly string[]
  readonly faults: readonly [Fault, ...Fault[]]
}

export type FactorCoding = (typeof factorCodings)[number]
export type JudgementLevel = (typeof judgementLevels)[number]
export type FactorPresence = { readonly item: string; readonly current: FactorCoding; readonly past: FactorCoding }

/** A structured judgement has no score: the factors present and the officer's own summary. */
export type Judged = {
  readonly instrument: string
  readonly version: string
  readonly method: 'structured_judgement'
  readonly applicable: boolean | null
  readonly scored: false
  readonly missing: readonly string[]
  readonly present: readonly FactorPresence[]
  readonly summary: Readonly<Record<string, JudgementLevel>>
  readonly faults: readonly Fault[]
}

export type ScoreResult = Scored | NotScored | Judged

/** What a method adds to the head of the result. */
export type Marks = Omit<Scored, keyof Head | 'scored' | 'faults' | 'missing'>

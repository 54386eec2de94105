import type { Fault } from '../fault.ts'
import type { factorCodings, judgementLevels, ScoredInstrument } from '../questionnaire/instrument.ts'

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

/** What a method finds beside the tally; undefined where it has no such mark. */
export type Marks = {
  readonly adjusted?: number | undefined
  /** The raw score if every missing item were absent, and if every one were present. */
  readonly bounds?: readonly [number, number] | undefined
  readonly band?: string | undefined
  readonly high_risk_count?: number | undefined
  readonly triggered?: boolean | undefined
  readonly basis?: string | null | undefined
  readonly norms?: Norms | undefined
  readonly warnings?: readonly Warning[] | undefined
}

export type Scored = Head &
  Marks & {
    readonly scored: true
    readonly raw?: number
    readonly missing: readonly string[]
    readonly contributions: readonly Contribution[]
    readonly faults: readonly []
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

/**
 * What the program itself tells of a case beside the answers, and of what kind. A condition on any other fact would be
 * unknown for ever, and nobody would see it.
 */
export const knownFacts = {
  incidents_12_months: 'count',
  order_in_force: 'flag',
  order_issued: 'flag',
  after_sitting: 'flag',
  consent_override: 'flag',
  repeat_within_window: 'flag',
  record_unknown: 'flag',
  officer_belief: 'flag',
  judgement: 'flag',
} as const satisfies Readonly<Record<string, FactKind>>

/** Known once the category is found, so that only measures may ask for them; with `rule_…` for every rule that held. */
export const factsOfOutcome = { could_lift: 'flag', listed: 'flag' } as const satisfies Readonly<
  Record<string, FactKind>
>

export type FactKind = 'flag' | 'count'
export type FactKinds = Readonly<Record<string, FactKind>>

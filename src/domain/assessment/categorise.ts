import type { Category, Rule } from '../questionnaire/procedure.ts'
import { higherOf, rankOf } from '../questionnaire/procedure.ts'
import { evaluate } from '../questionnaire/truth.ts'
import type { Findings, Reason } from './assessment.ts'
import type { Scored } from './score-result.ts'

type RuleOf<K extends Rule['kind']> = Extract<Rule, { kind: K }>
type Verdict = { readonly gives: Category | null; readonly because: readonly string[] }

/** The highest category that any rule gives, and every rule that gave one. There is nothing below `low`. */
export function categorise(findings: Findings): { category: Category; reasons: Reason[] } {
  const reasons: Reason[] = []
  for (const rule of findings.procedure.rules) {
    const verdict = rule.kind === 'judgement' ? judgeRaise(rule, findings, highest(reasons)) : apply(rule, findings)
    if (verdict) reasons.push({ rule: rule.code, number: rule.number, ...verdict })
  }
  return { category: highest(reasons), reasons }
}

export function highest(reasons: readonly Reason[]): Category {
  return reasons.reduce<Category>((found, reason) => higherOf(found, reason.gives ?? 'low'), 'low')
}

export function scoredOf(findings: Findings, instrument: string): Scored | undefined {
  return findings.scores.find(score => score.instrument === instrument && score.scored) as Scored | undefined
}

/**
 * Whether the factor count alone carries the category, so that unknown records leave it provisional. Where the
 * instrument does not apply no record could bring its score, and nothing is waited for.
 */
export function restsOnCountAlone(
  { procedure, scores }: Findings,
  reasons: readonly Reason[],
  category: Category,
): boolean {
  const excluded = new Set(scores.filter(score => score.applicable === false).map(score => score.instrument))
  const counts = new Set(
    procedure.rules
      .filter(rule => rule.kind === 'factor_count')
      .filter(rule => rule.provisional_while_records_unknown && !excluded.has(rule.unless_scored))
      .map(rule => rule.code),
  )
  const others = reasons.filter(reason => !counts.has(reason.rule) && reason.gives === category)
  return others.length === 0 && reasons.some(reason => counts.has(reason.rule) && reason.gives === category)
}

function apply(rule: Exclude<Rule, { kind: 'judgement' }>, findings: Findings): Verdict | undefined {
  switch (rule.kind) {
    case 'instrument_bands':
      return applyBands(rule, findings)
    case 'factor_count':
      return applyCount(rule, findings)
    case 'instrument_triggered':
      return applyTrigger(rule, findings)
    case 'offer':
      return applyOffer(rule, findings)
    case 'trigger_families':
      return applyFamilies(rule, findings)
    case 'condition':
      return applyCondition(rule, findings)
  }
}

function applyBands(rule: RuleOf<'instrument_bands'>, findings: Findings): Verdict | undefined {
  const score = scoredOf(findings, rule.instrument)
  const gives = score?.band === undefined ? undefined : rule.bands[score.band]
  return score && gives ? { gives, because: score.contributions.map(each => each.item) } : undefined
}

function applyCount(rule: RuleOf<'factor_count'>, findings: Findings): Verdict | undefined {
  if (scoredOf(findings, rule.unless_scored)) return undefined
  const held = rule.factors.filter(each => evaluate(each.condition, findings.answers, findings.facts) === 'yes')
  const gives = lastOf(rule.steps.filter(step => held.length >= step.at_least))?.gives
  return gives && { gives, because: held.map(each => each.code) }
}

function applyTrigger(rule: RuleOf<'instrument_triggered'>, findings: Findings): Verdict | undefined {
  const basis = scoredOf(findings, rule.instrument)?.basis
  return basis && rule.basis.includes(basis) ? { gives: rule.gives, because: [basis] } : undefined
}

function applyOffer(rule: RuleOf<'offer'>, findings: Findings): Verdict | undefined {
  const score = scoredOf(findings, rule.instrument)
  return score?.triggered === true ? { gives: null, because: score.basis ? [score.basis] : [] } : undefined
}

function applyFamilies(rule: RuleOf<'trigger_families'>, findings: Findings): Verdict | undefined {
  const families = findings.triggers.length
  const critical = findings.triggers.filter(family => family.critical).length
  const held = rule.steps.filter(step => families >= step.families_at_least && critical >= step.critical_at_least)
  if (held.length === 0) return undefined
  const gives = held.map(step => step.gives).reduce(higherOf)
  return { gives, because: findings.triggers.flatMap(family => family.facts) }
}

function applyCondition(rule: RuleOf<'condition'>, findings: Findings): Verdict | undefined {
  const holds = evaluate(rule.condition, findings.answers, findings.facts) === 'yes'
  return holds ? { gives: rule.gives, because: [rule.code] } : undefined
}

/** A judgement only raises; one that does not, or without its reason, counts for nothing here. */
function judgeRaise(rule: RuleOf<'judgement'>, { raise }: Findings, found: Category): Verdict | undefined {
  if (!raise || rankOf(raise.category) <= rankOf(found)) return undefined
  if (raise.reason.trim().length < rule.reason_at_least) return undefined
  return { gives: raise.category, because: ['judgement'] }
}

function lastOf<T>(list: readonly T[]): T | undefined {
  return list.at(-1)
}

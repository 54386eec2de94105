import type { Assessment } from '../../domain/assessment/assess.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import { categories, type Category, type Procedure, type Rule } from '../../domain/questionnaire/procedure.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import type { Context } from '../http/route.ts'

type Saying = Pick<Context<unknown, unknown>, 'locale' | 't'>

/** Every rule that gave a category, the highest first, and under it the facts that it rests on, in the words of the files. */
export function reasonModels(
  { locale, t }: Saying,
  result: Assessment,
  procedure: Procedure,
  instruments: readonly Instrument[],
) {
  const byWeight = result.reasons.toSorted((a, b) => weigh(b.gives) - weigh(a.gives))
  return byWeight.map(reason => {
    const rule = procedure.rules.find(one => one.code === reason.rule)
    const facts = rule ? factTexts(rule, procedure, instruments) : []
    return {
      category: reason.gives ?? 'none',
      categoryText: reason.gives ? t(`category-${reason.gives}`) : t('reason-offer'),
      text: rule?.text[locale] ?? reason.rule,
      rule: t('result-rule', { number: reason.number }),
      because: reason.because.flatMap(code => sayFact(code, facts, { locale, t })),
    }
  })
}

/** A rule that gives no category comes last. */
function weigh(gives: Category | null): number {
  return gives === null ? -1 : categories.indexOf(gives)
}

function sayFact(code: string, facts: readonly Coded[], { locale, t }: Saying): string[] {
  const fact = facts.find(one => one.code === code)
  if (fact) return [fact.text[locale]]
  return bases.some(basis => basis === code) ? [t(`basis-${code.replaceAll('_', '-')}`)] : []
}

type Coded = { readonly code: string; readonly text: LocalisedText }

/** On what an instrument with a threshold was triggered. */
const bases = ['first_three', 'four_of_the_rest', 'officer_belief', 'count', 'escalation', 'judgement'] as const

/** The same code may be worded otherwise elsewhere: a rule speaks in the words of its own facts. */
function factTexts(rule: Rule, procedure: Procedure, instruments: readonly Instrument[]): readonly Coded[] {
  switch (rule.kind) {
    case 'instrument_bands':
      return instruments.find(one => one.instrument === rule.instrument)?.items ?? []
    case 'factor_count':
      return rule.factors
    case 'trigger_families':
      return procedure.trigger_families.flatMap(family => family.facts)
    default:
      return []
  }
}

/** The critical triggers by family, in the words of the procedure. */
export function triggerModels({ locale }: Saying, result: Assessment, procedure: Procedure) {
  return result.triggers.flatMap(trigger => {
    const family = procedure.trigger_families.find(one => one.code === trigger.family)
    if (!family) return []
    const facts = family.facts.filter(fact => trigger.facts.includes(fact.code))
    const said = facts.map(fact => ({ text: fact.text[locale], critical: fact.critical }))
    return [{ family: family.text[locale], critical: trigger.critical, facts: said }]
  })
}

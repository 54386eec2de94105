import { categories, type Procedure, type Rule } from '../../domain/questionnaire/procedure.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>

/** The rules, thresholds and families of one version of a procedure, with the bank and the instruments that it names. */
export function procedurePage(context: Any, name: string, version: string): Reply {
  const { deps, locale, t } = context
  const { procedures } = deps.questionnaires
  const found = procedures.find(({ definition: d }) => d.procedure === name && d.version === version)?.definition
  if (!found) return { kind: 'not_found' }
  return {
    kind: 'page',
    view: 'questionnaire/procedure',
    model: {
      title: `${found.title[locale]} ${version}`,
      bank: { text: t('questionnaires-preview', { version: found.bank }), href: `/questionnaires/banks/${found.bank}` },
      instruments: found.instruments.map(each => ({
        text: `${each.instrument} ${each.version}`,
        href: `/questionnaires/instruments/${each.instrument}/${each.version}`,
      })),
      rules: found.rules.map(rule => ({
        number: rule.number,
        text: rule.text[locale],
        gives: sayGives(rule, context),
      })),
      families: found.trigger_families.map(family => ({
        text: family.text[locale],
        facts: family.facts.map(fact => ({
          text: fact.text[locale],
          critical: fact.critical ? t('questionnaires-critical') : '',
        })),
      })),
      clocks: categories.map(code => ({ category: t(`category-${code}`), clock: sayClock(found, code, t) })),
    },
  }
}

/** One line for each threshold: what must be reached and which category it gives. */
function sayGives(rule: Rule, { t }: Any): string[] {
  const category = (code: string) => t(`category-${code}`)
  switch (rule.kind) {
    case 'instrument_bands':
      return Object.entries(rule.bands).map(([band, gives]) => `${band} → ${gives ? category(gives) : '–'}`)
    case 'factor_count':
      return rule.steps.map(step => `${step.at_least} → ${category(step.gives)}`)
    case 'trigger_families':
      return rule.steps.map(step => {
        const counts = { families: step.families_at_least, critical: step.critical_at_least }
        return `${t('questionnaires-families', counts)} → ${category(step.gives)}`
      })
    case 'instrument_triggered':
    case 'condition':
      return [`→ ${category(rule.gives)}`]
    case 'judgement':
      return [t('questionnaires-judgement', { count: rule.reason_at_least })]
    case 'offer':
      return ['–']
  }
}

function sayClock({ reassessment }: Procedure, category: (typeof categories)[number], t: Any['t']): string {
  const { amount, unit } = reassessment[category]
  return t(`clock-${unit}`, { amount })
}

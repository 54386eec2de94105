import { Engine } from 'json-rules-engine'
import { SurveyModel } from 'survey-core'
import type { ProratedSum } from '../../src/domain/questionnaire/instrument.ts'

export type Coded = Readonly<Record<string, 'yes' | 'no' | 'unknown'>>

/** What any program must do for these answers: count, count the missing, look the result up. Nothing is checked. */
export function createHandSum({ items, prorating }: ProratedSum) {
  const codes = items.map(item => item.code)
  return (coded: Coded): number => {
    let raw = 0
    let missing = 0
    for (const code of codes) {
      const answer = coded[code]
      if (answer === 'yes') raw += 1
      else if (answer !== 'no') missing += 1
    }
    return prorating.table[raw]?.[missing] ?? -1
  }
}

/** The same with each of the 13 fields spelled out: quicker than any loop over a list, and good for ODARA alone. */
export function createSpelledSum({ prorating }: ProratedSum) {
  return (coded: Coded): number => {
    const answers = [
      coded['prior_domestic_incident'],
      coded['prior_nondomestic_incident'],
      coded['prior_custody_30_days'],
      coded['failure_on_conditional_release'],
      coded['threat_to_harm_or_kill'],
      coded['confinement'],
      coded['victim_concern'],
      coded['more_than_one_child'],
      coded['victim_child_from_previous_partner'],
      coded['violence_against_others'],
      coded['substance_abuse'],
      coded['assault_when_pregnant'],
      coded['barriers_to_support'],
    ]
    let raw = 0
    let missing = 0
    for (const answer of answers) {
      if (answer === 'yes') raw += 1
      else if (answer !== 'no') missing += 1
    }
    return prorating.table[raw]?.[missing] ?? -1
  }
}

/** One rule for each item; the raw score is the sum of the points of the rules that fired. */
export function createJsonRules({ items }: ProratedSum) {
  const engine = new Engine(
    items.map(({ code, points }) => ({
      conditions: { all: [{ fact: code, operator: 'equal', value: 'yes' }] },
      event: { type: 'points', params: { points } },
    })),
  )
  return async (coded: Coded): Promise<number> => {
    const { events } = await engine.run(coded)
    return events.reduce((sum, event) => sum + Number(event.params?.['points']), 0)
  }
}

/** A questionnaire of 13 questions whose calculated value is the raw score. */
export function createSurvey({ items }: ProratedSum) {
  const model = new SurveyModel({
    elements: items.map(({ code }) => ({ type: 'radiogroup', name: code, choices: ['yes', 'no', 'unknown'] })),
    calculatedValues: [
      { name: 'raw', expression: items.map(each => `iif({${each.code}} = 'yes', ${each.points}, 0)`).join(' + ') },
    ],
  })
  return (coded: Coded): number => {
    model.data = { ...coded }
    return Number(model.calculatedValues[0]?.value)
  }
}

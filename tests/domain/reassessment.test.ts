import { expect, it } from 'vitest'
import { compareAnswers } from '../../src/domain/assessment/compare-answers.ts'
import { prefillAnswers } from '../../src/domain/assessment/prefill-answers.ts'
import { findContradictions, pruneHidden, type Answer } from '../../src/domain/questionnaire/answer.ts'
import { questionnaires } from '../support/program.ts'

const bank = questionnaires.banks.at(-1)?.definition
if (!bank) throw new Error('no bank')

const said = (value: Answer['value']): Answer => ({ value, source: 'her_words' })
const last = {
  relationship: said('spouse'),
  physical_contact: said('yes'),
  weapon_used: said('never'),
  escalation: said({ ticked: ['more_often'], rest: 'no' }),
  violence_against_others: said('yes'),
}

it('a reassessment takes over what rarely changes, and the last incident unless a new one is told', () => {
  const about = (newIncident: boolean) => Object.keys(prefillAnswers(bank, last, newIncident, '2026-11-23'))
  expect(about(true)).toEqual(['relationship', 'violence_against_others'])
  expect(about(false)).toEqual(['relationship', 'physical_contact', 'weapon_used', 'violence_against_others'])
})

it('an answer that today’s bank does not take is asked again', () => {
  const kept = prefillAnswers(bank, { relationship: said('neighbour_of_old') }, true, '2026-11-23')
  expect(Object.keys(kept)).toEqual([])
})

it('only findings count as changed, and an open answer equals none', () => {
  const now = {
    ...last,
    weapon_used: said('this_incident'),
    escalation: said('unknown'),
    wishes: said('Учебное'),
    stalking: said('refused'),
  }
  expect(compareAnswers(bank, last, now)).toEqual(['weapon_used', 'escalation'])
})

it('strangled this time and no physical contact contradict each other', () => {
  const answers = (contact: string, when: string) =>
    pruneHidden(bank, { physical_contact: said(contact), strangulation: said(when) })
  expect(findContradictions(bank, answers('no', 'this_incident'))).toEqual([
    { code: 'contradiction', at: 'strangulation' },
  ])
  expect(findContradictions(bank, answers('no', 'earlier'))).toEqual([])
  expect(findContradictions(bank, answers('yes', 'this_incident'))).toEqual([])
})

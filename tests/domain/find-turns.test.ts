import { expect, it } from 'vitest'
import { assess } from '../../src/domain/assessment/assess.ts'
import { findTurns, openItems } from '../../src/domain/assessment/find-turns.ts'
import { pruneHidden } from '../../src/domain/questionnaire/answer.ts'
import { chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import { rankOf } from '../../src/domain/questionnaire/procedure.ts'
import { questionnaires } from '../support/program.ts'

const { bank, instruments, procedure } = chooseDefinitions(questionnaires, '2026-11-20')
const facts = { incidents_12_months: 1 }

function inputOf(values: Readonly<Record<string, unknown>>) {
  const said = Object.entries(values).map(([item, value]) => [item, { value, source: 'her_words' }])
  return { bank, instruments, procedure, facts, answers: pruneHidden(bank, Object.fromEntries(said) as never) }
}

const quiet = { relationship: 'spouse', physical_contact: 'yes', strangulation: 'no', order_breached: 'no' }

it('names the open question whose answer alone would raise the category, and how far', () => {
  const input = inputOf({ ...quiet, order_breached: 'unknown' })
  const { category } = assess(input)
  expect(findTurns(input, category)).toContainEqual({ item: 'order_breached', gives: 'high' })
})

it('tries every option of a choice and takes the highest', () => {
  const input = inputOf({ ...quiet, strangulation: 'refused' })
  const turn = findTurns(input, assess(input).category).find(one => one.item === 'strangulation')
  expect(turn && rankOf(turn.gives)).toBeGreaterThanOrEqual(rankOf('high'))
})

it('names no question that is answered, and none when nothing lies above', () => {
  const input = inputOf(quiet)
  const turns = findTurns(input, assess(input).category).map(turn => turn.item)
  expect(turns).not.toContain('order_breached')
  expect(findTurns(input, 'extreme')).toEqual([])
  expect(openItems(bank, input.answers).map(item => item.code)).not.toContain('strangulation')
})

it('gives what the rules give once the question is answered so', () => {
  const input = inputOf({ ...quiet, order_breached: 'unknown' })
  for (const { item, gives } of findTurns(input, assess(input).category)) {
    if (bank.items.find(one => one.code === item)?.type !== 'yes_no') continue
    const answers = { ...input.answers, [item]: { value: 'yes', source: 'record' as const } }
    expect(assess({ ...input, answers: pruneHidden(bank, answers) }).category, item).toBe(gives)
  }
})

import { expect, it } from 'vitest'
import { notAsked, type Answers } from '../../src/domain/questionnaire/answer.ts'
import { atLeast, evaluate, negate } from '../../src/domain/questionnaire/truth.ts'

function answers(words: Record<string, string>, hidden: string[] = []): Answers {
  const given = Object.entries(words).map(([item, value]) => [item, { value, source: 'her_words' as const }])
  return { ...Object.fromEntries(given), [notAsked]: new Set(hidden) }
}

it.each([
  ['yes', 'no', 'yes', 'no'],
  ['yes', 'unknown', 'yes', 'unknown'],
  ['no', 'unknown', 'unknown', 'no'],
  ['refused', 'no', 'unknown', 'no'],
])('%s and %s: any is %s, all is %s', (one, other, any, all) => {
  const given = answers({ one, other })
  const parts = [{ item: 'one' }, { item: 'other' }]
  expect(evaluate({ any: parts }, given, {})).toBe(any)
  expect(evaluate({ all: parts }, given, {})).toBe(all)
})

it('counts an item that was not asked as no, and an unanswered one as unknown', () => {
  expect(evaluate({ item: 'one' }, answers({}, ['one']), {})).toBe('no')
  expect(evaluate({ item: 'one' }, answers({}), {})).toBe('unknown')
})

it('keeps the unknown unknown when negated or counted', () => {
  expect(negate('unknown')).toBe('unknown')
  expect(atLeast(2, ['yes', 'unknown', 'no'])).toBe('unknown')
  expect(atLeast(3, ['yes', 'unknown', 'no'])).toBe('no')
})

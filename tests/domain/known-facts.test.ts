import { expect, it } from 'vitest'
import { factsOfNewCase } from '../../src/commands/assessment/case-facts.ts'
import { knownFacts } from '../../src/domain/questionnaire/known-facts.ts'
import { bank, tell } from './kz.ts'

it('every fact that the program tells of a case may be asked for, in its kind', () => {
  const facts = factsOfNewCase(bank, tell('calm', '').answers)
  const kinds = Object.entries(facts).map(([fact, value]) => [fact, typeof value === 'number' ? 'count' : 'flag'])
  expect(Object.fromEntries(kinds)).toEqual(
    Object.fromEntries(Object.entries(knownFacts).filter(([fact]) => Object.hasOwn(facts, fact))),
  )
})

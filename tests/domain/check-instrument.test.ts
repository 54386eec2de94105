import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/domain/questionnaire/check-instrument.ts'
import { faultsOfRules } from '../../src/domain/questionnaire/check-rules.ts'
import { instrument, type Instrument } from '../../src/domain/questionnaire/instrument.ts'
import { procedure as kzProcedure } from './kz.ts'

const text = { kk: 'мәтін', ru: 'текст', en: 'text' }
const head = {
  instrument: 'made',
  version: '1.0.0',
  title: text,
  purpose: text,
  licence: text,
  sources: [{ text: 'made for the tests', verified: false }],
  applicability: { condition: { item: 'escalation' }, reason: text },
  missing: { text, sourced: false },
}
const items = ['one', 'two', 'three'].map((code, place) => {
  return { code, number: String(place + 1), text, coding: { item: 'escalation' } }
})

function make(rest: object): Instrument {
  return instrument.parse({ ...head, ...rest })
}

function makeStaged(stages: object[]): Instrument {
  return make({ method: 'staged_trigger', items, stages })
}

function makeLevels(levels: object[]): Instrument {
  const factors = items.map(item => ({ ...item, high_risk: item.code === 'one' }))
  return make({ method: 'factor_bands', items: factors, levels: levels.map(level => ({ text, ...level })) })
}

function makeWeighted(contradictions: [string, string][]): Instrument {
  const weighted = items.map(item => ({ ...item, points: 1 }))
  const bands = [{ code: 'all', min: 0, max: 3, text }]
  return make({ method: 'weighted_sum', items: weighted, bands, contradictions })
}

function faultsOf(made: Instrument): string[] {
  return checkInstrument(made).map(fault => `${fault.code} ${fault.at}`)
}

const stages = [
  { basis: 'first', items: ['one'], at_least: 1 },
  { basis: 'rest', items: ['two', 'three'], at_least: 2 },
]
const levels = [{ code: 'top', high_risk_at_least: 1 }, { code: 'middle', any_of: ['two'] }, { code: 'base' }]

describe('an instrument in stages', () => {
  it('is sound when every stage can be reached', () => {
    expect(faultsOf(makeStaged(stages))).toEqual([])
  })

  it('must not name an item that it does not ask', () => {
    const staged = makeStaged([{ basis: 'first', items: ['one', 'four'], at_least: 1 }])
    expect(faultsOf(staged)).toEqual(['unknown_item instrument made 1.0.0 four'])
  })

  it('must not want more items than a stage has', () => {
    const staged = makeStaged([{ basis: 'first', items: ['one'], at_least: 2 }])
    expect(faultsOf(staged)).toEqual(['stage_out_of_reach instrument made 1.0.0 first'])
  })
})

describe('an instrument with levels', () => {
  it('is sound when the last level alone has no limit', () => {
    expect(faultsOf(makeLevels(levels))).toEqual([])
  })

  it('must not name an item that it does not ask', () => {
    const found = faultsOf(makeLevels([{ code: 'top', any_of: ['four'] }, { code: 'base' }]))
    expect(found).toEqual(['unknown_item instrument made 1.0.0 four'])
  })

  it('must have a level for every case', () => {
    expect(faultsOf(makeLevels(levels.slice(0, 2)))).toEqual(['levels_incomplete instrument made 1.0.0'])
  })

  it('must not hide a level behind one that always holds', () => {
    const found = faultsOf(makeLevels([{ code: 'top', factors_at_least: 0 }, ...levels]))
    expect(found).toEqual(['level_hides_the_rest instrument made 1.0.0 top'])
  })
})

it('a contradiction must be between items that are asked', () => {
  expect(faultsOf(makeWeighted([['one', 'two']]))).toEqual([])
  expect(faultsOf(makeWeighted([['one', 'four']]))).toEqual(['unknown_item instrument made 1.0.0 four'])
})

describe('a rule on an instrument', () => {
  const rule = { code: 'made', number: '3', text, source: { text: 'made for the tests', verified: false } }

  function faultsOfRule(rest: object, made: Instrument): string[] {
    const procedure = { ...kzProcedure, rules: [{ ...rule, ...rest }] } as typeof kzProcedure
    return faultsOfRules(procedure, () => made, 'kz').map(fault => `${fault.code} ${fault.at}`)
  }

  const triggered = (basis: string[]) => ({ kind: 'instrument_triggered', instrument: 'made', basis, gives: 'high' })
  const bands = (codes: Record<string, string>) => ({ kind: 'instrument_bands', instrument: 'made', bands: codes })

  it('may rest on the stages and on the officer’s belief', () => {
    expect(faultsOfRule(triggered(['first', 'officer_belief']), makeStaged(stages))).toEqual([])
    expect(faultsOfRule({ kind: 'offer', instrument: 'made' }, makeStaged(stages))).toEqual([])
  })

  it('must not rest on a ground that the instrument lacks', () => {
    expect(faultsOfRule(triggered(['count']), makeStaged(stages))).toEqual(['unknown_basis kz made count'])
  })

  it('reads the levels of an instrument without a score as its bands', () => {
    expect(faultsOfRule(bands({ top: 'high', middle: 'medium', base: 'low' }), makeLevels(levels))).toEqual([])
    expect(faultsOfRule(bands({ top: 'high', bottom: 'low' }), makeLevels(levels))).toEqual([
      'band_mismatch kz made middle',
      'band_mismatch kz made base',
      'band_mismatch kz made bottom',
    ])
  })
})

import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import { factorCodings, instrument, judgementLevels } from '../../src/domain/questionnaire/instrument.ts'

const file = new URL('../../questionnaires/instruments/b_safer/1.0.0.yaml', import.meta.url)
const bSafer = instrument.parse(parse(readFileSync(file, 'utf8')))
const codes = bSafer.items.map(item => item.code)
const computed = /"(raw|adjusted|bounds|band|level|total|count|score|high_risk_count|triggered|norms)":/

const coding = fc.constantFrom(...factorCodings)
const level = fc.constantFrom(...judgementLevels)
const codedItems = fc.dictionary(
  fc.constantFrom(...codes),
  fc.record({ current: coding, past: coding }, { requiredKeys: [] }),
)
const summary = fc.record({ priority: level, severe: level, imminent: level }, { requiredKeys: [] })

function faultsOf(input: unknown) {
  return scoreCoded(bSafer, input).faults
}

describe('B-SAFER', () => {
  it('has 15 factors in three groups of five, numbered in order', () => {
    const groups = bSafer.items.map(item => ('group' in item ? item.group : ''))
    const five = (group: string) => Array.from({ length: 5 }, () => group)
    expect(groups).toEqual([...five('ipv_history'), ...five('psychosocial'), ...five('victim_vulnerability')])
    expect(bSafer.items.map(item => item.number)).toEqual(Array.from({ length: 15 }, (_, index) => String(index + 1)))
    expect(codes[0]).toBe('violent_acts')
  })

  it("gives back the factors present and the officer's summary", () => {
    const result = scoreCoded(bSafer, {
      items: {
        escalation: { current: 'partial', past: 'absent' },
        violent_acts: { current: 'present', past: 'omitted' },
        unsafe_living: { current: 'absent', past: 'absent' },
        extreme_fear: { past: 'present' },
      },
      summary: { priority: 'high', severe: 'moderate', imminent: 'low' },
    })
    expect(result).toEqual({
      instrument: 'b_safer',
      version: '1.0.0',
      method: 'structured_judgement',
      applicable: true,
      scored: false,
      missing: codes.filter(code => !['escalation', 'violent_acts', 'unsafe_living', 'extreme_fear'].includes(code)),
      present: [
        { item: 'violent_acts', current: 'present', past: 'omitted' },
        { item: 'escalation', current: 'partial', past: 'absent' },
        { item: 'extreme_fear', current: 'omitted', past: 'present' },
      ],
      summary: { priority: 'high', severe: 'moderate', imminent: 'low' },
      faults: [],
    })
  })

  it('judges nothing by itself, even with every factor present', () => {
    const all = Object.fromEntries(codes.map(code => [code, { current: 'present', past: 'present' }]))
    expect(scoreCoded(bSafer, { items: all })).toMatchObject({ scored: false, summary: {}, missing: [], faults: [] })
  })

  it.each([
    [{ items: { violent_acts: { current: 'yes' } } }, 'invalid_answer', 'violent_acts'],
    [{ items: { violent_acts: 'present' } }, 'invalid_answer', 'violent_acts'],
    [{ items: { violent_acts: { now: 'present' } } }, 'invalid_answer', 'violent_acts'],
    [{ items: { stars: { current: 'present' } } }, 'unknown_item', 'stars'],
    [{ items: {}, summary: { priority: 'extreme' } }, 'invalid_answer', 'priority'],
    [{ items: {}, summary: { total: 'high' } }, 'unknown_item', 'total'],
    [{ items: {}, level: 'high' }, 'unknown_field', 'level'],
    [{}, 'invalid_input', 'items'],
  ])('%j is the fault %s at %s', (input, code, at) => {
    expect(faultsOf(input)).toEqual([{ code, at }])
    expect(scoreCoded(bSafer, input)).toMatchObject({ scored: false, present: [], summary: {} })
  })

  it('refuses a relationship that it is not made for', () => {
    const input = { items: { violent_acts: { current: 'present' } }, summary: { priority: 'high' }, applies: 'no' }
    expect(scoreCoded(bSafer, input)).toMatchObject({
      applicable: false,
      present: [],
      summary: {},
      faults: [{ code: 'not_applicable' }],
    })
  })

  it('computes nothing from any coding', () => {
    fc.assert(
      fc.property(codedItems, summary, (items, judged) => {
        const result = scoreCoded(bSafer, { items, summary: judged })
        expect(result).toMatchObject({ method: 'structured_judgement', scored: false, faults: [] })
        expect(result).toHaveProperty('summary', { ...judged })
        expect(JSON.stringify(result)).not.toMatch(computed)
      }),
      { numRuns: 200 },
    )
  })

  it('never throws, whatever the input', () => {
    const loose = fc.record({ items: fc.dictionary(fc.string(), fc.anything()), summary: fc.anything() })
    fc.assert(
      fc.property(fc.oneof(fc.anything(), loose), input => {
        expect(scoreCoded(bSafer, input)).toMatchObject({ method: 'structured_judgement', scored: false })
      }),
      { numRuns: 200 },
    )
  })
})

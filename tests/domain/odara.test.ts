import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import { instrument } from '../../src/domain/questionnaire/instrument.ts'

const file = new URL('../../questionnaires/instruments/odara/1.0.0.yaml', import.meta.url)
const odara = instrument.parse(parse(readFileSync(file, 'utf8')))
const codes = odara.items.map(item => item.code)
const golden = readFileSync(new URL('../golden/odara-1.0.0.csv', import.meta.url), 'utf8')
const rows = golden
  .trim()
  .split('\n')
  .slice(1)
  .map(row => row.split(','))

function items(raw: number, missing: number) {
  return Object.fromEntries(codes.slice(missing).map((code, index) => [code, index < raw ? 'yes' : 'no']))
}

function faultsOf(input: unknown) {
  return scoreCoded(odara, input).faults.map(fault => fault.code)
}

describe('ODARA', () => {
  it.each(rows)('raw %s with %s missing is %s, band %s %s', (raw, missing, adjusted, band, fault) => {
    const result = scoreCoded(odara, { items: items(Number(raw), Number(missing)) })
    if (fault) expect(result).toMatchObject({ scored: false, faults: [{ code: fault }] })
    else expect(result).toMatchObject({ scored: true, raw: Number(raw), adjusted: Number(adjusted), band, faults: [] })
  })

  it('gives a score or faults for every coding of the 13 items, never both', { timeout: 120_000 }, () => {
    const words = ['yes', 'no', 'unknown']
    let wrong = 0
    for (let set = 0; set < 3 ** 13; set += 1) {
      const coded: Record<string, string> = {}
      let rest = set
      for (const code of codes) {
        coded[code] = words[rest % 3] ?? 'no'
        rest = Math.floor(rest / 3)
      }
      const result = scoreCoded(odara, { items: coded })
      if (result.scored === result.faults.length > 0) wrong += 1
    }
    expect(wrong).toBe(0)
  })

  it.each([
    [{ yes: 2, no: 6 }, 1, 0],
    [{ yes: 1, no: 7 }, 0, 0],
    [{ yes: 1, unknown: 1, no: 6 }, 0, 1],
    [{ yes: 1 }, 0, 1],
  ])('codes substance abuse from its sub-criteria %j', (counts, raw, missing) => {
    const result = scoreCoded(odara, { items: { ...items(0, 0), substance_abuse: counts } })
    expect(result).toMatchObject({ raw })
    expect(result.missing).toHaveLength(missing)
  })

  it('names each fault of the input', () => {
    expect(faultsOf({ items: { ...items(0, 0), other: 'yes' } })).toEqual(['unknown_item'])
    expect(faultsOf({ items: { ...items(0, 0), confinement: 'maybe' } })).toEqual(['invalid_answer'])
    expect(faultsOf({ items: { ...items(0, 0), 6: 'yes' } })).toEqual(['duplicate_item'])
    expect(faultsOf({ items: items(0, 0), applies: 'no' })).toEqual(['not_applicable'])
    expect(faultsOf({ items: { ...items(0, 0), barriers_to_support: { yes: 6 } } })).toEqual(['invalid_answer'])
    expect(faultsOf([])).toEqual(['invalid_input'])
  })

  it('warns of a prior non-domestic assault without violence against others', () => {
    const result = scoreCoded(odara, { items: { ...items(0, 0), prior_nondomestic_incident: 'yes' } })
    expect(result).toMatchObject({ scored: true, warnings: [{ code: 'implied_item_missing' }] })
  })
})

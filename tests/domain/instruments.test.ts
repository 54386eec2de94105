import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import type { ScoredInstrument } from '../../src/domain/questionnaire/instrument.ts'
import { instruments, readGolden } from './kz.ts'

const names = ['danger_assessment', 'dash', 'lap', 'maram'] as const
const numRuns = process.env['PANA_TEST_LONG'] ? 20_000 : 500

function instrumentOf(name: string): ScoredInstrument {
  const found = instruments.find(each => each.instrument === name)
  if (!found || found.method === 'structured_judgement') throw new Error(name)
  return found
}

/** The cells `yes`, `unknown` and `refused` name items by code or number; `rest` says what the others were answered. */
function readItems(instrument: ScoredInstrument, row: Record<string, string>): Record<string, string> {
  const all = instrument.items.map(item => [item.code, row['rest'] ?? ''] as const)
  const items = new Map<string, string>(row['rest'] === 'unanswered' ? [] : all)
  for (const answer of ['yes', 'unknown', 'refused']) {
    for (const name of (row[answer] ?? '').split('+').filter(each => each !== '')) {
      const item = instrument.items.find(each => each.code === name || each.number === name)
      items.set(item?.code ?? name, answer)
    }
  }
  return Object.fromEntries(items)
}

function readExtras(cell: string): Record<string, string | number> {
  const parts = cell.split(' ').filter(part => part !== '')
  return Object.fromEntries(
    parts.map(part => {
      const [name = '', value = ''] = part.split('=')
      return [name, /^\d+$/.test(value) ? Number(value) : value]
    }),
  )
}

function told(row: Record<string, string>) {
  const number = (cell: string | undefined) => (cell ? Number(cell) : undefined)
  return {
    raw: number(row['raw']),
    bounds: row['low'] ? [Number(row['low']), Number(row['high'])] : undefined,
    band: row['band'] || undefined,
    triggered: row['triggered'] ? row['triggered'] === 'yes' : undefined,
    basis: row['triggered'] ? row['basis'] || null : undefined,
    high_risk_count: number(row['high_risk']),
    warnings: row['warnings'] || '',
    faults: row['faults'] ?? '',
  }
}

function scored(instrument: ScoredInstrument, row: Record<string, string>) {
  const input = { items: readItems(instrument, row), ...readExtras(row['extras'] ?? '') }
  const result = scoreCoded(instrument, input)
  const marks = result.scored ? result : undefined
  return {
    raw: marks?.raw,
    bounds: marks?.bounds,
    band: marks?.band,
    triggered: marks?.triggered,
    basis: marks?.basis,
    high_risk_count: marks?.high_risk_count,
    warnings: (marks?.warnings ?? []).map(each => each.code).join('+'),
    faults: result.faults.map(each => each.code).join('+'),
  }
}

const coding = fc.constantFrom('yes', 'no', 'unknown', 'refused')

function codedOf(instrument: ScoredInstrument) {
  const items = Object.fromEntries(instrument.items.map(item => [item.code, coding]))
  return fc.record({
    items: fc.record(items, { requiredKeys: [] }),
    officer_belief: fc.option(coding, { nil: undefined }),
    incidents_12_months: fc.option(fc.nat(9), { nil: undefined }),
    applies: fc.constantFrom('yes', 'no', 'unknown'),
  })
}

describe.each(names)('%s', name => {
  const instrument = instrumentOf(name)
  const rows = readGolden(`${name}-1.0.0.csv`)

  it.each(rows)('scores as the table says: $case', row => {
    expect(scored(instrument, row)).toEqual(told(row))
  })

  it('has every item present somewhere in the table', () => {
    const seen = rows
      .flatMap(row => Object.entries(readItems(instrument, row)))
      .filter(([, answer]) => answer === 'yes')
    expect(new Set(seen.map(([code]) => code))).toEqual(new Set(instrument.items.map(item => item.code)))
  })

  it('gives a score within its bounds or faults for every coding, never both', () => {
    fc.assert(
      fc.property(codedOf(instrument), input => {
        const result = scoreCoded(instrument, input)
        expect(result.scored).toBe(result.faults.length === 0)
        if (!result.scored) return
        const [lowest = 0, highest = 0] = result.bounds ?? []
        expect(result.raw).toBeGreaterThanOrEqual(lowest)
        expect(result.raw).toBeLessThanOrEqual(highest)
        expect(result.missing.length === 0).toBe(instrument.items.every(({ code }) => isAnswered(input.items[code])))
      }),
      { numRuns },
    )
  })

  it('never throws, whatever the input', () => {
    const loose = fc.record({ items: fc.dictionary(fc.string(), fc.anything()), officer_belief: fc.anything() })
    fc.assert(
      fc.property(fc.oneof(fc.anything(), loose), input => {
        const result = scoreCoded(instrument, input)
        expect(result.scored).toBe(result.faults.length === 0)
      }),
      { numRuns },
    )
  })

  it('does not apply where it is said not to', () => {
    const result = scoreCoded(instrument, { items: {}, applies: 'no' })
    expect(result).toMatchObject({ applicable: false, scored: false, faults: [{ code: 'not_applicable' }] })
  })
})

function isAnswered(answer: string | undefined): boolean {
  return answer === 'yes' || answer === 'no'
}

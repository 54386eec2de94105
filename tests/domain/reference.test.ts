import { describe, expect, it } from 'vitest'
import { readShipped } from '../../db/reference/seed-reference.ts'
import { calendarYear, checkCalendarYear } from '../../src/domain/calendar/year.ts'
import { checkPeriod, findInForce, inForceOn } from '../../src/domain/reference/period.ts'
import { checkRightsCard, rightsCard } from '../../src/domain/reference/rights-card.ts'

const row = (validFromOn: string, validToOn: string | null = null, revision = 1) => ({
  code: 'law',
  validFromOn,
  validToOn,
  revision,
})

describe('a new period', () => {
  it.each([
    ['the first of its code', [], '2026-03-02', null, []],
    ['after an open one', [row('2009-12-04')], '2026-03-02', null, []],
    ['on the first day of another', [row('2026-03-02')], '2026-03-02', null, ['period_overlaps']],
    ['before the newest', [row('2009-12-04'), row('2026-03-02')], '2020-01-01', null, ['period_overlaps']],
    ['before the end of the last', [row('2020-01-01', '2026-03-01')], '2026-03-01', null, ['period_overlaps']],
    ['right after the end of the last', [row('2020-01-01', '2026-03-01')], '2026-03-02', null, []],
    ['a day later than that', [row('2020-01-01', '2026-03-01')], '2026-03-03', null, ['period_gap']],
    ['ending before it begins', [], '2026-03-02', '2026-03-01', ['period_reversed']],
    ['of one day', [], '2026-03-02', '2026-03-02', []],
  ] as const)('%s', (_name, rows, validFromOn, validToOn, faults) => {
    expect(checkPeriod(rows, { validFromOn, validToOn }, false).map(fault => fault.code)).toEqual(faults)
  })
})

describe('a correction', () => {
  const rows = [row('2009-12-04'), row('2026-03-02')]
  it.each([
    ['of a row that is there', '2009-12-04', null, []],
    ['of a day without a row', '2009-12-05', null, ['nothing_to_correct']],
    ['that meets the next row', '2009-12-04', '2026-03-01', []],
    ['that runs into the next row', '2009-12-04', '2026-03-02', ['period_overlaps']],
    ['that leaves a day out', '2009-12-04', '2026-02-28', ['period_gap']],
  ] as const)('%s', (_name, validFromOn, validToOn, faults) => {
    expect(checkPeriod(rows, { validFromOn, validToOn }, true).map(fault => fault.code)).toEqual(faults)
  })
})

describe('what is in force', () => {
  const rows = [row('2009-12-04'), row('2026-03-02'), row('2026-03-02', '2027-01-31', 2)]
  it.each([
    ['2009-12-03', undefined],
    ['2009-12-04', rows[0]],
    ['2026-03-01', rows[0]],
    ['2026-03-02', rows[2]],
    ['2027-01-31', rows[2]],
    ['2027-02-01', undefined],
  ])('on %s', (on, expected) => {
    expect(findInForce(rows, 'law', on)).toBe(expected)
    expect(findInForce(rows, 'another', on)).toBeUndefined()
  })
})

describe('a year of the calendar', () => {
  const year = {
    year: 2026,
    zone: 'Asia/Almaty',
    verified: true,
    source: 'Act',
    holidays: [{ on: '2026-03-08', name: 'womens_day' }],
    moved_days_off: [{ on: '2026-03-09', for: '2026-03-08' }],
    working_weekend_days: ['2026-03-14'],
  } as const
  const faultsOf = (change: object) => checkCalendarYear(calendarYear.parse({ ...year, ...change }))

  it('is right as it stands', () => {
    expect(faultsOf({})).toEqual([])
  })

  it.each([
    [
      'a day of another year',
      { holidays: [...year.holidays, { on: '2027-01-01', name: 'x' }] },
      'day_of_other_year',
      '2027-01-01',
    ],
    ['a day twice', { working_weekend_days: ['2026-03-08'] }, 'day_twice', '2026-03-08'],
    [
      'a transfer of no holiday',
      { moved_days_off: [{ on: '2026-05-04', for: '2026-05-02' }] },
      'no_holiday_moved',
      '2026-05-02',
    ],
    ['work on a day that works anyway', { working_weekend_days: ['2026-03-13'] }, 'works_anyway', '2026-03-13'],
  ])('refuses %s', (_name, change, code, on) => {
    expect(faultsOf(change)).toMatchObject([{ code, details: { on } }])
  })
})

describe('the rights card', () => {
  const text = '102, 111, 112'
  it('holds the three numbers in every language', () => {
    expect(checkRightsCard({ text_kk: text, text_ru: text, text_en: text })).toEqual([])
    const lacking = checkRightsCard({ text_kk: '102 111', text_ru: text, text_en: '1021 111 112' })
    expect(lacking.map(({ at, details }) => [at, details?.['number']])).toEqual([
      ['text_kk', '112'],
      ['text_en', '102'],
    ])
  })
})

describe('the reference data that the program ships', () => {
  const shipped = readShipped(new URL('../../db/reference', import.meta.url).pathname)
  const asRows = shipped.map(one => ({ ...one, revision: 1 }))

  it('pass the checks that an administrator’s rows pass', () => {
    for (const entry of shipped) {
      if (entry.kind === 'calendar') expect(checkCalendarYear(calendarYear.parse(entry.content))).toEqual([])
      if (entry.kind === 'rights_card') expect(checkRightsCard(rightsCard.parse(entry.content))).toEqual([])
    }
    const bases = asRows.filter(one => one.kind === 'legal_basis')
    for (const [at, basis] of bases.entries()) {
      const before = bases.slice(0, at).filter(one => one.code === basis.code)
      expect(checkPeriod(before, basis, false), basis.code).toEqual([])
    }
  })

  it('names no article of the old law from 2 March 2026 on', () => {
    const texts = (on: string) =>
      JSON.stringify(
        inForceOn(
          asRows.filter(one => one.kind === 'legal_basis'),
          on,
        ),
      )
    expect(texts('2026-03-01')).toContain('214-IV')
    expect(texts('2026-03-01')).not.toContain('245-VIII')
    expect(texts('2026-03-02')).toContain('245-VIII')
    expect(texts('2026-03-02')).not.toContain('214-IV')
  })
})

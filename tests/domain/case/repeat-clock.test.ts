import { describe, expect, it } from 'vitest'
import { countIncidentsWithin, isRepeat, localDayOf, repeatWindowEnd } from '../../../src/domain/case/repeat-clock.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const days = (...texts: string[]) => texts.map(day)
const none = { incidents: [], listed: [], heard: [] }

describe('the twelve-month window', () => {
  it.each([
    ['a year to the day is inside', '2025-11-23', '2026-11-23', true],
    ['a year and a day is outside', '2025-11-23', '2026-11-24', false],
    ['the day of the listing is inside', '2026-03-01', '2026-03-01', true],
    ['the day before the listing is outside', '2026-03-01', '2026-02-28', false],
    ['29 February ends on 28 February', '2024-02-29', '2025-02-28', true],
    ['29 February does not reach 1 March', '2024-02-29', '2025-03-01', false],
    ['28 February before a leap day ends on the 28th', '2023-02-28', '2024-02-29', false],
  ])('%s', (_, listed, incident, expected) => {
    expect(isRepeat({ ...none, listed: days(listed) }, day(incident), 12)).toBe(expected)
    expect(isRepeat({ ...none, heard: days(listed) }, day(incident), 12)).toBe(expected)
  })

  it('counts from the later of listing and hearing', () => {
    const history = { ...none, listed: days('2025-10-01'), heard: days('2025-12-15') }
    expect(repeatWindowEnd(history, 12)?.toString()).toBe('2026-12-15')
    expect(isRepeat(history, day('2026-12-15'), 12)).toBe(true)
  })

  it('counts a listing that was never heard', () => {
    expect(isRepeat({ ...none, listed: days('2026-01-10') }, day('2026-11-01'), 12)).toBe(true)
  })

  it('has no end for a pair that was never before the commission', () => {
    expect(repeatWindowEnd(none, 12)).toBeNull()
    expect(isRepeat(none, day('2026-11-01'), 12)).toBe(false)
  })

  it('is not opened by a listing that comes after the incident', () => {
    expect(isRepeat({ ...none, listed: days('2026-11-02') }, day('2026-11-01'), 12)).toBe(false)
  })
})

it('the day of an incident is the day in Almaty', () => {
  expect(localDayOf(Temporal.Instant.from('2026-11-22T18:59:59.999Z'), 'Asia/Almaty').toString()).toBe('2026-11-22')
  expect(localDayOf(Temporal.Instant.from('2026-11-22T19:00:00.000Z'), 'Asia/Almaty').toString()).toBe('2026-11-23')
})

it.each([
  [['2025-11-23'], 1],
  [['2025-11-22'], 0],
  [['2026-11-23', '2026-11-23', '2026-11-24'], 2],
  [['2025-11-23', '2026-05-01', '2026-11-23'], 3],
])('of the incidents %j, %d lie in the twelve months to 23 November 2026', (incidents, expected) => {
  expect(countIncidentsWithin(days(...incidents), day('2026-11-23'), 12)).toBe(expected)
})

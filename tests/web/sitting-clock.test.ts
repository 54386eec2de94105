import { describe, expect, it } from 'vitest'
import { secondsSpent } from '../../src/commands/conference/time-spent.ts'
import { overlap } from '../../src/domain/conference/sitting.ts'
import type { SittingItem } from '../../src/storage/conference-agenda.ts'
import { readLocalTime } from '../../src/web/conference/shared.ts'

const zone = 'Asia/Almaty'

/** On 1 March 2024 at midnight the clocks of Almaty went back to 23:00: that hour came twice. */
describe('a sitting in the night in which the clocks went back', () => {
  const before = Temporal.Instant.from('2024-02-29T17:50:00Z')
  const after = before.add({ minutes: 30 })
  const hour = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })

  it('is as long as it lasted, whatever the clock on the wall shows', () => {
    expect([hour(before), hour(after)]).toEqual(['23:50', '23:20'])
    const item = { opened_at: before.toString(), spent_seconds: 60 } as SittingItem
    expect(secondsSpent(item, after)).toBe(31 * 60)
    expect(secondsSpent(item, before.subtract({ minutes: 1 })), 'a clock that was set back takes nothing').toBe(60)
  })

  it('begins in the first of two equal hours, and shares no moment with what begins when it ends', () => {
    const typed = readLocalTime('2024-02-29T23:50', zone)
    expect(typed?.toString()).toBe(before.toString())
    const next = readLocalTime('2024-03-01T00:00', zone)
    expect(next?.toString()).toBe('2024-02-29T19:00:00Z')
    const sitting = { startsAt: before, minutes: 70 }
    expect(overlap(sitting, { startsAt: Temporal.Instant.from('2024-02-29T19:00:00Z'), minutes: 60 })).toBe(false)
    expect(
      overlap({ ...sitting, minutes: 71 }, { startsAt: Temporal.Instant.from('2024-02-29T19:00:00Z'), minutes: 60 }),
    ).toBe(true)
  })

  it.each(['', '2024-02-30T10:00', '2024-13-01T10:00', '10:00', '2024-02-29'])('%s is no time to begin', typed => {
    expect(readLocalTime(typed, zone)).toBeNull()
  })
})

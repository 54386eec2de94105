import { describe, expect, it } from 'vitest'
import { retryAfter, sendAt, usualSetting } from '../../../src/domain/follow-up/send-moment.ts'

const zone = 'Asia/Almaty'
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
const send = (local: string, urgent: boolean, rest = {}) =>
  sendAt(at(local), urgent, { ...usualSetting, ...rest }, zone)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString()

describe('a notice goes out', () => {
  it('by day at once, by night with the end of the quiet hours', () => {
    expect(send('2026-11-20T15:00:00', false)).toBe('2026-11-20T15:00:00')
    expect(send('2026-11-20T22:00:00', false)).toBe('2026-11-21T07:00:00')
    expect(send('2026-11-21T06:59:00', false)).toBe('2026-11-21T07:00:00')
    expect(send('2026-11-21T07:00:00', false)).toBe('2026-11-21T07:00:00')
  })

  it('at once at any hour where its clock counts hours', () => {
    expect(send('2026-11-21T03:00:00', true, { digest: true })).toBe('2026-11-21T03:00:00')
  })

  it('with the next digest for whoever wants one a day', () => {
    expect(send('2026-11-20T08:00:00', false, { digest: true })).toBe('2026-11-20T08:30:00')
    expect(send('2026-11-20T08:30:00', false, { digest: true })).toBe('2026-11-21T08:30:00')
  })

  it('is tried again ever more rarely and then given up', () => {
    const tries = [1, 2, 3, 4, 5, 6, 7, 8].map(retryAfter)
    expect(tries).toEqual([1, 5, 15, 60, 240, 720, 1440, null])
  })
})

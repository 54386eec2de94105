import { expect, it } from 'vitest'
import { dueAt } from '../../src/domain/calendar/due.ts'

const calendar = {
  zone: 'Asia/Almaty',
  holidays: new Set(['2026-12-16']),
  workingWeekendDays: new Set(['2026-12-19']),
}

it.each([
  ['2026-12-11T18:30:00Z', 24, 'h', '2026-12-12T18:30:00Z'],
  ['2026-12-11T18:30:00Z', 3, 'cd', '2026-12-14T18:59:59.999Z'],
  ['2026-12-11T19:30:00Z', 3, 'cd', '2026-12-15T18:59:59.999Z'],
  ['2026-12-11T06:00:00Z', 1, 'wd', '2026-12-14T18:59:59.999Z'],
  ['2026-12-15T06:00:00Z', 1, 'wd', '2026-12-17T18:59:59.999Z'],
  ['2026-12-18T06:00:00Z', 1, 'wd', '2026-12-19T18:59:59.999Z'],
] as const)('from %s a term of %i %s ends at %s', (from, amount, unit, end) => {
  expect(dueAt(Temporal.Instant.from(from), { amount, unit }, calendar).toString()).toBe(end)
})

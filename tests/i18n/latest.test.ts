import { expect, test } from 'vitest'
import { formatDeadline } from '../../src/i18n/formats.ts'
import { Latest } from '../../src/i18n/latest.ts'
import { createTranslator } from '../../src/i18n/translator.ts'

test('a text is made once and made again only when newer ones have taken its place', () => {
  const latest = new Latest<string>(2)
  const made: string[] = []
  const get = (name: string) => latest.get(name, () => (made.push(name), name.toUpperCase()))
  expect(['a', 'b', 'a', 'c', 'a'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A'])
  expect(made).toEqual(['a', 'b', 'c', 'a'])
})

test('a deadline said before is said anew when time has gone on or the day has changed', () => {
  const t = createTranslator('en')
  const say = (now: string) => formatDeadline('2026-11-23T09:00:00.000Z', now, 'en', t)
  expect(say('2026-11-22T15:00:00.000Z')).toBe('tomorrow 14:00, in 18 h')
  expect(say('2026-11-22T16:00:00.000Z')).toBe('tomorrow 14:00, in 17 h')
  expect(say('2026-11-22T19:00:00.000Z')).toBe('today 14:00, in 14 h')
  expect(say('2026-11-22T15:00:00.000Z')).toBe('tomorrow 14:00, in 18 h')
})

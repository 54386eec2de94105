import { expect, it } from 'vitest'
import { createTranslator, locales } from '../../src/i18n/translator.ts'
import type { Locale } from '../../src/i18n/translator.ts'

it.each([
  ['kk', 'Аса жоғары тәуекел'],
  ['ru', 'Критический риск'],
  ['en', 'Extreme risk'],
] as const)('the highest category has its word in %s', (locale, expected) => {
  expect(createTranslator(locale)('category-extreme')).toBe(expected)
})

it.each(locales)('a key without a text is refused in %s', locale => {
  expect(() => createTranslator(locale)('category-none')).toThrow('no text category-none')
})

it.each(locales)('a text without its argument is refused in %s', locale => {
  expect(() => createTranslator(locale)('deadline-in', { unit: 'day' })).toThrow('text deadline-in')
})

it('a language without texts is refused', () => {
  expect(() => createTranslator('fr' as Locale)).toThrow('no texts for the language fr')
})

it('texts carry no marks of direction around their arguments', () => {
  const text = createTranslator('ru')('deadline-at', { day: 'завтра', time: '14:00', relative: 'через 18 ч' })
  expect(text).toBe('завтра 14:00, через 18 ч')
})

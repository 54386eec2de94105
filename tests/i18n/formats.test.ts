import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDeadline,
  splitDeadline,
  formatDocumentDate,
} from '../../src/i18n/formats.ts'
import { createTranslator, locales } from '../../src/i18n/translator.ts'
import type { Locale } from '../../src/i18n/translator.ts'

const evening = '2026-11-22T15:00:00.000Z'
const deadlineIn = (locale: Locale, dueAt: string) => formatDeadline(dueAt, evening, locale, createTranslator(locale))

describe('dates', () => {
  it.each([
    ['kk', '22.11.2026', '2026 жылғы 22 қараша'],
    ['ru', '22.11.2026', '22 ноября 2026 года'],
    ['en', '22 Nov 2026', '22 November 2026'],
  ] as const)('are written as %s writes them', (locale, short, inWords) => {
    expect(formatDate('2026-11-22', locale)).toBe(short)
    expect(formatDocumentDate('2026-11-22', locale)).toBe(inWords)
  })

  it('pads single digits on Kazakh and Russian pages', () => {
    expect(formatDate('2026-03-05', 'kk')).toBe('05.03.2026')
  })

  it.each([
    ['ru', '1 марта 2026 года'],
    ['kk', '2026 жылғы 1 наурыз'],
  ] as const)('name the first of March in %s', (locale, expected) => {
    expect(formatDocumentDate('2026-03-01', locale)).toBe(expected)
  })

  it('belong to the day in Almaty, five hours ahead of UTC', () => {
    expect(formatDateTime('2026-11-22T18:59:59.999Z', 'ru')).toBe('22.11.2026 23:59')
    expect(formatDateTime('2026-11-22T19:00:00.000Z', 'ru')).toBe('23.11.2026 00:00')
  })
})

describe('a deadline', () => {
  it.each([
    ['en', 'tomorrow 14:00, in 18 h'],
    ['ru', 'завтра 14:00, через 18 ч'],
    ['kk', 'ертең 14:00, 18 сағаттан кейін'],
  ] as const)('says the hour and the distance in %s', (locale, expected) => {
    expect(deadlineIn(locale, '2026-11-23T09:00:00.000Z')).toBe(expected)
  })

  it.each([
    ['en', 'today 17:00, overdue by 3 h'],
    ['ru', 'сегодня 17:00, просрочено на 3 ч'],
    ['kk', 'бүгін 17:00, мерзімі өткеніне 3 сағат болды'],
  ] as const)('says by how much it is overdue in %s', (locale, expected) => {
    expect(deadlineIn(locale, '2026-11-22T12:00:00.000Z')).toBe(expected)
  })

  it.each(locales)('within the minute is now in %s', locale => {
    const now = createTranslator(locale)('deadline-now')
    expect(deadlineIn(locale, '2026-11-22T15:00:59.999Z')).toBe(now)
    expect(deadlineIn(locale, '2026-11-22T14:59:00.001Z')).toBe(now)
  })

  it.each([
    ['2026-11-22T15:59:59.999Z', 'сегодня 20:59, через 59 мин'],
    ['2026-11-22T16:00:00.000Z', 'сегодня 21:00, через 1 ч'],
    ['2026-11-24T14:59:00.000Z', '24.11.2026 19:59, через 47 ч'],
    ['2026-11-24T15:00:00.000Z', '24.11.2026 20:00, через 2 дня'],
    ['2026-11-27T15:00:00.000Z', '27.11.2026 20:00, через 5 дней'],
    ['2026-12-13T15:00:00.000Z', '13.12.2026 20:00, через 21 день'],
    ['2026-11-21T14:00:00.000Z', 'вчера 19:00, просрочено на 25 ч'],
  ])('counts minutes, hours, then days, rounded down: %s', (dueAt, expected) => {
    expect(deadlineIn('ru', dueAt)).toBe(expected)
  })

  it('gives its two parts where they stand one above the other', () => {
    const parts = (due: string) => splitDeadline(due, '2026-11-22T15:00:00.000Z', 'ru', createTranslator('ru'))
    expect(parts('2026-11-22T16:00:00.000Z')).toEqual({ day: 'сегодня 21:00', left: 'через 1 ч' })
    expect(parts('2026-11-21T14:00:00.000Z')).toEqual({ day: 'вчера 19:00', left: 'просрочено на 25 ч' })
    expect(parts('2026-11-22T15:00:30.000Z')).toEqual({ day: 'сейчас', left: '' })
  })
})

import { Latest, latestByLocale } from './latest.ts'
import type { Locale, Translate } from './translator.ts'

/** The whole country keeps one time since 1 March 2024: UTC+5. */
const zone = 'Asia/Almaty'

const minutesAnHour = 60
const minutesADay = 24 * minutesAnHour

/** An instant by the clocks of the country: `2026-11-22`, `23:59`. */
type LocalTime = { readonly day: string; readonly time: string; readonly ms: number }

/** What was said last of a deadline, and when: so many minutes away, on this day. */
type Deadline = { readonly dueMs: number; minutes: number; day: string; text: string }

// Lists show the same instants again and again, and local time is the dearest part of a page of a list.
const localTimes = new Latest<LocalTime>(5_000)
const offsets = new Latest<number>(5_000)
const dates = latestByLocale<string>(5_000)
const deadlines = latestByLocale<Deadline>(5_000)

/** @param iso a date (`YYYY-MM-DD`) or an instant, of which the local day counts */
export function formatDate(iso: string, locale: Locale): string {
  return dates[locale].get(iso, () => writeDate(dayOf(iso), locale))
}

function writeDate(day: Temporal.PlainDate, locale: Locale): string {
  if (locale === 'en') return day.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  return `${twoDigits(day.day)}.${twoDigits(day.month)}.${day.year}`
}

/** The date in words, as letters and minutes carry it. */
export function formatDocumentDate(iso: string, locale: Locale): string {
  const day = dayOf(iso)
  if (locale === 'en') return day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const names = day.toLocaleString(locale, { day: 'numeric', month: 'long' })
  if (locale === 'ru') return `${names} ${day.year} года`
  return `${day.year} жылғы ${names}`
}

/** @param iso an instant */
export function formatTime(iso: string): string {
  return localTime(iso).time
}

/** @param iso an instant */
export function formatDateTime(iso: string, locale: Locale): string {
  return `${formatDate(iso, locale)} ${formatTime(iso)}`
}

/** When it is due, by the clock and by the distance from now: "tomorrow 14:00, in 18 h". Whole units, rounded down. */
export function formatDeadline(dueIso: string, nowIso: string, locale: Locale, t: Translate): string {
  const now = clockOf(nowIso)
  const kept = deadlines[locale].get(dueIso, () => ({ dueMs: localTime(dueIso).ms, minutes: 0, day: '', text: '' }))
  const minutes = Math.trunc((kept.dueMs - now.ms) / 60_000)
  if (minutes === 0) return t('deadline-now')
  // Within the same minute of the same day the sentence stays the same.
  if (kept.minutes !== minutes || kept.day !== now.day) {
    Object.assign(kept, { minutes, day: now.day, text: writeDeadline(dueIso, nowIso, minutes, locale, t) })
  }
  return kept.text
}

let clock = { iso: '', local: { day: '', time: '', ms: 0 } }

/** The moment of a page, for which each of its rows asks. */
function clockOf(nowIso: string): LocalTime {
  if (clock.iso !== nowIso) clock = { iso: nowIso, local: localTime(nowIso) }
  return clock.local
}

function writeDeadline(dueIso: string, nowIso: string, minutes: number, locale: Locale, t: Translate): string {
  const day = nearDay(dueIso, nowIso, locale, t)
  return t('deadline-at', { day, time: formatTime(dueIso), relative: sayDistance(minutes, t) })
}

/** The same in two parts, for lists where they stand one above the other. */
export function splitDeadline(dueIso: string, nowIso: string, locale: Locale, t: Translate) {
  const minutes = Math.trunc((localTime(dueIso).ms - clockOf(nowIso).ms) / 60_000)
  if (minutes === 0) return { day: t('deadline-now'), left: '' }
  return { day: `${nearDay(dueIso, nowIso, locale, t)} ${formatTime(dueIso)}`, left: sayDistance(minutes, t) }
}

function sayDistance(minutes: number, t: Translate): string {
  return t(minutes > 0 ? 'deadline-in' : 'deadline-overdue', distance(Math.abs(minutes)))
}

function distance(minutes: number): { unit: string; amount: number } {
  if (minutes < minutesAnHour) return { unit: 'minute', amount: minutes }
  if (minutes < 2 * minutesADay) return { unit: 'hour', amount: Math.floor(minutes / minutesAnHour) }
  return { unit: 'day', amount: Math.floor(minutes / minutesADay) }
}

function nearDay(iso: string, nowIso: string, locale: Locale, t: Translate): string {
  const days = dayOf(nowIso).until(dayOf(iso)).days
  if (days === 0) return t('deadline-today')
  if (days === 1) return t('deadline-tomorrow')
  if (days === -1) return t('deadline-yesterday')
  return formatDate(iso, locale)
}

function dayOf(iso: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(iso.includes('T') ? localTime(iso).day : iso)
}

function localTime(iso: string): LocalTime {
  return localTimes.get(iso, () => readLocalTime(iso))
}

function readLocalTime(iso: string): LocalTime {
  const ms = Date.parse(iso)
  const local = new Date(ms + offsets.get(iso.slice(0, 13), () => offsetAt(iso))).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16), ms }
}

/** The country has only ever changed its clocks at a full hour of UTC, so that one offset counts for each. */
function offsetAt(iso: string): number {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

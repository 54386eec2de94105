import type { Fault, Outcome } from '../fault.ts'
import { fail, succeed } from '../fault.ts'

const controls = /(?![\t\n])\p{Cc}/u
/** Unicode's Bidi_Control: invisible, and able to make a name or a number read as another. */
const bidiControls = /\p{Bidi_Control}/u
const isoDate = /^\d{4}-\d{2}-\d{2}$/
const isoDateTime = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d$/

/** The text with line ends as `\n` and no space around it. */
export function checkText(raw: unknown, at: string, maxLength: number): Outcome<string> {
  if (typeof raw !== 'string') return fail({ code: 'wrong_shape', at })
  const text = raw.replaceAll('\r\n', '\n').trim()
  const fault = faultOfText(text, maxLength)
  return fault ? fail({ at, ...fault }) : succeed(text)
}

function faultOfText(text: string, maxLength: number): Fault | undefined {
  if (!text.isWellFormed()) return { code: 'lone_surrogate' }
  if (controls.test(text)) return { code: 'control_character' }
  if (bidiControls.test(text)) return { code: 'bidi_control' }
  if (text.length > maxLength) return { code: 'too_long', details: { max: maxLength, length: text.length } }
  return undefined
}

/** A calendar date not after `today`; both `YYYY-MM-DD`. */
export function checkPastDate(raw: unknown, at: string, today: string): Outcome<string> {
  if (typeof raw !== 'string' || !isoDate.test(raw) || !isCalendarDate(raw)) return fail({ code: 'invalid_date', at })
  return raw > today ? fail({ code: 'in_future', at }) : succeed(raw)
}

/** A date, or a date with the local time of day, not after `today`. */
export function checkPastTime(raw: unknown, at: string, today: string): Outcome<string> {
  if (typeof raw !== 'string') return fail({ code: 'wrong_shape', at })
  const date = checkPastDate(isoDateTime.exec(raw)?.[1] ?? raw, at, today)
  return date.ok ? succeed(raw) : date
}

function isCalendarDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

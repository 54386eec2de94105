/** A day of the calendar as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

const localMinute = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d$/

/** A local minute as an instant; null when it is none. */
export function readLocalMinute(text: string, zone: string): Temporal.Instant | null {
  const day = localMinute.exec(text)?.[1]
  if (day === undefined || !isDate(day)) return null
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
}

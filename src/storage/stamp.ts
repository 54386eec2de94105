/** Instants as the tables hold them: ISO text in UTC with milliseconds, so that text order is time order. */
export function toStamp(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}

/** The local date of an instant: the whole country keeps one time. */
export function localDate(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO('Asia/Almaty').toPlainDate().toString()
}

/** Instants as the tables hold them: ISO text in UTC with milliseconds, so that text order is time order. */
export function toStamp(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}

/** When and how somebody wants to be told. Hours are local, `HH:MM`; quiet hours may run through midnight. */
export type NoticeSetting = {
  readonly quiet_from: string
  readonly quiet_to: string
  readonly digest: boolean
  readonly digest_at: string
}

export const usualSetting: NoticeSetting = { quiet_from: '22:00', quiet_to: '07:00', digest: false, digest_at: '08:30' }

/** What is counted in hours goes out at once: a life may hang on it. The rest waits for the digest or for the morning. */
export function sendAt(now: Temporal.Instant, urgent: boolean, setting: NoticeSetting, zone: string): Temporal.Instant {
  if (urgent) return now
  const local = now.toZonedDateTimeISO(zone)
  if (setting.digest) return nextAt(local, setting.digest_at)
  return isQuiet(local.toPlainTime().toString().slice(0, 5), setting) ? nextAt(local, setting.quiet_to) : now
}

function isQuiet(time: string, { quiet_from: from, quiet_to: to }: NoticeSetting): boolean {
  if (from === to) return false
  return from < to ? time >= from && time < to : time >= from || time < to
}

function nextAt(local: Temporal.ZonedDateTime, time: string): Temporal.Instant {
  const today = local.withPlainTime(Temporal.PlainTime.from(time))
  const next = Temporal.ZonedDateTime.compare(today, local) > 0 ? today : today.add({ days: 1 })
  return next.toInstant()
}

const waits = [1, 5, 15, 60, 240, 720, 1440] as const

/** Minutes until the next attempt after so many have failed; null: given up. */
export function retryAfter(attempts: number): number | null {
  return waits[attempts - 1] ?? null
}

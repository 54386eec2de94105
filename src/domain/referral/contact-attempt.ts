export const attemptResults = ['reached', 'no_answer', 'not_safe', 'wrong_number'] as const
export type AttemptResult = (typeof attemptResults)[number]

export type Attempt = { readonly at: Temporal.Instant; readonly result: AttemptResult }

/**
 * Attempts that count towards «not reached»: on different days and at different hours, so that one evening of dialling
 * never closes a file (procedure.md section 10).
 */
export function countAttempts(attempts: readonly Attempt[], zone: string): number {
  const days = new Map<string, Set<number>>()
  for (const { at, result } of attempts) {
    if (result === 'reached') continue
    const local = at.toZonedDateTimeISO(zone)
    const day = local.toPlainDate().toString()
    days.set(day, (days.get(day) ?? new Set()).add(local.hour))
  }
  return matchHours([...days.values()])
}

/** The most days that can each be given an hour of their own. */
function matchHours(days: readonly ReadonlySet<number>[]): number {
  const taken = new Map<number, number>()
  const place = (day: number, seen: Set<number>): boolean => {
    for (const hour of days[day] ?? []) {
      if (seen.has(hour)) continue
      seen.add(hour)
      const holder = taken.get(hour)
      if (holder !== undefined && !place(holder, seen)) continue
      taken.set(hour, day)
      return true
    }
    return false
  }
  return days.filter((_, day) => place(day, new Set())).length
}

/** Whether a file may be closed because she was not reached: never once she was. */
export function isNotReached(attempts: readonly Attempt[], needed: number, zone: string): boolean {
  return attempts.every(({ result }) => result !== 'reached') && countAttempts(attempts, zone) >= needed
}

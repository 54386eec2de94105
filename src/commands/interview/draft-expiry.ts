import { toStamp } from '../../storage/stamp.ts'

const draftHours = 14 * 24

/** An unfinished interview lives this long after its last answer; then it goes with its key. */
export function draftExpiry(now: Temporal.Instant): string {
  return toStamp(now.add({ hours: draftHours }))
}

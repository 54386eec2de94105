import { fail, type Outcome } from '../../domain/fault.ts'
import { checkTexts } from './check-texts.ts'

const reasonAtLeast = 10
const longestReason = 1000

/** Why two records are merged or parted. */
export function checkReason(reason: string): Outcome<{ reason: string }> {
  const checked = checkTexts({ reason }, longestReason)
  if (!checked.ok || [...checked.value.reason].length >= reasonAtLeast) return checked
  return fail({ code: 'too_short', at: 'reason', details: { at_least: reasonAtLeast } })
}

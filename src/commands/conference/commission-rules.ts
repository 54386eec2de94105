import { rhythms } from '../../domain/conference/sitting-clocks.ts'
import { seatAgencies } from '../../domain/conference/seat.ts'
import type { Fault } from '../../domain/fault.ts'
import type { Commission } from '../../storage/conference-commission.ts'
import { checkLengths, requireTexts } from './check-texts.ts'

export type CommissionRules = Omit<Commission, 'id' | 'region' | 'district' | 'created_at'>

const longestSitting = 600

/** What is wrong with the rules that a district gives its commission. */
export function checkRules(rules: CommissionRules): Fault[] {
  const { name_kk, name_ru, place_kk, place_ru, opening_minutes, new_case_minutes, repeat_minutes } = rules
  const texts = { name_kk, name_ru, place_kk, place_ru }
  const agencies = new Set<string>(seatAgencies)
  const { always, with_children } = rules.quorum
  return [
    ...requireTexts(texts),
    ...checkLengths(texts),
    ...Object.entries({ opening_minutes, new_case_minutes, repeat_minutes }).flatMap(([at, minutes]) =>
      checkMinutes(at, minutes),
    ),
    ...(rhythms.some(one => one === rules.rhythm) ? [] : [{ code: 'unknown_option', at: 'rhythm' }]),
    ...(always.length > 0 ? [] : [{ code: 'required', at: 'always' }]),
    ...([...always, ...with_children].every(one => agencies.has(one))
      ? []
      : [{ code: 'unknown_option', at: 'always' }]),
  ]
}

export function checkMinutes(at: string, minutes: number): Fault[] {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= longestSitting ? [] : [{ code: 'out_of_range', at }]
}

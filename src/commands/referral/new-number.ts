import { hasClientNumber } from '../../storage/client-store.ts'
import { hasReferralNumber } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import type { CommandDeps } from '../deps.ts'
import { proposeSheetNumber } from '../printed-sheet/sheet-number.ts'

/** A number without order, by which a referral is named on paper and in lists. */
export function freeReferralNumber(tx: Source, deps: CommandDeps): Promise<string> {
  return freeNumber(deps, 'R', number => hasReferralNumber(tx, number))
}

/** The code that stands for a person in the lists of a centre. */
export function freeClientNumber(tx: Source, deps: CommandDeps): Promise<string> {
  return freeNumber(deps, 'C', number => hasClientNumber(tx, number))
}

async function freeNumber(deps: CommandDeps, head: string, isTaken: (number: string) => Promise<boolean>) {
  const { year } = deps.now.toZonedDateTimeISO(deps.calendar.zone)
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const number = `${head}-${proposeSheetNumber(year, deps.newId())}`
    if (!(await isTaken(number))) return number
  }
  throw new Error(`no free number ${head} for ${year}`)
}

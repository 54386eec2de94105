import { permissions } from '../../domain/access/roles.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { seatAgencies, seatOffices } from '../../domain/conference/seat.ts'
import type { Fault } from '../../domain/fault.ts'
import { listSeatable, type SeatRow } from '../../storage/conference-commission.ts'
import type { Source } from '../../storage/scope-filter.ts'

export type SeatInput = Omit<SeatRow, 'id' | 'commission_id' | 'region' | 'changed_at'>

/** Roles whose people may take a seat. */
export const seatRoles = permissions['sitting.attend']

/** What is wrong with a seat beside the others of its commission. */
export async function checkSeat(
  db: Source,
  district: string,
  input: SeatInput,
  others: readonly SeatRow[],
): Promise<Fault[]> {
  const known = new Set((await listSeatable(db, district, seatRoles)).map(row => row.id))
  const unknown = (id: string | null, at: string) =>
    id === null || known.has(id) ? [] : [{ code: 'unknown_account', at }]
  const { representative_id, deputy_id, agency, office } = input
  const twice = representative_id !== null && representative_id === deputy_id
  const secondChair =
    input.active === 1 && office === 'chair' && others.some(one => one.active && one.office === 'chair')
  return [
    ...unknown(representative_id, 'representative'),
    ...unknown(deputy_id, 'deputy'),
    ...(twice ? [{ code: 'own_deputy', at: 'deputy' }] : []),
    ...(secondChair ? [{ code: 'second_chair', at: 'office' }] : []),
    ...(seatAgencies.some(one => one === agency) ? [] : [{ code: 'unknown_option', at: 'agency' }]),
    ...(seatOffices.some(one => one === office) ? [] : [{ code: 'unknown_option', at: 'office' }]),
    ...checkDay(input.term_until_on, 'term_until_on'),
    ...checkDay(input.licence_until_on, 'licence_until_on'),
  ]
}

function checkDay(day: string | null, at: string): Fault[] {
  return day === null || isDate(day) ? [] : [{ code: 'invalid_date', at }]
}

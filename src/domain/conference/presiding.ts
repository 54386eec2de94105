/** In which capacity somebody presides. */
export const capacities = ['chair', 'chair_deputy', 'vice_chair', 'vice_chair_deputy'] as const
export type Capacity = (typeof capacities)[number]

type Came = { readonly seat_id: string; readonly came: string; readonly account_id: string | null }
type Office = { readonly id: string; readonly office: string }

/**
 * Who of those who came may sign in the chair's place, whoever would have presided first. The vice chair may whether or
 * not the chair came: a signature that took an absence or a conflict would tell the chair of a closed item.
 */
export function presidersAmong(seats: readonly Office[], attendance: readonly Came[]): Map<string, Capacity> {
  const found = new Map<string, Capacity>()
  for (const office of ['chair', 'vice_chair'] as const) {
    const own = new Set(seats.filter(seat => seat.office === office).map(seat => seat.id))
    for (const { seat_id, came, account_id } of attendance) {
      if (account_id === null || !own.has(seat_id) || found.has(account_id)) continue
      found.set(account_id, came === 'deputy' ? `${office}_deputy` : office)
    }
  }
  return found
}

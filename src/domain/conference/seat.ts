/** Who sits in a commission; the quorum of the procedure names agencies by these codes. */
export const seatAgencies = [
  'akimat',
  'police',
  'social_protection',
  'crisis_centre',
  'guardianship',
  'education',
  'health',
  'prosecutor',
  'probation',
] as const
export type SeatAgency = (typeof seatAgencies)[number]

export const seatOffices = ['chair', 'vice_chair', 'secretary', 'member'] as const
export type SeatOffice = (typeof seatOffices)[number]

/** A place in the commission. Dates are the last days that count, null where none is set. */
export type Seat = {
  readonly id: string
  readonly agency: string
  readonly office: string
  readonly representative: string | null
  readonly deputy: string | null
  readonly termUntilOn: string | null
  readonly licenceUntilOn: string | null
  readonly active: boolean
}

export type Speaker = { readonly account: string; readonly as: 'representative' | 'deputy' }

export type SeatDoubt = 'no_representative' | 'no_deputy' | 'term_over' | 'licence_over'

/** Whether the seat counts on this day. A licence that ran out is told, and does not unseat. */
export function isServing(seat: Seat, on: string): boolean {
  return seat.active && (seat.termUntilOn === null || seat.termUntilOn >= on)
}

/** Who speaks for the seat on a day, the deputy where the representative is unable; null where nobody can. */
export function speakerOf(seat: Seat, on: string, unable: ReadonlySet<string>): Speaker | null {
  if (!isServing(seat, on)) return null
  const able = (account: string | null): account is string => account !== null && !unable.has(account)
  if (able(seat.representative)) return { account: seat.representative, as: 'representative' }
  return able(seat.deputy) ? { account: seat.deputy, as: 'deputy' } : null
}

/** Who presides: the chair, the chair's deputy, then the vice chair; null where all are unable. */
export function presidingOf(seats: readonly Seat[], on: string, unable: ReadonlySet<string>): string | null {
  for (const office of ['chair', 'vice_chair']) {
    for (const seat of seats.filter(one => one.office === office)) {
      const speaker = speakerOf(seat, on, unable)
      if (speaker) return speaker.account
    }
  }
  return null
}

/** What the secretary should mend before the next sitting. */
export function doubtsOf(seat: Seat, on: string): SeatDoubt[] {
  const doubts: SeatDoubt[] = []
  if (seat.representative === null) doubts.push('no_representative')
  if (seat.deputy === null) doubts.push('no_deputy')
  if (seat.termUntilOn !== null && seat.termUntilOn < on) doubts.push('term_over')
  if (seat.licenceUntilOn !== null && seat.licenceUntilOn < on) doubts.push('licence_over')
  return doubts
}

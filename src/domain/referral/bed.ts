import type { Fault } from '../fault.ts'
import { ageGroups, placeKinds, placeOf, placesFor, type AgeGroup, type Party, type PlaceKind } from './party.ts'

export type Places = Readonly<Record<PlaceKind, number>>

export type BedCount = {
  readonly capacity: number
  readonly occupied: number
  readonly reserved: number
  /** Never below zero, also where a centre took more people than it has places. */
  readonly free: number
}

export type BedBoard = Readonly<Record<PlaceKind, BedCount>>

/** The places of one organisation, from the people who are there and the reservations that stand. */
export function countBeds(capacity: Places, present: Party, reserved: Places): BedBoard {
  const occupied = placesFor(present)
  const count = (kind: PlaceKind): BedCount => {
    const left = capacity[kind] - occupied[kind] - reserved[kind]
    return { capacity: capacity[kind], occupied: occupied[kind], reserved: reserved[kind], free: Math.max(0, left) }
  }
  return { adult: count('adult'), child: count('child') }
}

/** What is missing for these people: one fault for each kind of place. */
export function findMissingPlaces(board: BedBoard, need: Places): Fault[] {
  return placeKinds
    .filter(kind => need[kind] > board[kind].free)
    .map(kind => ({ code: `no_place_${kind}`, at: 'places', details: { free: board[kind].free, needed: need[kind] } }))
}

/** A child is taken in with an adult, or to an adult of the same stay who is there already. */
export function findLoneChildren(coming: readonly AgeGroup[], present: readonly AgeGroup[]): Fault[] {
  const withAdult = [...coming, ...present].includes('adult')
  return coming.length === 0 || withAdult ? [] : [{ code: 'child_without_adult', at: 'people' }]
}

/** Who is there by age, as the board shows it. */
export function listAges(present: Party): { readonly group: AgeGroup; readonly count: number }[] {
  return ageGroups.filter(group => placeOf(group) === 'child').map(group => ({ group, count: present[group] }))
}

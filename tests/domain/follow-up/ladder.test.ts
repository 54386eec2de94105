import { describe, expect, it } from 'vitest'
import { loadWorkingCalendar } from '../../../db/reference/working-calendar.ts'
import { deskOfStep, ladderOf, stepAt, type Climber } from '../../../src/domain/follow-up/ladder.ts'
import { readersOf } from '../../../src/domain/follow-up/readers.ts'
import { procedure } from '../kz.ts'

const calendar = loadWorkingCalendar()
const place = { region: '750000000', district: '751010000', organisation_id: null, owner_id: 'a' }
const item: Climber = { ...place, owner_role: 'inspector', kind: 'measure', unit: 'cd', category: 'high' }

function climb(one: Partial<Climber>, due: string) {
  const from = Temporal.Instant.from(due)
  return ladderOf(procedure.late, { ...item, ...one }).map(step => [
    step.to,
    stepAt(from, step, calendar).toZonedDateTimeISO(calendar.zone).toPlainDateTime().toString().slice(0, 16),
  ])
}

describe('the ladder of procedure kz 1.0.0', () => {
  it('climbs in hours through the night and a holiday', () => {
    expect(climb({ unit: 'h' }, '2026-12-31T18:30:00Z')).toEqual([
      ['owner', '2026-12-31T23:30'],
      ['head', '2027-01-01T01:30'],
      ['duty', '2027-01-01T05:30'],
    ])
  })

  it('climbs in days by working days: a Friday reaches the head with the end of Monday', () => {
    expect(climb({}, '2026-11-20T18:59:59.999Z')).toEqual([
      ['owner', '2026-11-20T23:59'],
      ['head', '2026-11-23T23:59'],
      ['department', '2026-11-25T23:59'],
    ])
  })

  it('passes over the holidays of the official calendar and their transfers', () => {
    const [, head] = climb({ unit: 'wd' }, '2026-12-31T18:59:59.999Z')
    expect(head).toEqual(['head', '2027-01-05T23:59'])
  })

  it('hurries with the referral of an extreme case', () => {
    expect(climb({ kind: 'referral', unit: 'h', category: 'extreme' }, '2026-11-20T10:00:00Z')).toEqual([
      ['centre_supervisor', '2026-11-20T15:00'],
      ['akimat', '2026-11-20T17:00'],
    ])
    expect(climb({ kind: 'referral', unit: 'h' }, '2026-11-20T10:00:00Z').at(-1)).toEqual([
      'akimat',
      '2026-11-23T23:59',
    ])
  })

  it('takes an action of the commission past the agency to the secretary and the chair', () => {
    expect(climb({ kind: 'action', unit: 'wd' }, '2026-11-20T18:59:59.999Z').map(([to]) => to)).toEqual([
      'owner',
      'agency_head',
      'secretary',
      'chair',
    ])
  })
})

describe('the desk that a step brings an item to', () => {
  it.each([
    ['owner', 'a'],
    ['head', 'head:751010000'],
    ['department', 'department:750000000'],
    ['duty', 'duty:750000000'],
    ['secretary', 'secretary:751010000'],
  ])('is for %s %s', (to, desk) => expect(deskOfStep(to, item)).toBe(desk))

  it('is that of the supervisor of the centre that was asked, and of no other', () => {
    const owner = { ...place, owner_role: 'centre', owner_id: 'worker', organisation_id: 'centre-1' }
    expect(deskOfStep('centre_supervisor', owner)).toBe('centre_supervisor:centre-1')
    expect(deskOfStep('akimat', owner)).toBe('akimat:751010000')
  })

  it.each([
    ['inspector', 'police-1', 'head:751010000'],
    ['head', 'police-1', 'head:751010000'],
    ['centre', 'centre-1', 'centre_supervisor:centre-1'],
    ['member', 'school-1', 'member:school-1'],
    ['akimat', 'akimat-1', 'akimat:akimat-1'],
  ])('is for the head of the agency of a %s at %s %s', (owner_role, organisation_id, desk) => {
    expect(deskOfStep('agency_head', { ...place, owner_role, organisation_id })).toBe(desk)
  })

  it('is never that of the members of every agency of the district', () => {
    expect(deskOfStep('agency_head', { ...place, owner_role: 'member' })).toBe('secretary:751010000')
  })
})

describe('who sits at the desk of a supervisor', () => {
  const person = { ...place, district: place.district, organisation_id: 'centre-1', active: true }
  const supervisor = { ...person, id: 'supervisor', role: 'centre_supervisor' }
  const worker = { ...person, id: 'worker', role: 'centre' }
  const head = { ...person, id: 'head', role: 'head', organisation_id: 'police-1' }
  const desk = 'centre_supervisor:centre-1'

  it('is the supervisor alone, or where there is none the workers of that centre, and never the police', () => {
    expect(readersOf(desk, place, { people: [worker, supervisor, head], away: [] })).toEqual(['supervisor'])
    expect(readersOf(desk, place, { people: [worker, head], away: [] })).toEqual(['worker'])
    const akimat = { ...head, id: 'akimat', role: 'akimat' as const, organisation_id: 'akimat' }
    expect(readersOf(desk, place, { people: [head, akimat], away: [] })).toEqual(['akimat'])
    expect(readersOf(desk, place, { people: [head], away: [] })).toEqual([])
  })
})

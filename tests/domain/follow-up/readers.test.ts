import { describe, expect, it } from 'vitest'
import { readersOf, standsInFor, type Person, type Roster } from '../../../src/domain/follow-up/readers.ts'

const place = { region: 'r', district: 'd' }
const person = (id: string, role: string, rest: Partial<Person> = {}): Person => {
  return { id, role, ...place, organisation_id: 'police', active: true, ...rest }
}
const people = [
  person('ann', 'inspector'),
  person('ben', 'inspector'),
  person('head', 'head'),
  person('boss', 'department', { district: null }),
]
const roster = (change: Partial<Roster> = {}): Roster => ({ people, away: [], ...change })
const without = (...ids: string[]) => people.map(one => (ids.includes(one.id) ? { ...one, active: false } : one))

describe('who sits at a desk', () => {
  it('is the named person, or everybody of the role', () => {
    expect(readersOf('ann', place, roster())).toEqual(['ann'])
    expect(readersOf('inspector:d', place, roster())).toEqual(['ann', 'ben'])
  })

  it('is the deputy of somebody who is away', () => {
    const away = [{ account_id: 'ann', deputy_id: 'ben' }]
    expect(readersOf('ann', place, roster({ away }))).toEqual(['ben'])
    expect(standsInFor('ben', roster({ away }))).toContain('ann')
    expect(standsInFor('head', roster({ away }))).not.toContain('ann')
  })

  it('is the head where nobody stands in, the deputy is away too, or the account is closed', () => {
    const nobody = roster({ away: [{ account_id: 'ann', deputy_id: null }] })
    expect(readersOf('ann', place, nobody)).toEqual(['head'])
    const both = roster({
      away: [
        { account_id: 'ann', deputy_id: 'ben' },
        { account_id: 'ben', deputy_id: 'ann' },
      ],
    })
    expect(readersOf('ann', place, both)).toEqual(['head'])
    expect(readersOf('ann', place, roster({ people: without('ann') }))).toEqual(['head'])
    expect(standsInFor('head', roster({ people: without('ann') }))).toContain('ann')
  })

  it('is the superior where there is no head, and the inspectors where there is no superior', () => {
    expect(readersOf('head:d', place, roster({ people: without('head') }))).toEqual(['boss'])
    expect(readersOf('head:d', place, roster({ people: without('head', 'boss') }))).toEqual(['ann', 'ben'])
    expect(standsInFor('boss', roster({ people: without('head') }))).toContain('head:d')
  })

  it('is nobody only where nobody is left', () => {
    expect(readersOf('ann', place, roster({ people: without('ann', 'ben', 'head', 'boss') }))).toEqual([])
  })
})

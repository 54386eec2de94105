import { describe, expect, it } from 'vitest'
import {
  canConsentBecome,
  consentFor,
  consentStates,
  everyAgency,
  sharingGround,
  type ConsentEvent,
} from '../../../src/domain/case/consent.ts'

const at = (hour: number) => Temporal.Instant.from('2026-11-23T00:00:00Z').add({ hours: hour })
const said = (state: ConsentEvent['state'], hour: number, agency = 'crisis_centre') => ({ agency, state, at: at(hour) })

describe('her consent', () => {
  it('is what she said last, whatever the order in which it was written down', () => {
    const events = [said('withdrawn', 5), said('given', 2), said('asked', 1)]
    expect([0, 1, 2, 4, 5, 9].map(hour => consentFor(events, 'crisis_centre', at(hour)))).toEqual([
      'none',
      'asked',
      'given',
      'given',
      'withdrawn',
      'withdrawn',
    ])
  })

  it('for one agency says nothing of another', () => {
    expect(sharingGround([said('given', 1)], [], 'health', at(2))).toBeNull()
  })

  it('refused in general is refused to each agency, and taken from those to whom it was given', () => {
    const events = [said('given', 1), said('refused', 2, everyAgency), said('asked', 3, 'health')]
    const states = (hour: number) =>
      ['crisis_centre', 'health', 'akimat'].map(name => consentFor(events, name, at(hour)))
    expect(states(1)).toEqual(['given', 'none', 'none'])
    expect(states(2)).toEqual(['withdrawn', 'refused', 'refused'])
    expect(states(3)).toEqual(['withdrawn', 'asked', 'refused'])
    expect(consentFor([said('given', 2), said('refused', 2, everyAgency)], 'crisis_centre', at(2))).toBe('given')
  })

  it('can be withdrawn only after it was given, and given at any time', () => {
    const from = ['none', ...consentStates] as const
    const table = from.map(one => [one, consentStates.filter(to => canConsentBecome(one, to))])
    expect(table).toEqual([
      ['none', ['asked', 'given', 'refused']],
      ['asked', ['asked', 'given', 'refused']],
      ['given', ['given', 'withdrawn']],
      ['refused', ['asked', 'given']],
      ['withdrawn', ['asked', 'given']],
    ])
  })
})

describe('sharing', () => {
  const override = { agency: 'crisis_centre', at: at(3), ends: at(6) }
  it.each([
    ['given', 2, 'consent'],
    ['refused', 2, null],
    ['refused', 3, 'override'],
    ['refused', 6, null],
    ['given', 4, 'consent'],
  ] as const)('after %s, at hour %d, stands on %s', (state, hour, ground) => {
    expect(sharingGround([said(state, 1)], [override], 'crisis_centre', at(hour))).toBe(ground)
  })

  it('ends the moment she withdraws', () => {
    const events = [said('given', 1), said('withdrawn', 2)]
    expect(sharingGround(events, [], 'crisis_centre', at(2))).toBeNull()
    expect(sharingGround(events, [{ ...override, ends: null }], 'crisis_centre', at(9))).toBe('override')
  })
})

import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/access/decide.ts'
import { decideClient, decideShelter } from '../../../src/domain/access/decide-client.ts'
import { referralScopeOf, referralTier, type ReferralStanding } from '../../../src/domain/access/decide-referral.ts'
import { permits, roles, type Role } from '../../../src/domain/access/roles.ts'
import { checkRefusal } from '../../../src/domain/referral/answer.ts'
import {
  isLive,
  moveReferral,
  referralEvents,
  referralStates,
  type ReferralEvent,
  type ReferralState,
} from '../../../src/domain/referral/referral.ts'
import { answerDueAt, firstContactDueAt } from '../../../src/domain/referral/referral-clock.ts'
import { categories } from '../../../src/domain/questionnaire/procedure.ts'
import { loadWorkingCalendar } from '../../../db/reference/working-calendar.ts'
import { questionnaires } from '../../support/program.ts'

const procedure = questionnaires.procedures[0]?.definition
if (!procedure) throw new Error('no procedure')
const rules = procedure.crisis_centre
const calendar = loadWorkingCalendar()

/** The whole table: what is not named cannot happen. */
const moves: Readonly<Record<ReferralState, Partial<Record<ReferralEvent, ReferralState>>>> = {
  sent: { accept: 'accepted', refuse: 'refused', forward: 'forwarded', withdraw: 'withdrawn' },
  accepted: { withdraw: 'withdrawn', end: 'ended' },
  refused: { withdraw: 'withdrawn' },
  forwarded: {},
  withdrawn: {},
  ended: {},
}

describe.each(referralStates)('a referral that is %s', state => {
  it.each(referralEvents)('answers %s as the table says', event => {
    const next = moves[state][event]
    const expected = next ? { ok: true, value: next } : { ok: false, faults: [{ code: `referral_${state}` }] }
    expect(moveReferral(state, event)).toEqual(expected)
  })

  it('is open to its receiver only while it lives', () => {
    expect(isLive(state)).toBe(state === 'sent' || state === 'accepted')
  })
})

describe('the clocks of the procedure', () => {
  // A Friday evening: hours run on, working days wait for Tuesday.
  const friday = Temporal.Instant.from('2026-11-20T17:00:00Z')

  it.each([
    ['extreme', '2026-11-20T19:00:00Z', '2026-11-21T17:00:00Z'],
    ['high', '2026-11-21T17:00:00Z', '2026-11-21T17:00:00Z'],
    ['medium', '2026-11-24T18:59:59.999Z', '2026-11-22T17:00:00Z'],
    ['low', '2026-11-24T18:59:59.999Z', '2026-11-22T17:00:00Z'],
  ] as const)('give %s its hour of answer and of first contact', (urgency, answer, contact) => {
    expect(answerDueAt(rules, urgency, friday, calendar).toString()).toBe(answer)
    expect(firstContactDueAt(rules, urgency, friday, calendar).toString()).toBe(contact)
  })

  it('stand in the procedure file for every category', () => {
    for (const category of categories) expect(rules.answer_within[category].amount).toBeGreaterThan(0)
  })
})

describe('a refusal', () => {
  const good = { reason: 'no_place', explanation: '', proposed: 'centre-2' }
  it.each([
    [good, []],
    [{ ...good, proposed: '', explanation: 'Центр соседней области, 8 700' }, []],
    [{ ...good, proposed: '' }, ['proposal_missing']],
    [{ ...good, reason: 'because' }, ['refusal_reason_missing']],
    [{ ...good, reason: '', proposed: '' }, ['refusal_reason_missing', 'proposal_missing']],
    [{ ...good, reason: 'other' }, ['explanation_missing']],
  ])('%j has the faults %j', (refusal, faults) => {
    expect(checkRefusal(rules, refusal).map(fault => fault.code)).toEqual(faults)
  })

  it('knows exactly the reasons of the procedure', () => {
    expect(rules.refusal_reasons.map(each => each.code)).toEqual([
      'no_place',
      'her_choice',
      'no_contact',
      'outside_profile',
      'danger_for_others',
      'other',
    ])
  })
})

const places = { own: '7510', other: '7511' } as const
function actorOf(role: Role, organisation: string, excluded: readonly string[] = []): Actor {
  return { id: 'a', role, region: '75', district: places.own, organisation, excluded }
}
const base = { caseId: 'case', region: '75', district: places.own, from: 'police', to: 'centre', shared: true }

describe.each(roles)('what %s sees of a referral', role => {
  const police = role === 'inspector' || role === 'head'
  const helper = role === 'centre' || role === 'centre_supervisor'

  it.each([
    ['of an own case', {}, 'elsewhere', police ? 3 : role === 'akimat' ? 1 : null],
    ['of another district', { district: places.other }, 'elsewhere', null],
    ['that was begun without a case', { caseId: null }, 'elsewhere', role === 'akimat' ? 1 : null],
    ['sent to the own organisation', {}, 'centre', 3],
    ['sent to it and shared no longer', { shared: false }, 'centre', 1],
    ['sent by the own organisation elsewhere', { district: places.other }, 'police', police ? null : helper ? 3 : 2],
  ] as const)('%s', (_what, change: Partial<ReferralStanding>, organisation, tier) => {
    expect(referralTier(actorOf(role, organisation), { ...base, ...change })).toBe(tier)
  })

  it('is nothing where the person is excluded from the case', () => {
    expect(referralTier(actorOf(role, 'centre', ['case']), base)).toBeNull()
  })

  it('is in lists no more than its permission reaches', () => {
    const scope = referralScopeOf(actorOf(role, 'one'), 'referral.list')
    if (!permits(role, 'referral.list')) expect(scope).toMatchObject({ organisation: null, districts: [] })
    else expect(scope.districts).toEqual(police || role === 'akimat' ? [places.own] : [])
    expect(scope.ofCases || !police).toBe(true)
  })

  it('is of a file nothing, unless it is the own organisation that helps', () => {
    const file = { organisation: 'centre', region: '75', district: places.own }
    expect(decideClient(actorOf(role, 'centre'), 'client.view', file)).toBe(helper ? 'allowed' : 'refused')
    expect(decideClient(actorOf(role, 'other'), 'client.view', file)).toBe(helper ? 'unreachable' : 'refused')
  })

  it('is of the place of a shelter nothing without being named, and never for a police area', () => {
    const shelter = { organisation: 'centre', region: '75' }
    const named = decideShelter(actorOf(role, 'centre'), shelter, ['a'])
    expect(named).toBe(helper || role === 'akimat' ? 'allowed' : 'refused')
    expect(decideShelter(actorOf(role, 'centre'), shelter, ['b'])).toBe('refused')
  })
})

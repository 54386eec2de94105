import { array, assert, constantFrom, nat, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countBeds, findLoneChildren, findMissingPlaces } from '../../../src/domain/referral/bed.ts'
import { countAttempts, isNotReached } from '../../../src/domain/referral/contact-attempt.ts'
import { checkCriteria } from '../../../src/domain/referral/intake.ts'
import { countNeededPosts, medianOf } from '../../../src/domain/referral/load.ts'
import {
  ageGroupOf,
  ageGroups,
  ageOn,
  countParty,
  isElderly,
  nobody,
  placesFor,
} from '../../../src/domain/referral/party.ts'
import { checkTerms, findProfileFaults, findTermFaults } from '../../../src/domain/referral/provider.ts'
import { checkSafetyPlan, planParts, type SafetyPlan } from '../../../src/domain/referral/safety-plan.ts'
import { checkStayEnd, stayTerm, warnOfStay } from '../../../src/domain/referral/stay.ts'
import { questionnaires } from '../../support/program.ts'

const rules = questionnaires.procedures[0]?.definition.crisis_centre
if (!rules) throw new Error('no procedure')

describe('a person by age', () => {
  it.each([
    ['2023-11-24', 'child_0_2'],
    ['2023-11-23', 'child_3_6'],
    ['2019-11-24', 'child_3_6'],
    ['2019-11-23', 'child_7_17'],
    ['2008-11-24', 'child_7_17'],
    ['2008-11-23', 'adult'],
    ['2008', 'adult'],
    ['', 'child_7_17'],
    ['2024-02-30', 'child_7_17'],
  ] as const)('born on %s counts as %s', (born, group) => {
    expect(ageGroupOf(born, '2026-11-23', rules.ages)).toBe(group)
  })

  it('is elderly from the age of the procedure on, and never without a birth date', () => {
    const born = ['1966-11-23', '1966-11-24', '']
    expect(born.map(each => isElderly(each, '2026-11-23', rules.ages))).toEqual([true, false, false])
    expect(isElderly('1966-11-23', '2026-11-23', { ...rules.ages, elderly_from: 61 })).toBe(false)
  })

  it('is of unknown age without a date', () => {
    expect(ageOn('', '2026-11-23')).toBeNull()
    expect(ageOn('about 1990', '2026-11-23')).toBeNull()
  })
})

describe('beds', () => {
  const capacity = { adult: 3, child: 4 }

  it('count every person once, whoever came and whatever is reserved', () => {
    assert(
      property(
        array(constantFrom(...ageGroups), { maxLength: 12 }),
        record({ adult: nat(5), child: nat(5) }),
        (there, reserved) => {
          const present = countParty(there)
          const board = countBeds(capacity, present, reserved)
          expect(board.adult.occupied + board.child.occupied).toBe(there.length)
          for (const kind of ['adult', 'child'] as const) {
            const { occupied, free } = board[kind]
            expect(free).toBe(Math.max(0, capacity[kind] - occupied - reserved[kind]))
          }
        },
      ),
    )
  })

  it('say which kind is missing', () => {
    const board = countBeds(capacity, { ...nobody, adult: 3 }, { adult: 0, child: 4 })
    expect(findMissingPlaces(board, { adult: 1, child: 0 }).map(fault => fault.code)).toEqual(['no_place_adult'])
    const both = findMissingPlaces(board, placesFor({ ...nobody, adult: 1, child_0_2: 1 }))
    expect(both.map(fault => fault.code)).toEqual(['no_place_adult', 'no_place_child'])
    expect(findMissingPlaces(board, { adult: 0, child: 0 })).toEqual([])
  })

  it.each([
    [['child_0_2'], [], 1],
    [['adult', 'child_0_2'], [], 0],
    [['child_7_17'], ['adult'], 0],
    [[], [], 0],
    [['child_7_17'], ['child_0_2'], 1],
  ] as const)('take %j to those there %j only with an adult', (coming, present, faults) => {
    expect(findLoneChildren(coming, present)).toHaveLength(faults)
  })
})

describe('a stay', () => {
  it.each([
    ['2026-11-23', '2027-05-23', '2027-04-23'],
    ['2026-08-31', '2027-02-28', '2027-01-31'],
  ])('from %s ends on %s and warns from %s', (from, endsOn, warnOn) => {
    expect(stayTerm(rules, from)).toEqual({ endsOn, warnOn })
  })

  it.each([
    ['2027-04-22', null],
    ['2027-04-23', 'ending'],
    ['2027-05-23', 'ending'],
    ['2027-05-24', 'over'],
  ] as const)('says on %s: %s', (today, warning) => {
    expect(warnOfStay(stayTerm(rules, '2026-11-23'), today)).toBe(warning)
  })

  it.each([
    ['2026-11-23T10:00:00Z', []],
    ['2026-11-23T09:59:59Z', ['stay_ends_before_start']],
    ['2026-11-23T12:00:01Z', ['in_future']],
  ])('that ends at %s has the faults %j', (ended, faults) => {
    const now = Temporal.Instant.from('2026-11-23T12:00:00Z')
    const found = checkStayEnd('2026-11-23T10:00:00.000Z', Temporal.Instant.from(ended), now)
    expect(found.map(fault => fault.code)).toEqual(faults)
  })
})

describe('attempts to reach her', () => {
  const zone = 'Asia/Almaty'
  const attempt = (at: string, result: 'no_answer' | 'reached' = 'no_answer') => {
    return { at: Temporal.Instant.from(`2026-11-${at}:00+05:00`), result }
  }

  it.each([
    ['none', [], 0],
    ['three on one evening', ['20T18:00', '20T19:00', '20T20:00'], 1],
    ['three days at one hour', ['20T18:00', '21T18:10', '22T18:50'], 1],
    ['three days at three hours', ['20T09:00', '21T13:00', '22T19:00'], 3],
    ['two hours each that can be told apart', ['20T18:00', '20T19:00', '21T18:00', '22T19:00'], 2],
    ['a day that gives way to another', ['20T18:00', '20T19:00', '21T18:00', '22T10:00'], 3],
  ] as const)('%s count %i', (_what, times: readonly string[], count) => {
    const attempts = times.map(time => attempt(time))
    expect(countAttempts(attempts, zone)).toBe(count)
    expect(isNotReached(attempts, rules.attempts_before_not_reached, zone)).toBe(count >= 3)
  })

  it('never say «not reached» of somebody who was', () => {
    const tried = ['20T09:00', '21T13:00', '22T19:00'].map(time => attempt(time))
    expect(isNotReached([...tried, attempt('23T10:00', 'reached')], 3, zone)).toBe(false)
  })
})

describe('an organisation', () => {
  const terms = {
    accepts: ['women'] as const,
    childAgeTo: 15,
    licenceFrom: '2025-01-01',
    licenceTo: '2026-12-31',
    closedOn: null,
  }
  const her = { sex: 'female', elderly: false, disability: false, party: { ...nobody, adult: 1 }, childAges: [] }

  it.each([
    [{}, '2026-11-23', []],
    [{}, '2026-12-31', []],
    [{}, '2027-01-01', ['licence_expired']],
    [{}, '2024-12-31', ['licence_missing']],
    [{ licenceFrom: null }, '2026-11-23', ['licence_missing']],
    [{ licenceTo: null }, '2030-01-01', []],
    [{ closedOn: '2026-11-23' }, '2026-11-23', ['provider_closed']],
    [{ closedOn: '2026-11-24' }, '2026-11-23', []],
  ])('with %j works on %s unless %j', (change, on, faults) => {
    expect(findTermFaults({ ...terms, ...change }, on).map(fault => fault.code)).toEqual(faults)
  })

  it.each([
    [{}, []],
    [{ sex: 'male' }, ['men']],
    [{ sex: '' }, []],
    [{ elderly: true }, ['elderly']],
    [{ disability: true }, ['disability']],
    [{ childAges: [15] }, []],
    [{ childAges: [16] }, ['children']],
    [{ childAges: [null] }, []],
    [{ sex: 'male', elderly: true, disability: true, childAges: [17] }, ['men', 'elderly', 'disability', 'children']],
  ])('takes %j unless outside its profile: %j', (change, faults) => {
    const found = findProfileFaults(terms, { ...her, ...change }).map(fault => fault.code)
    expect(found).toEqual(faults.map(code => `outside_profile_${code}`))
  })

  it('that takes no children takes none', () => {
    const found = findProfileFaults({ ...terms, childAgeTo: null }, { ...her, childAges: [1] })
    expect(found.map(fault => fault.code)).toEqual(['outside_profile_children'])
  })

  const typed = {
    licenceNumber: '',
    licenceFrom: '2025-01-01',
    licenceTo: '',
    childAgeTo: '',
    placesAdult: '10',
    placesChild: '20',
  }
  it.each([
    [{}, []],
    [{ licenceTo: '2024-01-01' }, ['period_reversed']],
    [{ licenceFrom: '2025-02-30' }, ['invalid_date']],
    [{ placesAdult: '-1' }, ['not_a_number']],
    [{ placesChild: '1e9' }, ['not_a_number']],
    [{ childAgeTo: 'все' }, ['not_a_number']],
  ])('typed with %j has the faults %j', (change, faults) => {
    expect(checkTerms({ ...typed, ...change }).map(fault => fault.code)).toEqual(faults)
  })
})

describe('needed posts', () => {
  const terms = { clientsPerPost: 20, referralsPerPostYear: 100 }
  it.each([
    [0, 0, 1, 0, 0],
    [20, 0, 1, 1, 0],
    [21, 0, 1, 2, 1],
    [5, 250, 2, 3, 1],
    [61, 250, 9, 4, 0],
  ])('for %i open files and %i referrals a year beside %i posts are %i', (open, year, posts, needed, missing) => {
    const load = { openClients: open, referralsLastYear: year, posts }
    expect(countNeededPosts(load, terms)).toEqual({ needed, missing })
  })

  it('the middle of times', () => {
    expect(medianOf([])).toBeNull()
    expect(medianOf([3, 1, 2])).toBe(2)
    expect(medianOf([4, 1, 2, 3])).toBe(2.5)
  })
})

describe('a safety plan', () => {
  const empty = Object.fromEntries(planParts.map(part => [part, ''])) as SafetyPlan
  it.each([
    [{}, ['plan_empty']],
    [{ bag: 'Документы, ключи' }, []],
    [{ whom_to_call: '102, сестра +7 701 222 33 44' }, []],
    [{ bag: 'Дело 7510-2026-00417' }, ['plan_holds_case_data']],
    [{ bag: 'ИИН 900305450123' }, ['plan_holds_case_data']],
  ])('with %j has the faults %j', (change, faults) => {
    expect(checkSafetyPlan({ ...empty, ...change }).map(fault => fault.code)).toEqual(faults)
  })
})

it('no service begins without a criterion', () => {
  expect(checkCriteria([])).toEqual([{ code: 'criterion_missing', at: 'criteria' }])
  expect(checkCriteria(['physical'])).toEqual([])
})

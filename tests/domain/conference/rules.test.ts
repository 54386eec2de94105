import { describe, expect, it } from 'vitest'
import {
  actionAnswers,
  actionParts,
  actionStates,
  checkActionAnswer,
  mayAnswer,
  missingParts,
  unreviewed,
} from '../../../src/domain/conference/action.ts'
import { countWork, minutesBehind } from '../../../src/domain/conference/arithmetic.ts'
import { minutesHead } from '../../../src/domain/conference/minutes.ts'
import { isMinutesNumber, proposeMinutesNumber } from '../../../src/domain/conference/minutes-number.ts'
import { missingForQuorum } from '../../../src/domain/conference/quorum.ts'
import { presidersAmong } from '../../../src/domain/conference/presiding.ts'
import { checkResearchAnswer, countReturns } from '../../../src/domain/conference/research.ts'
import { doubtsOf, presidingOf, seatOffices, speakerOf, type Seat } from '../../../src/domain/conference/seat.ts'
import { moveSitting, overlap, sittingMoves, sittingStates } from '../../../src/domain/conference/sitting.ts'
import {
  findOpenEnds,
  itemLinks,
  itemMoves,
  itemStates,
  mayMoveOut,
  moveItem,
} from '../../../src/domain/conference/sitting-item.ts'
import { answersDue, sittingClocks } from '../../../src/domain/conference/sitting-clocks.ts'
import { checkVote } from '../../../src/domain/conference/vote.ts'
import { categories } from '../../../src/domain/questionnaire/procedure.ts'
import { loadWorkingCalendar } from '../../../db/reference/working-calendar.ts'
import { procedure } from '../kz.ts'

describe('the states of a sitting', () => {
  /** Every state by every move, written down apart from the code. */
  const table: Readonly<Record<string, string>> = {
    'planned invite': 'invited',
    'planned open': 'open',
    'planned cancel': 'cancelled',
    'invited invite': 'invited',
    'invited open': 'open',
    'invited cancel': 'cancelled',
    'open close': 'closed',
    'closed approve': 'approved',
  }
  const pairs = sittingStates.flatMap(state => sittingMoves.map(move => [state, move] as const))

  it.each(pairs)('%s: %s', (state, move) => {
    expect(moveSitting(state, move)).toBe(table[`${state} ${move}`] ?? null)
  })
})

describe('the states of an item', () => {
  const table: Readonly<Record<string, string>> = {
    'listed open': 'open',
    'listed agree': 'heard',
    'listed move_out': 'moved',
    'listed withdraw': 'withdrawn',
    'listed run_out': 'not_heard',
    'open set_aside': 'listed',
    'open conclude': 'heard',
  }
  const pairs = itemStates.flatMap(state => itemMoves.map(move => [state, move] as const))

  it.each(pairs)('%s: %s', (state, move) => {
    expect(moveItem(state, move)).toBe(table[`${state} ${move}`] ?? null)
  })

  it('let everything be moved out but the highest category', () => {
    expect(categories.filter(mayMoveOut)).toEqual(['low', 'medium', 'high'])
  })

  it('end only when the old plan is reviewed, every link considered and something decided', () => {
    const done = { unreviewed: 0, considered: new Set<string>(itemLinks), decision: 'Решено' }
    expect(findOpenEnds(done)).toEqual([])
    expect(findOpenEnds({ ...done, unreviewed: 1 })).toEqual(['plan_not_reviewed'])
    expect(findOpenEnds({ ...done, decision: ' ' })).toEqual(['decision_missing'])
    for (const link of itemLinks) {
      const considered = new Set<string>(itemLinks.filter(one => one !== link))
      expect(findOpenEnds({ ...done, considered })).toEqual(['links_not_considered'])
    }
  })
})

describe('two sittings', () => {
  const at = (time: string, minutes: number) => ({ startsAt: Temporal.Instant.from(`2026-11-26T${time}:00Z`), minutes })

  it.each([
    [at('10:00', 60), at('10:59', 60), true],
    [at('10:00', 60), at('11:00', 60), false],
    [at('10:00', 60), at('09:00', 61), true],
    [at('10:00', 60), at('09:00', 60), false],
    [at('10:00', 60), at('10:10', 5), true],
  ])('%o and %o', (one, other, together) => {
    expect(overlap(one, other)).toBe(together)
    expect(overlap(other, one)).toBe(together)
  })
})

const seat = (over: Partial<Seat>): Seat => ({
  id: 'seat',
  agency: 'health',
  office: 'member',
  representative: 'anna',
  deputy: 'boris',
  termUntilOn: null,
  licenceUntilOn: null,
  active: true,
  ...over,
})
const on = '2026-11-26'
const unable = (...accounts: string[]) => new Set(accounts)

describe('who speaks for a seat', () => {
  it('is the representative, else the deputy, else nobody', () => {
    expect(speakerOf(seat({}), on, unable())).toEqual({ account: 'anna', as: 'representative' })
    expect(speakerOf(seat({}), on, unable('anna'))).toEqual({ account: 'boris', as: 'deputy' })
    expect(speakerOf(seat({ representative: null }), on, unable())).toEqual({ account: 'boris', as: 'deputy' })
    expect(speakerOf(seat({}), on, unable('anna', 'boris'))).toBeNull()
    expect(speakerOf(seat({ deputy: null }), on, unable('anna'))).toBeNull()
  })

  it('is nobody after the term or the removal, and somebody on the last day of the term', () => {
    expect(speakerOf(seat({ termUntilOn: on }), on, unable())).not.toBeNull()
    expect(speakerOf(seat({ termUntilOn: '2026-11-25' }), on, unable())).toBeNull()
    expect(speakerOf(seat({ active: false }), on, unable())).toBeNull()
    expect(speakerOf(seat({ licenceUntilOn: '2020-01-01' }), on, unable())).not.toBeNull()
  })

  it('is told with what is doubtful', () => {
    expect(doubtsOf(seat({}), on)).toEqual([])
    const all = seat({ representative: null, deputy: null, termUntilOn: '2026-11-25', licenceUntilOn: '2026-11-25' })
    expect(doubtsOf(all, on)).toEqual(['no_representative', 'no_deputy', 'term_over', 'licence_over'])
  })
})

describe('who presides', () => {
  const [chair, , secretary, member] = seatOffices.map(office => seat({ office, id: office }))
  const vice = seat({ office: 'vice_chair', representative: 'vera', deputy: null })

  it('is the chair, the deputy of the chair, the vice chair, and then nobody', () => {
    const seats = [vice, chair, secretary, member].filter(one => one !== undefined)
    expect(presidingOf(seats, on, unable())).toBe('anna')
    expect(presidingOf(seats, on, unable('anna'))).toBe('boris')
    expect(presidingOf(seats, on, unable('anna', 'boris'))).toBe('vera')
    expect(presidingOf(seats, on, unable('anna', 'boris', 'vera'))).toBeNull()
  })
})

it('minutes made before the capacity was recorded read back letter for letter, as they were hashed', () => {
  const texts = { number: '1', kind: 'ordinary', body_kk: '', body_ru: '', place_kk: '', place_ru: '' }
  const times = { opened_at: '', closed_at: '', presiding: 'Серик Ахметжанов', secretary: '' }
  const text = JSON.stringify({ ...texts, ...times, attendance: [], invited: '', quorum_missing: [] })
  expect(JSON.stringify(minutesHead.parse(JSON.parse(text)))).toBe(text)
})

describe('who may sign in the chair’s place', () => {
  const seats = seatOffices.map(office => ({ id: office, office }))
  const came = (seat_id: string, how: 'representative' | 'deputy' | 'absent', account_id: string | null) => {
    return { seat_id, came: how, account_id }
  }

  it('is whoever came as chair or vice chair, the chair first, each in their capacity', () => {
    const attendance = [
      came('vice_chair', 'deputy', 'vera'),
      came('member', 'representative', 'maria'),
      came('secretary', 'representative', 'saule'),
      came('chair', 'representative', 'anna'),
    ]
    expect([...presidersAmong(seats, attendance)]).toEqual([
      ['anna', 'chair'],
      ['vera', 'vice_chair_deputy'],
    ])
    const others = [came('chair', 'deputy', 'boris'), came('vice_chair', 'representative', 'vera')]
    expect([...presidersAmong(seats, others)]).toEqual([
      ['boris', 'chair_deputy'],
      ['vera', 'vice_chair'],
    ])
  })

  it('is nobody who did not come', () => {
    const attendance = [came('chair', 'absent', null), came('vice_chair', 'representative', 'vera')]
    expect([...presidersAmong(seats, attendance)]).toEqual([['vera', 'vice_chair']])
    expect(presidersAmong(seats, []).size).toBe(0)
  })
})

describe('the quorum of the shipped procedure', () => {
  const rule = procedure.commission.quorum

  it.each([
    [['police', 'social_protection', 'crisis_centre'], false, []],
    [['police', 'social_protection', 'crisis_centre'], true, ['guardianship']],
    [['police', 'social_protection', 'crisis_centre', 'guardianship'], true, []],
    [['police', 'health', 'education'], false, ['social_protection', 'crisis_centre']],
    [[], true, ['police', 'social_protection', 'crisis_centre', 'guardianship']],
  ])('with %j, children: %s, lacks %j', (present, children, missing) => {
    expect(missingForQuorum(rule, { here: new Set(present), barred: new Set() }, children)).toEqual(missing)
  })

  it.each([
    [['social_protection', 'crisis_centre'], ['police'], false, []],
    [['social_protection'], ['police'], false, ['crisis_centre']],
    [['social_protection', 'crisis_centre'], ['police', 'guardianship'], true, []],
    [['guardianship'], ['police', 'social_protection', 'crisis_centre'], true, []],
    [['health'], ['police', 'social_protection', 'crisis_centre'], false, rule.always],
  ])('with %j, and %j shut out of the item, children: %s, lacks %j', (present, barred, children, missing) => {
    expect(missingForQuorum(rule, { here: new Set(present), barred: new Set(barred) }, children)).toEqual(missing)
  })

  it('asks of every mix of agencies there, away and shut out for all that may sit, and for all where none may', () => {
    const agencies = [...rule.always, ...rule.with_children]
    const mixes = agencies.reduce<readonly (readonly string[])[]>(
      (rows, _agency) => rows.flatMap(row => ['here', 'away', 'barred'].map(state => [...row, state])),
      [[]],
    )
    expect(mixes).toHaveLength(81)
    for (const mix of mixes) {
      const having = (state: string) => new Set(agencies.filter((_agency, at) => mix[at] === state))
      for (const [children, asked] of [[true, agencies] as const, [false, rule.always] as const]) {
        const away = asked.filter(agency => having('away').has(agency))
        const nobody = asked.every(agency => having('barred').has(agency))
        const sitters = { here: having('here'), barred: having('barred') }
        expect(missingForQuorum(rule, sitters, children), mix.join()).toEqual(nobody ? asked : away)
      }
    }
  })
})

describe('an answer to a research request', () => {
  const answer = { state: 'known', facts: '', opinion: '', withheld: '', suggested: '' } as const

  it.each([
    [{ ...answer, facts: 'Обращалась в июне' }, []],
    [{ ...answer, withheld: 'Тайна усыновления' }, []],
    [{ ...answer, opinion: 'Кажется, боится' }, ['facts_missing']],
    [answer, ['facts_missing']],
    [{ ...answer, state: 'nil' as const }, []],
    [{ ...answer, state: 'nil' as const, suggested: 'Предлагаем посещение' }, []],
    [{ ...answer, state: 'nil' as const, facts: 'Обращалась' }, ['nil_with_facts']],
    [{ ...answer, state: 'nil' as const, withheld: 'Тайна' }, ['nil_with_facts']],
  ])('%j has the faults %j', (input, faults) => {
    expect(checkResearchAnswer(input).map(fault => fault.code)).toEqual(faults)
  })

  it('that is nil is counted apart from none', () => {
    expect(countReturns(['asked', 'nil', 'known', 'asked', 'nil'])).toEqual({ requested: 5, returned: 3, nil: 2 })
  })
})

describe('an instruction', () => {
  const whole = { text: 'Посетить', owner: 'seat', dueOn: on, risk: 'separation', evidence: 'Акт' }

  it('goes out when it lacks nothing, and names what it lacks', () => {
    expect(missingParts(whole)).toEqual([])
    expect(missingParts({ text: '', owner: null, dueOn: null, risk: null, evidence: ' ' })).toEqual(actionParts)
    expect(missingParts({ ...whole, risk: null, dueOn: null })).toEqual(['due', 'risk'])
  })

  it('is answered once it was sent and is not over', () => {
    expect(actionStates.filter(mayAnswer)).toEqual(['sent', 'in_progress', 'not_done'])
  })

  it('that is over says what came of it', () => {
    const silent = actionAnswers.filter(state => checkActionAnswer({ state, result: ' ' }).length > 0)
    expect(silent).toEqual(['done', 'not_possible', 'not_done'])
    for (const state of actionAnswers) expect(checkActionAnswer({ state, result: 'Акт № 3' })).toEqual([])
  })

  it('of the plan before waits for its verdict', () => {
    expect(unreviewed(['one', 'two', 'three'], new Set(['two']))).toEqual(['one', 'three'])
  })
})

describe('the number of the minutes', () => {
  it.each([
    ['1', true],
    ['14', true],
    ['1/1', true],
    ['9999/999', true],
    ['0', false],
    ['1/0', false],
    ['1/1/1', false],
    ['№ 1', false],
    ['', false],
  ])('%s', (text, right) => {
    expect(isMinutesNumber(text)).toBe(right)
  })

  it.each([
    [[], 'ordinary', '1'],
    [[], 'extraordinary', '1'],
    [['1', '2'], 'ordinary', '3'],
    [['1', '2'], 'extraordinary', '2/1'],
    [['1', '2', '2/1'], 'extraordinary', '2/2'],
    [['2/1', '10', '9'], 'ordinary', '11'],
  ] as const)('after %j, %s, is %s', (used, kind, next) => {
    expect(proposeMinutesNumber(used, kind)).toBe(next)
  })
})

describe('the clocks of a sitting on Thursday 26 November 2026 at 10:00', () => {
  const calendar = loadWorkingCalendar()
  const startsAt = Temporal.Instant.from('2026-11-26T05:00:00Z')
  const local = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO('Asia/Almaty').toPlainDateTime().toString({ smallestUnit: 'minute' })

  it('are the fortnightly ones of the procedure', () => {
    const clocks = sittingClocks(startsAt, procedure.commission.rhythms.fortnightly, calendar)
    expect(local(clocks.listBy)).toBe('2026-11-19T23:59')
    expect(local(clocks.requestsBy)).toBe('2026-11-19T23:59')
    expect(local(clocks.answersBy)).toBe('2026-11-24T23:59')
  })

  it('are the weekly ones, with answers by noon of the working day before', () => {
    const clocks = sittingClocks(startsAt, procedure.commission.rhythms.weekly, calendar)
    expect(local(clocks.listBy)).toBe('2026-11-24T23:59')
    expect(local(clocks.answersBy)).toBe('2026-11-25T12:00')
    const late = Temporal.Instant.from('2026-11-25T07:00:00Z')
    expect(answersDue(clocks, startsAt, startsAt.subtract({ hours: 48 }))).toEqual(clocks.answersBy)
    expect(answersDue(clocks, startsAt, late)).toEqual(startsAt)
  })

  it('step over the weekend and over the local midnight', () => {
    const monday = Temporal.Instant.from('2026-11-22T19:10:00Z')
    expect(local(monday)).toBe('2026-11-23T00:10')
    const clocks = sittingClocks(monday, procedure.commission.rhythms.weekly, calendar)
    expect(local(clocks.answersBy)).toBe('2026-11-20T12:00')
    expect(local(clocks.listBy)).toBe('2026-11-19T23:59')
  })
})

it('nobody votes twice', () => {
  expect(checkVote({ for: 4, against: 1, abstained: 1 }, 6)).toEqual([])
  expect(checkVote({ for: 4, against: 2, abstained: 1 }, 6).map(fault => fault.code)).toEqual([
    'more_votes_than_present',
  ])
})

it('the arithmetic of sittings counts discussed items by their minutes and seats by agency', () => {
  const items = [
    { kind: 'new', track: 'discussion', seconds: 600 },
    { kind: 'repeat', track: 'discussion', seconds: 1200 },
    { kind: 'repeat', track: 'consent', seconds: 0 },
  ] as const
  const seats = [
    { agency: 'police', came: true },
    { agency: 'health', came: false },
    { agency: 'police', came: false },
  ]
  expect(countWork(items, ['nil', 'asked'], seats)).toEqual({
    heard: 3,
    repeats: 2,
    consent: 1,
    averageMinutes: 15,
    research: { requested: 2, returned: 1, nil: 1 },
    attendance: [
      { agency: 'police', attended: 1, expected: 2 },
      { agency: 'health', attended: 0, expected: 1 },
    ],
  })
  expect(countWork([], [], []).averageMinutes).toBeNull()
})

it.each([
  ['what is over counts whole', [[true, 12, 21]], 9],
  ['and may bring time in', [[true, 12, 8]], -4],
  ['what is being heard within its time counts nothing', [[false, 12, 11]], 0],
  [
    'nor brings time in',
    [
      [true, 12, 15],
      [false, 18, 1],
    ],
    3,
  ],
  [
    'beyond its time it counts',
    [
      [true, 12, 12],
      [false, 18, 20],
    ],
    2,
  ],
] as const)('%s for the delay of a sitting', (_what, items, behind) => {
  expect(
    minutesBehind(items.map(([over, plannedMinutes, minutes]) => ({ over, plannedMinutes, seconds: minutes * 60 }))),
  ).toBe(behind)
})

import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isLowChange,
  minutesFor,
  proposeAgenda,
  type Candidate,
  type Slot,
} from '../../../src/domain/conference/propose-agenda.ts'
import { categories, rankOf, type Category } from '../../../src/domain/questionnaire/procedure.ts'
import { procedure } from '../kz.ts'

const { opening, new_case: newCase, repeat } = procedure.commission.minutes_of_time
const startsAt = Temporal.Instant.from('2026-11-26T05:00:00Z')
const nextAt = Temporal.Instant.from('2026-12-10T05:00:00Z')
const slot = (minutes: number): Slot => ({ startsAt, minutes, perCase: { opening, newCase, repeat }, nextAt })

const days = (count: number) => startsAt.add({ hours: 24 * count })
const candidate = (id: string, category: Category, over: Partial<Candidate> = {}): Candidate => ({
  id,
  category,
  categoryRank: rankOf(category),
  hearBy: days(30),
  repeat: false,
  lowChange: false,
  ...over,
})

describe('the list of the next sitting', () => {
  it('takes the highest category, then clocks that end before the next sitting, then repeats, then the nearest', () => {
    const waiting = [
      candidate('medium soon', 'medium', { hearBy: days(2) }),
      candidate('high later', 'high', { hearBy: days(29) }),
      candidate('high latest', 'high'),
      candidate('high repeat', 'high', { repeat: true }),
      candidate('high urgent', 'high', { hearBy: days(5) }),
      candidate('extreme', 'extreme'),
    ]
    const { discussion, left } = proposeAgenda(waiting, slot(300))
    const order = ['extreme', 'high urgent', 'high repeat', 'high later', 'high latest', 'medium soon']
    expect(discussion.map(one => one.id)).toEqual(order)
    expect(left).toEqual([])
  })

  it('counts 10 minutes to open, 12 a new case, 18 a repeat', () => {
    const waiting = [candidate('new', 'high'), candidate('again', 'high', { repeat: true })]
    expect(proposeAgenda(waiting, slot(40))).toMatchObject({ minutesNeeded: 40, minutesSpare: 0, left: [] })
    const short = proposeAgenda(waiting, slot(39))
    expect(short.discussion.map(one => one.id)).toEqual(['again'])
    expect(short.left).toEqual([{ id: 'new', missesClock: false }])
  })

  it('says of what does not fit whether its clock ends before the next sitting', () => {
    const waiting = [candidate('late', 'high', { hearBy: days(3) }), candidate('can wait', 'medium')]
    expect(proposeAgenda(waiting, slot(10)).left).toEqual([
      { id: 'late', missesClock: true },
      { id: 'can wait', missesClock: false },
    ])
    expect(proposeAgenda(waiting, { ...slot(10), nextAt: null }).left.every(one => one.missesClock)).toBe(true)
  })

  it('never leaves the highest category out, whatever the time', () => {
    const waiting = ['a', 'b', 'c'].map(id => candidate(id, 'extreme'))
    expect(proposeAgenda(waiting, slot(20))).toMatchObject({ left: [], minutesNeeded: 46, minutesSpare: -26 })
  })

  it('agrees repeats that ask for little without discussion, never the highest category', () => {
    const quiet = { repeat: true, lowChange: true }
    const waiting = [candidate('quiet', 'high', quiet), candidate('extreme', 'extreme', quiet)]
    const proposal = proposeAgenda(waiting, slot(60))
    expect(proposal.consent).toEqual(['quiet'])
    expect(proposal.discussion.map(one => one.id)).toEqual(['extreme'])
  })

  it('holds every case once, and of the discussion no more than the time, but for the highest category', () => {
    const anyCandidate = record({
      category: constantFrom(...categories),
      hours: integer({ min: -500, max: 2000 }),
      repeat: boolean(),
      lowChange: boolean(),
    })
    assert(
      property(array(anyCandidate, { maxLength: 40 }), integer({ min: 0, max: 400 }), (drawn, minutes) => {
        const waiting = drawn.map(({ category, hours, ...one }, at) =>
          candidate(String(at), category, { ...one, hearBy: startsAt.add({ hours }) }),
        )
        const { discussion, consent, left, minutesNeeded } = proposeAgenda(waiting, slot(minutes))
        const ids = [...discussion.map(one => one.id), ...consent, ...left.map(one => one.id)]
        expect(ids.toSorted()).toEqual(waiting.map(one => one.id).toSorted())
        const extreme = waiting.filter(one => one.category === 'extreme')
        for (const one of extreme) expect(discussion.map(placed => placed.id)).toContain(one.id)
        const own = discussion.filter(placed => !extreme.some(one => one.id === placed.id))
        if (own.length > 0) expect(minutesNeeded).toBeLessThanOrEqual(minutes)
      }),
    )
  })
})

it('a repeat asks for little below the highest category, no higher than before, with nothing failed', () => {
  const calm = { category: 'high', categoryRank: 2, rankThen: 2, actionsFailed: 0, incidentSince: false } as const
  expect(isLowChange(calm)).toBe(true)
  expect(isLowChange({ ...calm, rankThen: 1 })).toBe(false)
  expect(isLowChange({ ...calm, actionsFailed: 1 })).toBe(false)
  expect(isLowChange({ ...calm, incidentSince: true })).toBe(false)
  expect(isLowChange({ ...calm, category: 'extreme', categoryRank: 3, rankThen: 3 })).toBe(false)
  expect(minutesFor({ repeat: true }, { opening, newCase, repeat })).toBe(18)
})

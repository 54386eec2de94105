import { describe, expect, it } from 'vitest'
import { moveMeasures, noLongerProposed, type StandingMeasure } from '../../src/domain/measure/move-measures.ts'
import type { PlannedMeasure } from '../../src/domain/measure/plan.ts'

const instant = (hour: number) => Temporal.Instant.from('2026-11-20T00:00:00Z').add({ hours: hour })
const at = instant(10)

function planned(code: string, hour: number, obligation: PlannedMeasure['obligation'] = 'mandatory'): PlannedMeasure {
  return { code, obligation, owner: 'inspector', dueAt: instant(hour), unit: 'h', every: null }
}

function standing(code: string, hour: number, rest: Partial<StandingMeasure> = {}): StandingMeasure {
  return { id: code, code, obligation: 'mandatory', state: 'due', dueAt: instant(hour), unit: 'h', ...rest }
}

function move(one: StandingMeasure, plan: PlannedMeasure | null, rest: { falls?: boolean; afresh?: boolean } = {}) {
  const list = plan ? [plan] : []
  const proposed = new Set(list.map(each => each.code))
  const moved = moveMeasures({ standing: [one], planned: list, proposed, at, falls: false, afresh: false, ...rest })
  return {
    add: moved.add.map(each => each.code),
    due: moved.change[0]?.dueAt.toString(),
    obligation: moved.change[0]?.obligation,
  }
}

describe('an open measure under a new category', () => {
  it('takes the earlier of the two moments when the category rises or stays', () => {
    expect(move(standing('visit', 40), planned('visit', 20)).due).toBe(instant(20).toString())
    expect(move(standing('visit', 20), planned('visit', 40)).due).toBe(instant(20).toString())
  })

  it('takes the clock of the lower category when it falls', () => {
    expect(move(standing('visit', 20), planned('visit', 40), { falls: true }).due).toBe(instant(40).toString())
  })

  it('stays overdue, whatever the category', () => {
    expect(move(standing('visit', 9), planned('visit', 40), { falls: true }).due).toBe(instant(9).toString())
  })

  it('is never lost: what the category no longer proposes is marked and keeps its clock', () => {
    const moved = move(standing('visit', 20), null)
    expect(moved).toEqual({ add: [], due: instant(20).toString(), obligation: noLongerProposed })
  })

  it('is not planned a second time', () => {
    expect(move(standing('visit', 20), planned('visit', 15)).add).toEqual([])
  })
})

describe('a closed measure', () => {
  const done = standing('visit', 5, { state: 'done' })
  const notNeeded = standing('visit', 5, { state: 'not_needed', obligation: 'considered' })

  it('that was done comes back only after a new incident', () => {
    expect(move(done, planned('visit', 20)).add).toEqual([])
    expect(move(done, planned('visit', 20), { afresh: true }).add).toEqual(['visit'])
  })

  it('that was not needed comes back once it is a duty', () => {
    expect(move(notNeeded, planned('visit', 20, 'considered')).add).toEqual([])
    expect(move(notNeeded, planned('visit', 20)).add).toEqual(['visit'])
  })
})

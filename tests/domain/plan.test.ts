import { describe, expect, it } from 'vitest'
import { factsOfNewCase } from '../../src/commands/assessment/case-facts.ts'
import { assess } from '../../src/domain/assessment/assess.ts'
import { dueAt } from '../../src/domain/calendar/due.ts'
import type { PlannedMeasure } from '../../src/domain/measure/plan.ts'
import { planMeasures } from '../../src/domain/measure/plan.ts'
import type { Category, Measure } from '../../src/domain/questionnaire/procedure.ts'
import { categories } from '../../src/domain/questionnaire/procedure.ts'
import { bank, instruments, procedure, readGolden, tell } from './kz.ts'

const rows = readGolden('kz-1.0.0-measures.csv')
const at = Temporal.Instant.from('2026-11-20T06:00:00Z')
const calendar = { zone: 'Asia/Almaty', holidays: new Set<string>(), workingWeekendDays: new Set<string>() }

function planFor(base: string, parts: string, category: Category): PlannedMeasure[] {
  const story = tell(base, parts)
  const facts = { ...factsOfNewCase(bank, story.answers), ...story.facts }
  const assessment = { ...assess({ bank, instruments, procedure, ...story, facts }), category }
  return planMeasures({ procedure, assessment, answers: story.answers, facts, at, calendar })
}

/** `m 3 cd every 7 cd` as a plan shows it. */
function readCell(cell: string, row: Record<string, string>) {
  const [obligation, amount, unit, , everyAmount, everyUnit] = cell.split(' ')
  const within = { amount: Number(amount), unit: unit as 'h' | 'cd' | 'wd' }
  return {
    code: row['measure'],
    obligation: obligation === 'm' ? 'mandatory' : 'considered',
    owner: row['owner'],
    dueAt: dueAt(at, within, calendar).toString(),
    unit: within.unit,
    every: everyAmount === undefined ? null : { amount: Number(everyAmount), unit: everyUnit },
  }
}

function sayDuty(duty: Measure['by_category'][Category]): string {
  if (!duty) return '-'
  const every = duty.every ? ` every ${duty.every.amount} ${duty.every.unit}` : ''
  return `${duty.obligation === 'mandatory' ? 'm' : 'c'} ${duty.within.amount} ${duty.within.unit}${every}`
}

describe('the plan of measures of procedure kz 1.0.0', () => {
  for (const row of rows) {
    it.each(categories)(
      `has ${row['measure']} after "${row['base']} ${row['answers']}" as the table says at %s`,
      category => {
        const cell = row[category] ?? ''
        const planned = planFor(row['base'] ?? '', row['answers'] ?? '', category).filter(
          each => each.code === row['measure'],
        )
        const shown = planned.map(each => ({ ...each, dueAt: each.dueAt.toString() }))
        expect(shown).toEqual(cell === '-' || row['starts'] !== '' ? [] : [readCell(cell, row)])
      },
    )
  }

  it('waits with a measure that another event starts, and then takes the clock of the table', () => {
    const later = rows.filter(row => row['starts'] !== '')
    for (const row of later) {
      const measure = procedure.measures.find(each => each.code === row['measure'])
      expect(measure?.starts).toBe(row['starts'])
      expect(categories.map(each => sayDuty(measure?.by_category[each]))).toEqual(categories.map(each => row[each]))
    }
    expect(later).toHaveLength(procedure.measures.filter(each => each.starts !== undefined).length)
  })

  it('holds exactly the measures of the table, in its order, with the agencies that are asked', () => {
    const asked = new Map(rows.map(row => [row['measure'], row['asks']]))
    expect(procedure.measures.map(each => [each.code, each.asks ?? ''])).toEqual([...asked])
  })

  it('keeps a mandatory measure at high risk when its condition is not known, and at low risk leaves it out', () => {
    const has = (category: Category) =>
      planFor('calm', 'physical_contact=unknown', category).some(each => each.code === 'evidence_secured')
    expect(categories.map(has)).toEqual([false, false, true, true])
  })
})

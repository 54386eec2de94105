import { describe, expect, it } from 'vitest'
import { assess } from '../../src/domain/assessment/assess.ts'
import { bank, instruments, procedure, readGolden, tell } from './kz.ts'

const rows = readGolden('kz-1.0.0-categories.csv')

function assessStory(base: string, parts: string) {
  return assess({ bank, instruments, procedure, ...tell(base, parts) })
}

describe('the rules of procedure kz 1.0.0', () => {
  it.each(rows)('$case: $category', row => {
    const found = assessStory(row['base'] ?? '', row['answers'] ?? '')
    expect({
      category: found.category,
      provisional: found.provisional ? 'yes' : 'no',
      reasons: found.reasons.map(reason => `${reason.number}:${reason.gives ?? 'offer'}`).join(';'),
      families: found.triggers.map(each => each.family + (each.critical ? '!' : '')).join(';'),
      listed: found.listing.reasons.join(';'),
      lift: found.couldLift?.category ?? '',
    }).toEqual({
      category: row['category'],
      provisional: row['provisional'],
      reasons: row['reasons'],
      families: row['families'],
      listed: row['listed'],
      lift: row['lift'],
    })
    expect(found.listing.listed).toBe(row['listed'] !== '')
  })

  it('are all walked by the table, and every trigger family with and without its critical fact', () => {
    const reasons = new Set(rows.flatMap(row => (row['reasons'] ?? '').split(';').map(each => each.split(':')[0])))
    expect([...reasons].toSorted()).toEqual(procedure.rules.map(rule => rule.number).toSorted())
    const seen = new Set(rows.flatMap(row => (row['families'] ?? '').split(';')))
    for (const family of procedure.trigger_families) {
      if (family.facts.some(fact => fact.critical)) expect(seen).toContain(`${family.code}!`)
      if (family.facts.some(fact => !fact.critical)) expect(seen).toContain(family.code)
    }
  })

  it('names the open questions that could lift the category', () => {
    const { couldLift, recordsUnknown } = assessStory('five_open', '')
    expect(couldLift?.items).toEqual([...recordsUnknown, 'victim_concern'])
  })
})

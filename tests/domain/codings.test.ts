import { describe, expect, it } from 'vitest'
import { scoreAnswers } from '../../src/domain/assessment/score.ts'
import { instruments, readGolden, tell } from './kz.ts'

const rows = readGolden('kz-1.0.0-codings.csv')
const names = ['odara', 'maram', 'dash', 'danger_assessment', 'lap'] as const

function presentItems(name: string, parts: string): string[] {
  const instrument = instruments.find(each => each.instrument === name)
  if (!instrument) throw new Error(name)
  const { answers, facts } = tell('calm', parts)
  const result = scoreAnswers(instrument, answers, facts)
  return result.scored ? result.contributions.map(each => each.item) : []
}

describe('one interview codes every instrument', () => {
  it.each(rows)('$answers', row => {
    const added = names.map(name => {
      const before = presentItems(name, row['beside'] ?? '')
      return presentItems(name, `${row['beside']} ${row['answers']}`).filter(item => !before.includes(item))
    })
    expect(Object.fromEntries(names.map((name, index) => [name, added[index]?.join(' ')]))).toEqual(
      Object.fromEntries(names.map(name => [name, row[name]])),
    )
  })

  it.each(names)('and the table makes every item of %s present', name => {
    const instrument = instruments.find(each => each.instrument === name)
    const seen = new Set(rows.flatMap(row => (row[name] ?? '').split(' ')).concat(presentItems(name, '')))
    expect(instrument?.items.map(item => item.code).filter(code => !seen.has(code))).toEqual([])
  })
})

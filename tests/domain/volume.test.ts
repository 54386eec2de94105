import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawInterviews, readShares } from '../support/draw-interview.ts'
import { measureVolume, sayVolume, type Volume } from '../support/volume.ts'
import { bank, instruments, procedure } from './kz.ts'

const definitions = { bank, instruments, procedure }
/** As the bank names it: an answer, an option or a fact of a child. */
const known = new Set(
  bank.items.flatMap(item => {
    if (item.type === 'yes_no') return [`${item.code} yes`]
    if (item.type === 'children') return item.facts.map(fact => `${item.code} ${fact.code}`)
    return 'options' in item ? item.options.map(option => `${item.code} ${option.code}`) : []
  }),
)
const numbers = new Set(bank.items.filter(item => item.type === 'number').map(item => item.code))

describe('the volume of the shipped procedure on invented interviews', () => {
  let volume: Volume

  beforeAll(() => {
    volume = measureVolume(definitions)
    process.stdout.write(`${sayVolume(volume, definitions)}\n`)
  })

  it('leaves between 10 and 25 percent high or extreme, before and after the record check', () => {
    for (const share of [volume.checked, volume.scene]) {
      expect(share('high and extreme')).toBeGreaterThanOrEqual(10)
      expect(share('high and extreme')).toBeLessThanOrEqual(25)
    }
    for (const [, share] of volume.bySpread) expect(share).toBeLessThanOrEqual(25)
  })

  it('stands in docs/volume.md as it is (node tests/support/write-volume.ts)', () => {
    const [, written = ''] = readFileSync(new URL('../../docs/volume.md', import.meta.url), 'utf8').split(
      '<!-- drawn -->',
    )
    expect(written.trim()).toBe(sayVolume(volume, definitions))
  })

  it('comes from shares of answers that the bank has, each with a basis, none forgotten', () => {
    const shares = readShares()
    const unknown = shares.filter(({ item, value }) => !known.has(`${item} ${value}`) && !numbers.has(item))
    expect(unknown).toEqual([])
    const named = new Set(shares.map(each => each.item))
    const silent = new Set(['safe_contact', 'person', 'text', 'date_time'])
    const asked = bank.items.filter(item => !silent.has(item.type))
    expect(asked.map(item => item.code).filter(code => !named.has(code))).toEqual([])
  })

  it('draws each answer as often as the table says', () => {
    const interviews = [...drawInterviews(bank, 5000, 1)]
    const shareOf = (holds: (value: unknown) => boolean, item: string) =>
      interviews.filter(answers => holds(answers[item]?.value)).length / interviews.length
    expect(shareOf(value => value === 'yes', 'physical_contact')).toBeCloseTo(0.45 * 0.95, 1)
    expect(shareOf(value => value === 'spouse', 'relationship')).toBeCloseTo(0.4, 1)
    expect(shareOf(value => value === 'yes', 'thinks_may_be_killed')).toBeCloseTo(0.07 * 0.95, 1)
    expect(shareOf(value => value === 'refused', 'stalking')).toBeCloseTo(0.01, 1)
  })
})

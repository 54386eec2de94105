import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import type { Fault } from '../../src/domain/fault.ts'
import { instrument } from '../../src/domain/questionnaire/instrument.ts'

const file = new URL('../../questionnaires/instruments/odara/1.0.0.yaml', import.meta.url)
const odara = instrument.parse(parse(readFileSync(file, 'utf8')))
const word = fc.constantFrom('yes', 'no', 'unknown', 'refused', undefined, 'maybe', 7, { yes: 2, no: 6 })

describe('coded answers', () => {
  it('score the same in whatever order the items come, and by number as by code', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 13, maxLength: 13 }), fc.boolean(), (words, backwards) => {
        const given = odara.items.map((item, place) => [item, words[place]] as const)
        const answered = given.filter(([, answer]) => answer !== undefined)
        const turned = backwards ? answered.toReversed() : answered
        const byCode = scoreCoded(odara, { items: Object.fromEntries(answered.map(([item, w]) => [item.code, w])) })
        const other = scoreCoded(odara, { items: Object.fromEntries(turned.map(([item, w]) => [item.number, w])) })
        const codes = (faults: readonly Fault[]) => faults.map(each => each.at ?? '').sort()
        expect({ ...other, faults: codes(other.faults) }).toEqual({ ...byCode, faults: codes(byCode.faults) })
      }),
    )
  })

  it('score the same with the items alone as with what may stand beside them', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 13, maxLength: 13 }), words => {
        const items = Object.fromEntries(odara.items.map((item, place) => [item.code, words[place] ?? 'unknown']))
        expect(scoreCoded(odara, { items })).toEqual(scoreCoded(odara, { items, applies: 'yes' }))
      }),
    )
  })

  it.each([[{}], [{ items: null }], [{ items: [] }], [{ items: new Map() }], [null], ['items']])(
    'are refused when %j holds no items',
    input => {
      expect(scoreCoded(odara, input)).toMatchObject({ scored: false, faults: [{ code: 'invalid_input' }] })
    },
  )

  it('are refused with a field or an item that nobody knows, whatever its name', () => {
    expect(scoreCoded(odara, { items: {}, other: 1 }).faults).toMatchObject([{ code: 'unknown_field', at: 'other' }])
    const hidden: unknown = JSON.parse('{"items":{"__proto__":"yes"}}')
    expect(scoreCoded(odara, hidden).faults[0]).toMatchObject({ code: 'unknown_item', at: '__proto__' })
  })

  it('leave the instrument as it was: a result cannot change the next one', () => {
    const items = { confinement: 'yes', ...Object.fromEntries(odara.items.slice(6).map(item => [item.code, 'no'])) }
    const first = scoreCoded(odara, { items })
    const [one] = first.scored ? first.contributions : []
    expect(() => Object.assign(one ?? {}, { points: 9 })).toThrow()
    expect(scoreCoded(odara, { items })).toEqual(first)
  })
})

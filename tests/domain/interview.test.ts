import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOfNewCase } from '../../src/commands/assessment/case-facts.ts'
import { assess } from '../../src/domain/assessment/assess.ts'
import type { RawAnswers } from '../../src/domain/questionnaire/answer.ts'
import { validateAnswers } from '../../src/domain/questionnaire/answer.ts'
import type { BankItem } from '../../src/domain/questionnaire/bank.ts'
import { categories } from '../../src/domain/questionnaire/procedure.ts'
import { bank, instruments, procedure, today } from './kz.ts'

const numRuns = process.env['PANA_TEST_LONG'] ? 20_000 : 400
const yesNo = fc.constantFrom('yes', 'no', 'unknown', 'refused')
const open = ['unknown', 'refused'] as const
const sexes = ['', 'female', 'male'] as const

const person = fc.record({
  surname: fc.constantFrom('Тестова', 'Тестов'),
  given_name: fc.constantFrom('', 'Әлия'),
  patronymic: fc.constant(''),
  born_on: fc.constantFrom('', '1990-02-28'),
  iin: fc.constantFrom('', '900228400011'),
  sex: fc.constantFrom(...sexes),
})

/** Any answer that the item takes. */
function valueOf(item: BankItem): fc.Arbitrary<unknown> {
  switch (item.type) {
    case 'yes_no':
      return yesNo
    case 'choice':
      return fc.constantFrom(...item.options.map(option => option.code), ...open)
    case 'tick_list':
      return fc.record({
        ticked: fc.subarray(item.options.map(option => option.code)),
        rest: fc.constantFrom('no', ...open),
      })
    case 'number':
      return fc.oneof(fc.integer({ min: item.min, max: item.max }), fc.constantFrom(...open))
    case 'text':
      return fc.constantFrom('мәтін', 'x'.repeat(Math.min(item.max_length, 200)))
    case 'date_time':
      return fc.constantFrom('2026-11-22', '2026-11-22T21:30')
    case 'safe_contact':
      return fc.constant({ phone: '+7 700 000 00 17', channel: 'sms', hours: '', who_hears: '' })
    case 'person':
      return person
    case 'children':
      return childrenOf(item.facts.map(fact => fact.code))
  }
}

function childrenOf(facts: readonly string[]): fc.Arbitrary<unknown> {
  const given = fc.dictionary(fc.constantFrom(...facts), yesNo)
  return fc.array(fc.record({ name: fc.constant(''), born_on: fc.constant('2019-05-01'), facts: given }), {
    maxLength: 4,
  })
}

/** Any part of the bank answered, in whatever combination. */
const interviews: fc.Arbitrary<RawAnswers> = fc.record(
  Object.fromEntries(bank.items.map(item => [item.code, valueOf(item)])),
  { requiredKeys: [] },
)

const partners = new Set(['spouse', 'ex_spouse', 'cohabitant', 'ex_cohabitant', 'co_parent', 'dating', 'ex_dating'])
const relatives = new Set(['parent', 'adult_child', 'sibling', 'other_relative'])

/** The branches of the bank, told again by hand: which items these answers hide. */
function hiddenIn(raw: RawAnswers): string[] {
  const threats = raw['threats_this_incident'] as { ticked: string[] } | undefined
  const relationship = String(raw['relationship'])
  const isPartner = partners.has(relationship)
  const isRelative = relatives.has(relationship)
  const hasOwnChildren = isPartner && Number(raw['children_total'] ?? 0) >= 1
  const hasChildren = hasOwnChildren || (isRelative && raw['children_at_home'] === 'yes')
  const hasRecord = raw['earlier_record'] === 'yes'
  const hidden = new Set<string>()
  const hide = (...codes: string[]) => codes.forEach(code => hidden.add(code))
  if (raw['physical_contact'] !== 'yes') hide('injury')
  if (!threats?.ticked.some(option => option.startsWith('kill'))) hide('death_threat_with_weapon')
  if (!isPartner) hide('separation_12_months', 'children_total', 'officer_belief')
  if (!isRelative) hide('children_at_home')
  if (!(isPartner || (isRelative && relationship !== 'adult_child'))) hide('pregnancy')
  if (!hasOwnChildren) hide('victim_child_not_his', 'child_contact_conflict')
  if (!hasChildren) hide('children')
  if (!hasRecord) hide('prior_domestic_record', 'prior_nondomestic_record', 'conditional_release_failure')
  if (!hasRecord) hide('incidents_12_months')
  if (!(hasRecord && isPartner)) hide('custody_30_days')
  return Object.keys(raw).filter(code => hidden.has(code))
}

/** What the program makes of raw answers: faults, or an assessment. */
function interpret(raw: RawAnswers) {
  const checked = validateAnswers(bank, raw, today)
  if (!checked.ok) return { faults: checked.faults, assessment: null }
  const answers = checked.value
  return {
    faults: [],
    assessment: assess({ bank, instruments, procedure, answers, facts: factsOfNewCase(bank, answers) }),
  }
}

function withoutHidden(raw: RawAnswers): RawAnswers {
  const hidden = hiddenIn(raw)
  return Object.fromEntries(Object.entries(raw).filter(([code]) => !hidden.includes(code)))
}

describe('any interview', () => {
  it('that answers only what is asked has an assessment', () => {
    fc.assert(
      fc.property(interviews, raw => {
        const { faults, assessment } = interpret(withoutHidden(raw))
        expect(faults).toEqual([])
        expect(categories).toContain(assessment?.category)
        expect(assessment?.reasons.length).toBeGreaterThan(0)
        for (const score of assessment?.scores ?? []) expect(score.scored).toBe(score.faults.length === 0)
      }),
      { numRuns },
    )
  })

  it('that answers a hidden question has a fault for exactly each of them', () => {
    fc.assert(
      fc.property(interviews, raw => {
        const { faults, assessment } = interpret(raw)
        const hidden = hiddenIn(raw)
        expect(faults.map(fault => `${fault.code} ${fault.at}`).toSorted()).toEqual(
          hidden.map(code => `hidden_item ${code}`).toSorted(),
        )
        expect(assessment === null).toBe(hidden.length > 0)
      }),
      { numRuns },
    )
  })

  it('of whatever values gives faults or an assessment and never an exception', () => {
    const codes = fc.constantFrom(...bank.items.map(item => item.code), 'no_such_item', '__proto__', 'constructor')
    const values = fc.oneof(fc.jsonValue(), fc.anything(), fc.record({ value: fc.jsonValue(), source: fc.string() }))
    fc.assert(
      fc.property(interviews, fc.array(fc.tuple(codes, values), { minLength: 1, maxLength: 5 }), (whole, spoiled) => {
        const raw = Object.fromEntries([...Object.entries(whole), ...spoiled])
        const { faults, assessment } = interpret(raw)
        expect(assessment === null).toBe(faults.length > 0)
      }),
      { numRuns },
    )
  })

  it('never gets a lower category from one more yes', () => {
    // Physical contact opens ODARA, whose score then stands in the place of the factor count; an earlier record opens
    // the record items, which are then missing until they are looked up.
    const opening = new Set(['physical_contact', 'earlier_record'])
    const questions = bank.items
      .filter(item => item.type === 'yes_no' && !opening.has(item.code))
      .map(item => item.code)
    fc.assert(
      fc.property(interviews, fc.constantFrom(...questions), (whole, code) => {
        const raw = withoutHidden(whole)
        if (raw[code] !== 'no') return
        const rank = (answers: RawAnswers) => categories.indexOf(interpret(answers).assessment?.category ?? 'low')
        expect(rank({ ...raw, [code]: 'yes' })).toBeGreaterThanOrEqual(rank(raw))
      }),
      { numRuns },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { scoreAnswers } from '../../src/domain/assessment/score.ts'
import type { RawAnswers } from '../../src/domain/questionnaire/answer.ts'
import { validateAnswers, visibleItems } from '../../src/domain/questionnaire/answer.ts'
import { languages } from '../../src/domain/questionnaire/text.ts'
import { bank, instruments, tell, today } from './kz.ts'

const mostQuestions = 55
const mostOnMedianPath = 38

function asked(raw: RawAnswers): string[] {
  const answers = validateAnswers(bank, raw, today)
  if (!answers.ok) throw new Error(answers.faults.map(fault => `${fault.at} ${fault.code}`).join(', '))
  return visibleItems(bank, answers.value).map(item => item.code)
}

/** Force and a threat to harm, no children, nothing on record. */
const median: RawAnswers = {
  relationship: 'spouse',
  physical_contact: 'yes',
  threats_this_incident: { ticked: ['harm_her'], rest: 'no' },
  earlier_record: 'no',
  children_total: 0,
}
/** Every branch open. */
const longest: RawAnswers = {
  ...median,
  threats_this_incident: { ticked: ['kill_her'], rest: 'no' },
  earlier_record: 'yes',
  children_total: 2,
}

function notAskedOf(relationship: string): string[] {
  const whole = asked(longest)
  const { children_total: _, ...others } = longest
  const found = asked({ ...others, relationship, children_at_home: 'yes' })
  return whole.filter(code => !found.includes(code))
}

describe('the bank of questions', () => {
  it(`asks an adult in a partner case at most ${mostQuestions} questions, conditional ones included`, () => {
    const partnerOnly = bank.items.map(item => item.code).filter(code => code !== 'children_at_home')
    expect(asked(longest)).toEqual(partnerOnly)
    expect(asked(longest).length).toBeLessThanOrEqual(mostQuestions)
  })

  it(`asks at most ${mostOnMedianPath} on the median path: no children, no earlier record`, () => {
    expect(asked(median).length).toBeLessThanOrEqual(mostOnMedianPath)
    const opened = asked(longest).filter(code => !asked(median).includes(code))
    expect(opened).toContain('children')
    expect(opened).toContain('prior_domestic_record')
  })

  it('asks nothing twice in any language', () => {
    for (const language of languages) {
      const texts = bank.items.map(item => item.text[language])
      expect(new Set(texts).size).toBe(texts.length)
    }
  })

  it('leaves out what makes no sense between a parent and a grown-up child, and asks about children all the same', () => {
    const partnerQuestions = [
      'separation_12_months',
      'custody_30_days',
      'children_total',
      'victim_child_not_his',
      'child_contact_conflict',
      'officer_belief',
    ]
    expect(notAskedOf('parent')).toEqual(partnerQuestions)
    expect(notAskedOf('sibling')).toEqual(partnerQuestions)
    expect(notAskedOf('other_relative')).toEqual(partnerQuestions)
    expect(notAskedOf('adult_child').toSorted()).toEqual([...partnerQuestions, 'pregnancy'].toSorted())
  })

  it.each(['parent', 'adult_child', 'sibling', 'other_relative'])(
    'applies only MARAM to a case with %s, and every other instrument says why',
    relationship => {
      const { answers, facts } = tell('parent', `relationship=${relationship} stalking=yes`)
      const applied = instruments.filter(each => scoreAnswers(each, answers, facts).applicable !== false)
      expect(applied.map(each => each.instrument)).toEqual(['maram'])
      for (const each of instruments.filter(one => one.instrument !== 'maram')) {
        expect(scoreAnswers(each, answers, facts).faults).toContainEqual({ code: 'not_applicable' })
      }
    },
  )
})

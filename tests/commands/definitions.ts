import { bank } from '../../src/domain/questionnaire/bank.ts'
import { instrument } from '../../src/domain/questionnaire/instrument.ts'
import { procedure } from '../../src/domain/questionnaire/procedure.ts'
import type { Questionnaires } from '../../src/questionnaires.ts'

const text = (en: string) => ({ kk: en, ru: en, en })
const item = (code: string, type: string, rest: object = {}) => ({
  code,
  block: 'all',
  type,
  text: text(code),
  ...rest,
})
const source = { text: 'made for the tests', verified: false }

const hours = (amount: number) => ({ amount, unit: 'h' })
const byCategory = { low: hours(48), medium: hours(48), high: hours(24), extreme: hours(2) }
const ladder = [{ after: hours(0), to: 'owner' }]
const rhythm = { list_before: hours(48), requests_before: hours(48), answers_before: hours(24) }

/** What comes after the measures: reminders, sittings, closing and the centre. */
const laterParts = {
  late: {
    source,
    measure_in_days: ladder,
    measure_in_hours: ladder,
    referral: ladder,
    referral_extreme: ladder,
    action: ladder,
  },
  commission: {
    source,
    rhythms: { fortnightly: rhythm, weekly: rhythm },
    extraordinary_held_within: hours(48),
    minutes_of_time: { opening: 10, new_case: 12, repeat: 18 },
    quorum: { always: ['police'], with_children: [] },
    minutes_signed_within: hours(24),
    victim_feedback_within: hours(48),
    flag: { months: 12, warning: hours(24) },
  },
  closing: { source, not_while: ['high'], rest: { after: ['high'], months: 6, checks_at_months: [3] } },
  crisis_centre: {
    source,
    answer_within: byCategory,
    first_contact_within: byCategory,
    attempts_before_not_reached: 3,
    refusal_reasons: [{ code: 'other', text: text('other') }],
    stay: { months: 6, warning_at_months: 5 },
  },
}

/** A whole but small questionnaire: `weapon` gives high, `threat` high while a record is unknown. */
export const smallQuestionnaires: Questionnaires = {
  banks: [
    {
      sha256: 'b'.repeat(64),
      definition: bank.parse({
        version: '1.0.0',
        blocks: [{ code: 'all', title: text('all') }],
        items: [
          item('safe_contact', 'safe_contact'),
          item('wishes', 'text', { max_length: 500, lines: 3 }),
          item('victim', 'person'),
          item('perpetrator', 'person'),
          item('relationship', 'choice', { options: ['spouse', 'dating'].map(code => ({ code, text: text(code) })) }),
          item('weapon', 'yes_no'),
          item('weapon_kind', 'text', { max_length: 50, lines: 1, when: { item: 'weapon' } }),
          item('threat', 'yes_no'),
          item('prior_record', 'yes_no', { from_records: true }),
        ],
      }),
    },
  ],
  instruments: [
    {
      sha256: 'c'.repeat(64),
      definition: instrument.parse({
        instrument: 'notes',
        version: '1.0.0',
        title: text('notes'),
        purpose: text('notes'),
        licence: text('none'),
        sources: [source],
        applicability: { condition: { item: 'threat' }, reason: text('a threat') },
        missing: { text: text('none'), sourced: false },
        method: 'structured_judgement',
        groups: [{ code: 'all', title: text('all') }],
        items: [{ code: 'threat', number: '1', group: 'all', text: text('threat') }],
        periods: { current: text('now'), past: text('before') },
        summary: [{ code: 'priority', text: text('priority') }],
      }),
    },
  ],
  procedures: [
    {
      sha256: 'a'.repeat(64),
      definition: procedure.parse({
        procedure: 'small',
        version: '1.0.0',
        title: text('small'),
        sources: [source],
        instruments: [{ instrument: 'notes', version: '1.0.0' }],
        bank: '1.0.0',
        rules: [
          {
            code: 'count',
            number: '2',
            text: text('count'),
            source,
            kind: 'factor_count',
            unless_scored: 'odara',
            factors: [
              {
                code: 'threat',
                text: text('threat'),
                condition: { item: 'threat' },
              },
            ],
            steps: [
              {
                at_least: 0,
                gives: 'low',
              },
              {
                at_least: 1,
                gives: 'high',
              },
            ],
            provisional_while_records_unknown: true,
          },
          {
            code: 'weapon',
            number: '8',
            text: text('weapon'),
            source,
            kind: 'condition',
            gives: 'high',
            condition: { item: 'weapon' },
          },
          { code: 'raise', number: '11', text: text('raise'), source, kind: 'judgement', reason_at_least: 10 },
        ],
        trigger_families: [
          {
            code: 'weapons',
            text: text('weapons'),
            facts: [{ code: 'weapon', text: text('weapon'), condition: { item: 'weapon' }, critical: false }],
          },
        ],
        provisional: { listing_waits: { amount: 24, unit: 'h' } },
        upper_bound: { instruments: ['odara'] },
        judgement: { concern_at_least: 10 },
        reassessment: Object.fromEntries(
          ['low', 'medium', 'high', 'extreme'].map(category => [category, { amount: 30, unit: 'cd' }]),
        ),
        reassessment_events: [{ code: 'new_incident', text: text('new incident') }],
        lowering: { needs_head_from: 'high', steps: 1 },
        measures: [
          {
            code: 'safety_plan',
            area: 'response',
            subject: 'victim',
            text: text('plan'),
            owner: 'inspector',
            by_category: {
              high: {
                obligation: 'mandatory',
                within: {
                  amount: 3,
                  unit: 'h',
                },
              },
            },
          },
        ],
        listing: {
          categories: ['high', 'extreme'],
          criteria: [{ code: 'category', text: text('category') }],
          repeat_months: 12,
          heard_within: { high: { amount: 14, unit: 'cd' } },
        },
        ...laterParts,
      }),
    },
  ],
  activations: [],
}

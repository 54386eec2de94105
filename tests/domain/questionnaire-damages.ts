import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

export const odara = 'instruments/odara/1.0.0.yaml'
export const kz = 'procedures/kz/1.0.0.yaml'
export const incident = 'items/1.0.0/incident.yaml'
const contact = 'items/1.0.0/contact.yaml'

type Tree = { [key: string]: Tree }

/** One file, where it is damaged, and what is put there; undefined takes it out. */
export type Damage = readonly [file: string, path: string, value: unknown]

/** The steps of a path are keys, or in a list the number or the code of a row; `+` adds a row. */
export function spoil(folder: string, [file, path, value]: Damage): void {
  const whole = parse(readFileSync(join(folder, file), 'utf8')) as Tree
  const steps = path.split('.')
  let part: Tree = whole
  for (const step of steps.slice(0, -1)) part = part[placeOf(part, step)] as Tree
  const last = placeOf(part, steps.at(-1) ?? '')
  if (last === '+') part[Object.keys(part).length] = value as Tree
  else if (value === undefined) delete part[last]
  else part[last] = value as Tree
  writeFileSync(join(folder, file), stringify(whole))
}

function placeOf(part: Tree, step: string): string {
  if (!Array.isArray(part) || /^\d+$/.test(step)) return step
  const place = part.findIndex((row: { readonly code?: unknown } | null) => row?.code === step)
  return place < 0 ? step : String(place)
}

const text = { kk: 'сұрақ', ru: 'вопрос', en: 'question' }
export const unused = { code: 'never_read', block: 'incident', type: 'yes_no', text }
const words = (item: string, is: string) => ({ item, is: [is] })

const ruleHead = { code: 'base_factors', number: '2', text, source: { text: 'made for the tests', verified: false } }

/** What is done to the shipped files, and the fault that must be told. */
export const damages: readonly (readonly [what: string, fault: string, ...Damage])[] = [
  [
    'a missing language',
    'invalid_type items/1.0.0/incident.yaml items.0.text.kk',
    incident,
    'items.0.text.kk',
    undefined,
  ],
  ['an empty text', 'too_small procedures/kz/1.0.0.yaml measures.0.text.ru', kz, 'measures.0.text.ru', ' '],
  ['a key that nobody reads', 'unrecognized_keys instruments/odara/1.0.0.yaml', odara, 'note', 'seen'],
  [
    'an unknown item in a condition',
    'unknown_or_later_item procedure kz 1.0.0 no_such',
    kz,
    'rules.three_incidents.condition',
    words('no_such', 'yes'),
  ],
  [
    'an unknown item in a coding',
    'unknown_or_later_item procedure kz 1.0.0 odara 1.0.0 no_such',
    odara,
    'items.0.coding',
    { item: 'no_such' },
  ],
  [
    'an unknown option',
    'unknown_option procedure kz 1.0.0 strangulation often',
    kz,
    'rules.three_incidents.condition',
    words('strangulation', 'often'),
  ],
  [
    'a condition that does not fit its item',
    'condition_does_not_fit_item procedure kz 1.0.0 escalation',
    kz,
    'rules.three_incidents.condition',
    { item: 'escalation', at_least: 2 },
  ],
  [
    'an unknown fact of a child',
    'unknown_child_fact procedure kz 1.0.0 asleep',
    kz,
    'rules.three_incidents.condition',
    { child: 'asleep' },
  ],
  [
    'a question that hangs on a later one',
    'unknown_or_later_item bank 1.0.0 wishes escalation',
    contact,
    'items.1.when',
    { item: 'escalation' },
  ],
  [
    'a question that hangs on a fact of the case',
    'fact_in_bank bank 1.0.0 wishes order_in_force',
    contact,
    'items.1.when',
    { fact: 'order_in_force' },
  ],
  ['an item that nobody uses', 'unused_item bank 1.0.0 never_read', incident, 'items.+', unused],
  [
    'an item that stands twice',
    'duplicate_item bank 1.0.0 physical_contact',
    incident,
    'items.+',
    { ...unused, code: 'physical_contact' },
  ],
  ['an item of an unknown block', 'unknown_block bank 1.0.0 physical_contact', incident, 'items.2.block', 'elsewhere'],
  ['a missing item of the program', 'program_item_missing bank 1.0.0 wishes', contact, 'items.1.code', 'wishes_now'],
  ['bands that do not rise', 'bands_not_rising instrument odara 1.0.0 3', odara, 'bands.2.min', 1],
  ['bands that end too early', 'bands_incomplete instrument odara 1.0.0', odara, 'bands.6.max', 12],
  [
    'a cell with raw + missing above 13',
    'unreachable_cell instrument odara 1.0.0 table.13.1',
    odara,
    'prorating.table.13.1',
    13,
  ],
  [
    'an empty cell that answers can reach',
    'reachable_cell_empty instrument odara 1.0.0 table.8.5',
    odara,
    'prorating.table.8.5',
    null,
  ],
  ['a cell below the raw score', 'cell_out_of_range instrument odara 1.0.0 table.8.5', odara, 'prorating.table.8.5', 7],
  [
    'a table with a row too many',
    'table_wrong_size instrument odara 1.0.0',
    odara,
    'prorating.table.+',
    [null, null, null, null, null, null],
  ],
  ['a band without a norm', 'norm_missing instrument odara 1.0.0 7', odara, 'norms.by_band.7', undefined],
  [
    'a procedure that names a missing version',
    'unknown_instrument procedure kz 1.0.0 odara 9.0.0',
    kz,
    'instruments.0.version',
    '9.0.0',
  ],
  [
    'a rule that names a missing instrument',
    'unknown_instrument procedure kz 1.0.0 odar',
    kz,
    'rules.base_factors.unless_scored',
    'odar',
  ],
  [
    'an upper bound of a missing instrument',
    'unknown_instrument procedure kz 1.0.0 sara',
    kz,
    'upper_bound.instruments',
    ['sara'],
  ],
  ['a procedure that names a missing bank', 'unknown_bank procedure kz 1.0.0 9.0.0', kz, 'bank', '9.0.0'],
  [
    'a rule that forgets a band',
    'band_mismatch procedure kz 1.0.0 odara_band 7',
    kz,
    'rules.odara_band.bands.7',
    undefined,
  ],
  [
    'a fact that the program does not know',
    'unknown_fact procedure kz 1.0.0 order_in_forse',
    kz,
    'rules.three_incidents.condition',
    { fact: 'order_in_forse' },
  ],
  [
    'a rule on what is known only after the rules',
    'unknown_fact procedure kz 1.0.0 listed',
    kz,
    'rules.three_incidents.condition',
    { fact: 'listed' },
  ],
  [
    'a measure on a rule that is not there',
    'unknown_fact procedure kz 1.0.0 rule_no_such',
    kz,
    'measures.0.when',
    { fact: 'rule_no_such' },
  ],
  [
    'a flag that is counted',
    'condition_does_not_fit_fact procedure kz 1.0.0 order_in_force',
    kz,
    'rules.three_incidents.condition',
    { fact: 'order_in_force', at_least: 2 },
  ],
  [
    'steps of a count that do not rise',
    'steps_not_rising procedure kz 1.0.0 base_factors steps.2',
    kz,
    'rules.base_factors.steps.2.at_least',
    2,
  ],
  [
    'steps of a count that give no more',
    'steps_not_rising procedure kz 1.0.0 base_factors steps.2',
    kz,
    'rules.base_factors.steps.2.gives',
    'medium',
  ],
  [
    'a step of families that another makes idle',
    'steps_not_rising procedure kz 1.0.0 trigger_families steps.1',
    kz,
    'rules.trigger_families.steps.1.gives',
    'medium',
  ],
  [
    'an offer by an instrument that never triggers',
    'wrong_method procedure kz 1.0.0 base_factors odara prorated_sum',
    kz,
    'rules.base_factors',
    { ...ruleHead, kind: 'offer', instrument: 'odara' },
  ],
  [
    'a trigger of an instrument that never triggers',
    'wrong_method procedure kz 1.0.0 base_factors b_safer structured_judgement',
    kz,
    'rules.base_factors',
    { ...ruleHead, kind: 'instrument_triggered', instrument: 'b_safer', basis: ['count'], gives: 'high' },
  ],
  [
    'bands of an instrument that has none',
    'wrong_method procedure kz 1.0.0 odara_band b_safer structured_judgement',
    kz,
    'rules.odara_band.instrument',
    'b_safer',
  ],
  [
    'a count that waits for the score of a method without one',
    'wrong_method procedure kz 1.0.0 base_factors b_safer structured_judgement',
    kz,
    'rules.base_factors.unless_scored',
    'b_safer',
  ],
  [
    'an instrument that is named in two versions',
    'duplicate_code procedure kz 1.0.0 odara',
    kz,
    'instruments.1.instrument',
    'odara',
  ],
  [
    'an implication of a missing item',
    'unknown_item instrument odara 1.0.0 no_such',
    odara,
    'implications.0.then',
    'no_such',
  ],
  [
    'sub-criteria that can never be enough',
    'sub_criteria_out_of_reach instrument odara 1.0.0 substance_abuse',
    odara,
    'items.10.sub_criteria.at_least',
    9,
  ],
  [
    'a factor of an unknown group',
    'unknown_group instrument b_safer 1.0.0 violent_acts elsewhere',
    'instruments/b_safer/1.0.0.yaml',
    'items.0.group',
    'elsewhere',
  ],
  [
    'a file that lies where another belongs',
    'file_misplaced instruments/odara/1.0.0.yaml: belongs at instruments/odara/1.1.0.yaml',
    odara,
    'version',
    '1.1.0',
  ],
  [
    'a measure that stands twice',
    'duplicate_code procedure kz 1.0.0 safe_contact',
    kz,
    'measures.0.code',
    'safe_contact',
  ],
]

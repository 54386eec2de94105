import { readFileSync } from 'node:fs'
import { chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import type { Answer, Answers } from '../../src/domain/questionnaire/answer.ts'
import { pruneHidden, validateAnswer } from '../../src/domain/questionnaire/answer.ts'
import type { Category } from '../../src/domain/questionnaire/procedure.ts'
import { loadQuestionnaires } from '../../src/questionnaires.ts'

export const today = '2026-11-23'
export const questionnaires = loadQuestionnaires(new URL('../../questionnaires', import.meta.url).pathname)
export const { bank, instruments, procedure } = chooseDefinitions(questionnaires, today)

const relatives = new Set(['parent', 'adult_child', 'sibling', 'other_relative'])
const nobody = { surname: '', given_name: '', patronymic: '', born_on: '', iin: '', sex: '' }
const none = { ticked: [], rest: 'no' }

/** A spouse who used force once and of whom nothing else is true but an empty record; every question is answered. */
const calm: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(bank.items.filter(item => item.type === 'yes_no').map(item => [item.code, 'no'])),
  ...Object.fromEntries(bank.items.filter(item => item.type === 'tick_list').map(item => [item.code, none])),
  victim: { ...nobody, surname: 'One' },
  perpetrator: { ...nobody, surname: 'Two' },
  relationship: 'spouse',
  incident_at: '2026-11-22T21:30',
  physical_contact: 'yes',
  strangulation: 'never',
  weapon_used: 'never',
  death_threat_ever: 'never',
  separation_12_months: 'neither',
  collective_threat: 'nobody',
  firearm_access: 'none',
  earlier_record: 'yes',
  incidents_12_months: 1,
  children_total: 0,
  victim_child_not_his: 'none',
  children: [],
  crisis_centre_offer: 'declined',
}

const records = ['prior_domestic_record', 'prior_nondomestic_record', 'custody_30_days', 'conditional_release_failure']
const unknown = (items: readonly string[]) => Object.fromEntries(items.map(item => [item, 'unknown']))

const bases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  calm,
  /** Four records and one more open: ODARA can still be scored. */
  five_open: { ...calm, ...unknown([...records, 'victim_concern']) },
  /** As at the scene: the records unchecked, too much open for an ODARA score. */
  scene: { ...calm, ...unknown([...records, 'victim_concern', 'violence_against_others']) },
  /** Six items open, none of them from records. */
  silent: {
    ...calm,
    ...unknown(['confinement', 'victim_concern', 'violence_against_others']),
    substance_indicators: { ticked: [], rest: 'unknown' },
    pregnancy: { ticked: [], rest: 'unknown' },
    support_barriers: { ticked: [], rest: 'unknown' },
  },
  /** No partner: ODARA does not apply. The records are unchecked. */
  parent: { ...calm, ...unknown(records), relationship: 'parent' },
}

export type Story = {
  readonly answers: Answers
  readonly facts: Record<string, boolean | number>
  readonly raise: { readonly category: Category; readonly reason: string } | undefined
}

/**
 * Reads `item=value` parts: `tick=a+b` ticks options and leaves the rest at no, `child.fact=yes` speaks of one child,
 * `fact.name=value` of the case, `raise=high/40` raises with a reason of 40 characters.
 */
export function tell(base: string, parts: string): Story {
  const facts: Record<string, boolean | number> = {}
  const given: Record<string, unknown> = {}
  const child: Record<string, string> = {}
  let raise: Story['raise']
  for (const part of parts.split(' ').filter(each => each !== '')) {
    const [name = '', value = ''] = part.split('=')
    const [category = '', length = ''] = value.split('/')
    if (name === 'raise') raise = { category: category as Category, reason: 'x'.repeat(Number(length)) }
    else if (name.startsWith('fact.')) facts[name.slice(5)] = /^\d+$/.test(value) ? Number(value) : value === 'true'
    else if (name.startsWith('child.')) child[name.slice(6)] = value
    else given[name] = readValue(name, value)
  }
  if (Object.keys(child).length > 0) {
    const relative = relatives.has(String(given['relationship'] ?? bases[base]?.['relationship']))
    const there = relative ? { children_at_home: 'yes' } : { children_total: 1 }
    Object.assign(given, there, { children: [{ name: '', born_on: '', facts: child }] })
  }
  return { answers: readAnswers({ ...bases[base], ...given }, Object.keys(given)), facts, raise }
}

function readValue(name: string, value: string): unknown {
  const type = bank.items.find(item => item.code === name)?.type
  if (type !== 'tick_list') return value
  const open = value === 'unknown' || value === 'refused'
  return open ? { ticked: [], rest: value } : { ticked: value.split('+'), rest: 'no' }
}

/** What a story says outright must be asked; what its base says beside that may be hidden by it. */
function readAnswers(raw: Readonly<Record<string, unknown>>, told: readonly string[]): Answers {
  const valid: Record<string, Answer> = {}
  for (const item of bank.items.filter(each => Object.hasOwn(raw, each.code))) {
    const checked = validateAnswer(item, raw[item.code], today)
    if (!checked.ok) throw new Error(`${item.code}: ${checked.faults[0]?.code}`)
    valid[item.code] = checked.value
  }
  const answers = pruneHidden(bank, valid)
  const lost = told.filter(code => !Object.hasOwn(answers, code))
  if (lost.length > 0) throw new Error(`not an item that is asked here: ${lost.join(', ')}`)
  return answers
}

/** The rows of a golden table, by the names of its columns. */
export function readGolden(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8')
  const [head = '', ...lines] = text.trim().split('\n')
  const columns = head.split(',')
  return lines.map(line => {
    const cells = line.split(',')
    if (cells.length !== columns.length) throw new Error(`${name}: ${line}`)
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

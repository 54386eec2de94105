import type { Bank, BankItem } from '../domain/questionnaire/bank.ts'
import type { Condition } from '../domain/questionnaire/condition.ts'
import { partsOf } from '../domain/questionnaire/condition.ts'
import type { Instrument } from '../domain/questionnaire/instrument.ts'
import type { Procedure } from '../domain/questionnaire/procedure.ts'
import { describeCondition } from './describe-condition.ts'

type Definitions = {
  readonly bank: Bank
  readonly instruments: readonly Instrument[]
  readonly procedure: Procedure
}
type InstrumentItem = Instrument['items'][number]

const differing = '≠'

/** Which question codes which item of which instrument, and every place where the definitions differ, as Markdown. */
export function writeCrosswalk({ bank, instruments, procedure }: Definitions): string {
  const names = instruments.map(each => each.instrument)
  return [
    '# Crosswalk of questions and instruments',
    `Written by \`pana questionnaires crosswalk\` from procedure ${procedure.procedure} ${procedure.version}, bank ` +
      `${bank.version}, ${instruments.map(each => `${each.instrument} ${each.version}`).join(', ')}. ` +
      `${differing} marks an item whose definition differs from the question; the difference stands in the tables below.`,
    '## From question to instrument',
    table(['question', 'asked', 'period', ...names, 'procedure'], bank.items.map(rowOf(instruments, procedure))),
    ...instruments.flatMap(each => [
      `## ${each.title.en}`,
      `Applies if ${describeCondition(each.applicability.condition)}. Missing answers: ${each.missing.text.en}`,
      table(headOf(each), each.items.map(itemRow)),
    ]),
    '',
  ].join('\n\n')
}

function rowOf(instruments: readonly Instrument[], procedure: Procedure) {
  return (item: BankItem): string[] => [
    `\`${item.code}\` ${item.text.en}`,
    item.when ? `if ${describeCondition(item.when)}` : 'always',
    (item.period ?? (item.type === 'tick_list' ? 'by option' : '')).replaceAll('_', ' '),
    ...instruments.map(each =>
      each.items
        .filter(one => reads(codingsOf(one), item))
        .map(nameOf)
        .join(', '),
    ),
    rulesOf(procedure, item).join(', '),
  ]
}

function nameOf(item: InstrumentItem): string {
  return `${item.number}${item.differs ? ` ${differing}` : ''}`
}

function headOf(instrument: Instrument): string[] {
  return ['number', 'item', instrument.method === 'structured_judgement' ? 'prefilled from' : 'coded from', 'differs']
}

function itemRow(item: InstrumentItem): string[] {
  return [item.number, `\`${item.code}\` ${item.text.en}`, sayCoding(item), item.differs?.en ?? '']
}

function sayCoding(item: InstrumentItem): string {
  if ('coding' in item) return describeCondition(item.coding)
  const { current, past } = item.prefill ?? {}
  const parts = [current && `now: ${describeCondition(current)}`, past && `before: ${describeCondition(past)}`]
  return parts.filter(part => part !== undefined).join('; ')
}

function codingsOf(item: InstrumentItem): Condition[] {
  return 'coding' in item ? [item.coding] : [item.prefill?.current ?? [], item.prefill?.past ?? []].flat()
}

function rulesOf(procedure: Procedure, item: BankItem): string[] {
  const rules = procedure.rules.filter(rule => {
    if (rule.kind === 'condition') return reads([rule.condition], item)
    return rule.kind === 'factor_count' && reads(conditionsOf(rule.factors), item)
  })
  const families = procedure.trigger_families.filter(family => reads(conditionsOf(family.facts), item))
  return [...rules.map(rule => `rule ${rule.number}`), ...families.map(family => `family ${family.code}`)]
}

function conditionsOf(facts: readonly { readonly condition: Condition }[]): Condition[] {
  return facts.map(fact => fact.condition)
}

function reads(conditions: readonly Condition[], item: BankItem): boolean {
  return conditions
    .flatMap(partsOf)
    .some(part => ('item' in part && part.item === item.code) || ('child' in part && item.type === 'children'))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

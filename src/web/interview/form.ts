import type { BankItem } from '../../domain/questionnaire/bank.ts'

export type Fields = Readonly<Record<string, unknown>>

function text(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value.trim() : ''
}

function list(fields: Fields, name: string): string[] {
  const value = fields[name]
  if (Array.isArray(value)) return value.filter(one => typeof one === 'string')
  return typeof value === 'string' && value !== '' ? [value] : []
}

function group(fields: Fields, name: string, parts: readonly string[]): Record<string, string> {
  return Object.fromEntries(parts.map(part => [part, text(fields, `${name}.${part}`)]))
}

const contactParts = ['phone', 'channel', 'hours', 'who_hears'] as const
const personParts = ['surname', 'given_name', 'patronymic', 'born_on', 'iin', 'sex'] as const

function isBlank(values: Readonly<Record<string, string>>, besides: readonly string[] = []): boolean {
  return Object.entries(values).every(([part, value]) => value === '' || besides.includes(part))
}

function readChildren(item: Extract<BankItem, { type: 'children' }>, fields: Fields): object[] {
  const rows: object[] = []
  for (let row = 0; row < 20; row += 1) {
    const name = `${item.code}.${row}`
    const child = group(fields, name, ['name', 'born_on'])
    const given = item.facts.map(fact => [fact.code, text(fields, `${name}.${fact.code}`)] as const)
    const facts = Object.fromEntries(given.filter(([, value]) => value !== ''))
    if (!isBlank(child) || Object.keys(facts).length > 0) rows.push({ ...child, facts })
  }
  return rows
}

function readTicks(name: string, fields: Fields): object | null {
  const ticked = list(fields, `${name}.ticked`)
  const rest = text(fields, `${name}.rest`)
  if (ticked.length === 0 && rest === '') return null
  return { ticked, rest: rest === '' ? 'no' : rest }
}

function readValue(item: BankItem, fields: Fields): unknown {
  switch (item.type) {
    case 'safe_contact': {
      const contact = group(fields, item.code, contactParts)
      return isBlank(contact) ? null : contact
    }
    case 'person': {
      const person = group(fields, item.code, personParts)
      if (text(fields, `${item.code}.unknown`) === 'yes') return { ...person, unknown: true }
      return isBlank(person, ['sex']) ? null : person
    }
    case 'children': {
      const rows = readChildren(item, fields)
      return rows.length > 0 ? rows : null
    }
    case 'tick_list':
      return readTicks(item.code, fields)
    case 'number': {
      const value = text(fields, item.code)
      return value === '' ? null : /^\d+$/.test(value) ? Number(value) : value
    }
    default:
      return text(fields, item.code) || null
  }
}

/** The raw answer that a form gives to one item; null where nothing was chosen or typed. */
export function readAnswer(item: BankItem, fields: Fields): { value: unknown; source: string } | null {
  const value = readValue(item, fields)
  const source = text(fields, `${item.code}.source`) || (item.default_source ?? 'her_words')
  return value === null ? null : { value, source }
}

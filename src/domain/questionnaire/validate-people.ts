import { z } from 'zod'
import type { Fault, Outcome } from '../fault.ts'
import { fail, succeed } from '../fault.ts'
import type { ChildAnswer, PersonAnswer, SafeContact } from './answer-value.ts'
import { contactChannels, yesNoValues } from './answer-value.ts'
import type { BankItem } from './bank.ts'
import { checkPastDate, checkText } from './check-text.ts'

const longestName = 100
const longestNote = 500
const mostChildren = 30
const twelveDigits = /^\d{12}$/
const phoneCharacters = /^[+\d][\d ()-]{2,30}$/

const contactShape = z.strictObject({
  phone: z.string(),
  channel: z.enum(['', ...contactChannels]),
  hours: z.string(),
  who_hears: z.string(),
})
const personShape = z.strictObject({
  surname: z.string(),
  given_name: z.string(),
  patronymic: z.string(),
  born_on: z.string(),
  iin: z.string(),
  sex: z.enum(['', 'female', 'male']),
  unknown: z.literal(true).optional(),
})
const childShape = z.strictObject({
  name: z.string(),
  born_on: z.string(),
  facts: z.record(z.string(), z.enum(yesNoValues)),
})

export function checkSafeContact(raw: unknown, at: string): Outcome<SafeContact> {
  const parsed = contactShape.safeParse(raw)
  if (!parsed.success) return fail({ code: 'wrong_shape', at })
  const faults: Fault[] = []
  const read = textReader(parsed.data, at, faults)
  const contact = {
    phone: read('phone', longestName),
    channel: parsed.data.channel,
    hours: read('hours', longestNote),
    who_hears: read('who_hears', longestNote),
  }
  if (contact.phone !== '' && !phoneCharacters.test(contact.phone)) {
    faults.push({ code: 'invalid_phone', at: `${at}.phone` })
  }
  return finish(contact, faults)
}

/** An IIN must have 12 digits; a wrong check digit is a warning elsewhere, since documents with one exist. */
export function checkPerson(raw: unknown, at: string, today: string): Outcome<PersonAnswer> {
  const parsed = personShape.safeParse(raw)
  if (!parsed.success) return fail({ code: 'wrong_shape', at })
  if (parsed.data.unknown && at === mayBeUnknown) return checkUnknown(parsed.data, at)
  const faults: Fault[] = []
  const read = textReader<z.output<typeof personShape>>(parsed.data, at, faults)
  const { born_on, sex } = parsed.data
  const person = {
    surname: read('surname', longestName),
    given_name: read('given_name', longestName),
    patronymic: read('patronymic', longestName),
    born_on,
    iin: read('iin', longestName),
    sex,
  }
  faults.push(...faultsOfPerson(person, at), ...faultsOfBirth(born_on, at, today))
  return finish(person, faults)
}

/** The item of the one who may be unknown: she is never a stranger to herself. */
const mayBeUnknown = 'perpetrator'

/** Nobody can be unknown and have a name. */
function checkUnknown(given: z.output<typeof personShape>, at: string): Outcome<PersonAnswer> {
  const { sex, unknown: _, ...known } = given
  if (Object.values(known).some(text => text !== '')) return fail({ code: 'unknown_with_name', at })
  return succeed({ ...known, sex, unknown: true })
}

function faultsOfPerson(person: PersonAnswer, at: string): Fault[] {
  const faults: Fault[] = []
  if (`${person.surname}${person.given_name}${person.patronymic}` === '') faults.push({ code: 'name_missing', at })
  if (person.iin !== '' && !twelveDigits.test(person.iin)) faults.push({ code: 'invalid_iin', at: `${at}.iin` })
  return faults
}

export function checkChildren(
  item: Extract<BankItem, { type: 'children' }>,
  raw: unknown,
  today: string,
): Outcome<readonly ChildAnswer[]> {
  const parsed = z.array(childShape).safeParse(raw)
  if (!parsed.success) return fail({ code: 'wrong_shape', at: item.code })
  if (parsed.data.length > mostChildren)
    return fail({ code: 'too_many', at: item.code, details: { max: mostChildren } })
  const faults: Fault[] = []
  const known = new Set(item.facts.map(fact => fact.code))
  const children = parsed.data.map((child, index) => {
    const at = `${item.code}.${index}`
    const name = textReader(child, at, faults)('name', longestName)
    faults.push(...faultsOfBirth(child.born_on, at, today))
    if (Object.keys(child.facts).some(fact => !known.has(fact))) faults.push({ code: 'unknown_option', at })
    return { ...child, name }
  })
  return finish(children, faults)
}

function faultsOfBirth(bornOn: string, at: string, today: string): readonly Fault[] {
  if (bornOn === '') return []
  const checked = checkPastDate(bornOn, `${at}.born_on`, today)
  return checked.ok ? [] : checked.faults
}

/** Reads text fields one by one and gathers their faults, so that the officer sees all of them at once. */
function textReader<T>(fields: T, at: string, faults: Fault[]): (name: keyof T & string, max: number) => string {
  return (name, max) => {
    const checked = checkText(fields[name], `${at}.${name}`, max)
    if (checked.ok) return checked.value
    faults.push(...checked.faults)
    return ''
  }
}

function finish<T>(value: T, faults: readonly Fault[]): Outcome<T> {
  return faults.length > 0 ? fail(...faults) : succeed(value)
}

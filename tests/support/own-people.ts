import type { Random } from '../../db/demo/random.ts'
import { inventIin, inventPerson, type Written } from './invent-person.ts'
import { pairRules } from './person-rules.ts'

/** How a party of a case equals somebody of the program's own, or only nearly does. */
export type Meeting = { readonly way: string; readonly own: Written; readonly party: Written }

const nothing = { iin: '', phone: '' }
const rewrite = (code: string) => {
  const rule = pairRules.find(each => each.code === code)
  if (!rule) throw new Error(`no rule ${code}`)
  return rule.rewrite
}
const spellings = [
  'russian_letters',
  'passport_latin',
  'new_latin',
  'soft_sign',
  'yu_for_u',
  'decomposed',
  'look_alikes',
  'capitals',
  'patronymic_form',
  'names_swapped',
]

function phoneForms(phone: string): string[] {
  const digits = phone.slice(2)
  const [a, b, c, d] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 8), digits.slice(8)]
  return [`+7 ${a} ${b} ${c} ${d}`, `8 (${a}) ${b}-${c}-${d}`, digits, `007${digits}`]
}

/** Of another given name: with the same one a surname in its other form and the same birth date would be the same person. */
function somebodyElse(random: Random, own: Written): Written {
  for (;;) {
    const person = inventPerson(random)
    if (person.sex === own.sex && person.given_name !== own.given_name) return { ...person, ...nothing }
  }
}

/** One case by each way in which a party equals an own person. */
export function equalParties(random: Random): Meeting[] {
  const own = inventPerson(random)
  const stranger = () => somebodyElse(random, own)
  const named = spellings.flatMap(way => {
    // In the new Latin letters «сх» and «ш» are written alike.
    if (way === 'new_latin' && /сх/i.test(`${own.surname}${own.given_name}`)) return []
    const party = rewrite(way)(own, random)
    return party ? [{ way, own, party: { ...party, ...nothing, born_on: own.born_on } }] : []
  })
  return [
    { way: 'iin', own, party: { ...stranger(), iin: own.iin, born_on: '', phone: '' } },
    ...phoneForms(own.phone).map(phone => ({
      way: `phone ${phone.slice(0, 3)}`,
      own,
      party: { ...stranger(), phone },
    })),
    { way: 'name and birth date', own, party: { ...own, ...nothing } },
    { way: 'without patronymic', own, party: { ...own, ...nothing, patronymic: '' } },
    ...named,
  ]
}

/** One case by each way in which a party is nearly an own person and somebody else. */
export function nearParties(random: Random): Meeting[] {
  const own = inventPerson(random)
  const nextDay = Temporal.PlainDate.from(own.born_on).add({ days: 1 }).toString()
  const lastDigit = (text: string) => text.slice(0, -1) + String((Number(text.at(-1)) + 1) % 10)
  return [
    { way: 'born a day later', own, party: { ...own, ...nothing, born_on: nextDay } },
    { way: 'a namesake of unknown birth', own, party: { ...own, ...nothing, born_on: '' } },
    { way: 'born the same day', own, party: { ...somebodyElse(random, own), born_on: own.born_on } },
    { way: 'a phone one digit out', own, party: { ...somebodyElse(random, own), phone: lastDigit(own.phone) } },
    {
      way: 'another number of the same day',
      own,
      party: { ...somebodyElse(random, own), born_on: own.born_on, iin: inventIin(random, own.born_on, own.sex) },
    },
  ]
}

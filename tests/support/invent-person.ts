import { checkDigitOf } from '../../src/domain/person/iin.ts'
import type { Random } from '../../db/demo/random.ts'
import { kazakhStems, mensNames, russianSurnames, womensNames } from './register-names.ts'

/** One row of the register as a clerk types it; unknown parts are empty. */
export type Written = {
  readonly surname: string
  readonly given_name: string
  readonly patronymic: string
  readonly born_on: string
  readonly iin: string
  readonly phone: string
  readonly sex: 'female' | 'male'
}

/** An invented person whose name, number and phone are whole. */
export function inventPerson(random: Random): Written {
  const sex = random.chance(0.5) ? 'female' : 'male'
  const born_on = Temporal.PlainDate.from('1950-01-01')
    .add({ days: random.below(20_800) })
    .toString()
  const given_name = random.pick(sex === 'female' ? womensNames : mensNames)
  const name = { surname: inventSurname(random, sex), given_name, patronymic: inventPatronymic(random, sex) }
  const phone = `+7${random.pick(['701', '702', '705', '707', '747', '771', '775'])}${digits(random, 7)}`
  return { ...name, born_on, iin: inventIin(random, born_on, sex), phone, sex }
}

export function inventSurname(random: Random, sex: Written['sex']): string {
  if (random.chance(0.3)) return random.pick(russianSurnames) + (sex === 'female' ? 'а' : '')
  const stem = random.pick(kazakhStems)
  if (random.chance(0.25)) return stem
  if (random.chance(0.15)) return stem + (sex === 'female' ? 'қызы' : 'ұлы')
  return stem + (/[йуиі]$/.test(stem) ? 'ев' : 'ов') + (sex === 'female' ? 'а' : '')
}

function inventPatronymic(random: Random, sex: Written['sex']): string {
  const father = random.pick(mensNames)
  if (/[йьё]/.test(father.at(-1) ?? '')) return father.slice(0, -1) + (sex === 'female' ? 'евна' : 'евич')
  if (random.chance(0.5)) return father + (sex === 'female' ? 'қызы' : 'ұлы')
  return father + (sex === 'female' ? 'овна' : 'ович')
}

export function inventIin(random: Random, bornOn: string, sex: Written['sex']): string {
  const [year = '', month, day] = bornOn.split('-')
  const century = (Number(year.slice(0, 2)) - 18) * 2 + (sex === 'male' ? 1 : 2)
  for (;;) {
    const stem = `${year.slice(2)}${month}${day}${century}${digits(random, 4)}`
    const check = checkDigitOf([...stem].map(Number))
    if (check !== null) return stem + String(check)
  }
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join('')
}

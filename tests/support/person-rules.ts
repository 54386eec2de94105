import type { Random } from '../../db/demo/random.ts'
import { inventSurname, type Written } from './invent-person.ts'

/** One way in which the second record of a person differs from the first. Add a line here and write the pairs anew. */
export type PairRule = {
  readonly code: string
  /** The same person as somebody else writes them; null when the rule does not apply to this one. */
  readonly rewrite: (person: Written, random: Random) => Written | null
}

const russianLetters = Object.entries({ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и' })

const passportLatin: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а=a ә=a б=b в=v г=g ғ=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k қ=k л=l м=m н=n ң=n о=o ө=o п=p р=r с=s ' +
    'т=t у=u ұ=u ү=u ф=f х=kh һ=h ц=ts ч=ch ш=sh щ=shch ъ= ы=y і=i ь= э=e ю=yu я=ya'
  )
    .split(' ')
    .map(entry => entry.split('=')),
)
const newLatin = { ...passportLatin, ә: 'ä', ғ: 'ğ', қ: 'q', ң: 'ñ', ө: 'ö', ұ: 'ū', ү: 'ü', ж: 'j', ш: 'ş', х: 'h' }
const lookAlikes = {
  а: 'a',
  о: 'o',
  е: 'e',
  с: 'c',
  р: 'p',
  х: 'x',
  А: 'A',
  О: 'O',
  Е: 'E',
  С: 'C',
  Н: 'H',
  М: 'M',
  Т: 'T',
}

function spell(person: Written, write: (text: string) => string): Written | null {
  const [surname, given_name, patronymic] = [person.surname, person.given_name, person.patronymic].map(write)
  const changed = { ...person, surname: surname ?? '', given_name: given_name ?? '', patronymic: patronymic ?? '' }
  return JSON.stringify(changed) === JSON.stringify(person) ? null : withoutNumber(changed)
}

function mapLetters(text: string, map: Readonly<Record<string, string>>): string {
  const written = [...text].map(letter => map[letter] ?? withCapital(letter, map[letter.toLowerCase()]))
  return written.join('')
}

function withCapital(letter: string, mapped: string | undefined): string {
  if (mapped === undefined) return letter
  return letter === letter.toLowerCase() ? mapped : mapped.slice(0, 1).toUpperCase() + mapped.slice(1)
}

const inRussian = (text: string) => mapLetters(text, Object.fromEntries(russianLetters))

function replaceDigit(text: string, at: number, random: Random): string {
  const digit = (Number(text[at]) + 1 + random.below(9)) % 10
  return text.slice(0, at) + String(digit) + text.slice(at + 1)
}

function isDate(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number)
  const past = year !== undefined && year >= 1920 && year <= 2020
  return past && month !== undefined && month >= 1 && month <= 12 && day !== undefined && day >= 1 && day <= 28
}

function mistypeSurname({ surname }: Written, random: Random): string {
  const at = 1 + random.below(surname.length - 2)
  const drop = surname.slice(0, at) + surname.slice(at + 1)
  const swap = surname.slice(0, at) + (surname[at + 1] ?? '') + (surname[at] ?? '') + surname.slice(at + 2)
  return random.pick([drop, swap])
}

function reformPatronymic({ patronymic }: Written): string | null {
  const father = patronymic.replace(/(ұлы|қызы|ович|овна|евич|евна)$/, '')
  const daughter = /(қызы|овна|евна)$/.test(patronymic)
  if (/(ұлы|қызы)$/.test(patronymic)) return `${inRussian(father)}${daughter ? 'овна' : 'ович'}`
  return /ов/.test(patronymic) ? `${father}-${daughter ? 'кызы' : 'улы'}` : null
}

function withoutNumber(person: Written): Written {
  return { ...person, iin: '', phone: '' }
}

export const pairRules: readonly PairRule[] = [
  { code: 'russian_letters', rewrite: person => spell(person, inRussian) },
  { code: 'passport_latin', rewrite: person => spell(person, text => mapLetters(text, passportLatin)) },
  { code: 'new_latin', rewrite: person => spell(person, text => mapLetters(text, newLatin)) },
  {
    code: 'soft_sign',
    rewrite: person => spell(person, text => inRussian(text.replaceAll('үл', 'уль').replaceAll('Үл', 'Уль'))),
  },
  {
    code: 'yu_for_u',
    rewrite: person =>
      /ү/.test(person.given_name) ? spell(person, text => inRussian(text.replaceAll('ү', 'ю'))) : null,
  },
  { code: 'decomposed', rewrite: person => spell(person, text => text.normalize('NFD')) },
  { code: 'look_alikes', rewrite: person => spell(person, text => mapLetters(text, lookAlikes)) },
  { code: 'capitals', rewrite: person => spell(person, text => ` ${text.toUpperCase()} `) },
  {
    code: 'dropped_vowel',
    rewrite: person => spell(person, text => text.replaceAll('уы', 'у').replaceAll('ілеу', 'леу')),
  },
  { code: 'no_patronymic', rewrite: person => ({ ...withoutNumber(person), patronymic: '' }) },
  {
    code: 'patronymic_form',
    rewrite: person => {
      const patronymic = reformPatronymic(person)
      return patronymic === null ? null : { ...withoutNumber(person), patronymic }
    },
  },
  {
    code: 'maiden_name',
    rewrite: (person, random) => ({ ...withoutNumber(person), surname: inventSurname(random, person.sex) }),
  },
  {
    code: 'day_month_swapped',
    rewrite: person => {
      const [year, month, day] = person.born_on.split('-')
      return Number(day) > 12 || day === month ? null : { ...withoutNumber(person), born_on: `${year}-${day}-${month}` }
    },
  },
  {
    code: 'birth_digit',
    rewrite: (person, random) => {
      const born_on = replaceDigit(person.born_on, random.pick([3, 6, 9]), random)
      return isDate(born_on) ? { ...withoutNumber(person), born_on } : null
    },
  },
  { code: 'no_birth_date', rewrite: person => ({ ...withoutNumber(person), born_on: '' }) },
  { code: 'birth_year_only', rewrite: person => ({ ...withoutNumber(person), born_on: person.born_on.slice(0, 4) }) },
  {
    code: 'iin_digit',
    rewrite: (person, random) => ({ ...person, phone: '', iin: replaceDigit(person.iin, random.below(12), random) }),
  },
  {
    code: 'double_surname',
    rewrite: (person, random) => ({
      ...withoutNumber(person),
      surname: `${person.surname}-${inventSurname(random, person.sex)}`,
    }),
  },
  {
    code: 'names_swapped',
    rewrite: person => ({ ...withoutNumber(person), surname: person.given_name, given_name: person.surname }),
  },
  {
    code: 'mistyped_surname',
    rewrite: (person, random) => ({ ...withoutNumber(person), surname: mistypeSurname(person, random) }),
  },
  {
    code: 'bare_surname',
    rewrite: person =>
      /(ов|ова|ев|ева)$/.test(person.surname)
        ? { ...withoutNumber(person), surname: person.surname.replace(/(ова?|ева?)$/, '') }
        : null,
  },
  {
    code: 'one_word',
    rewrite: person => ({ ...person, surname: person.given_name, given_name: '', patronymic: '', iin: '', phone: '' }),
  },
  {
    code: 'phone_form',
    rewrite: person => ({
      ...person,
      iin: '',
      born_on: '',
      phone: person.phone.replace(/^\+7(\d{3})(\d{3})/, '8 ($1) $2-'),
    }),
  },
]

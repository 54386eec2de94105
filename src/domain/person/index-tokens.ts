import { foldPatronymic, skeletonOf, stemsOf } from './fold-name.ts'
import { foldPhone } from './phone.ts'
import { swapDayAndMonth, type PersonName, type Profile } from './person.ts'

export const tokenKinds = [
  'surname_given',
  'given_birth',
  'surname_year',
  'given_father',
  'iin',
  'iin_out',
  'phone',
] as const
/** A clue of the index before it is keyed. */
export type Token = { readonly kind: (typeof tokenKinds)[number]; readonly text: string }

/** Raise it with every change of folding or clues: stored people are then indexed anew. */
export const indexVersion = 1

/**
 * The clues under which a person is found. Each joins two facts, never a name alone, so that how often a clue occurs
 * tells nobody's name.
 */
export function tokensOf({ names, birthDates, iins, phones }: Profile): Token[] {
  const tokens = [
    ...names.flatMap(name => nameTokens(name, birthDates)),
    ...iins.flatMap(iinTokens),
    ...phones.map(foldPhone).flatMap(text => (text === '' ? [] : [{ kind: 'phone' as const, text }])),
  ]
  return [...new Map(tokens.map(token => [`${token.kind} ${token.text}`, token])).values()]
}

function nameTokens(name: PersonName, birthDates: readonly string[]): Token[] {
  const [surnames, given] = [cluesOf(name.surname), cluesOf(name.given_name)]
  const father = skeletonOf(foldPatronymic(name.patronymic))
  // A person of one name may have it in either field.
  const [anySurname, anyGiven] = [surnames.length > 0 ? surnames : given, given.length > 0 ? given : surnames]
  const pairs = surnames.flatMap(surname => given.map(each => [surname, each].sort().join(' ')))
  const withFather = father === '' ? [] : given.map(each => `${each} ${father}`)
  return [
    ...pairs.map(text => ({ kind: 'surname_given' as const, text })),
    ...birthDates.flatMap(date => birthTokens(anySurname, anyGiven, date)),
    ...withFather.map(text => ({ kind: 'given_father' as const, text })),
  ]
}

/** Given names lose a surname's ending too, because the two fields are often swapped. */
function cluesOf(name: string): string[] {
  return stemsOf(name).map(skeletonOf)
}

function birthTokens(surnames: readonly string[], given: readonly string[], date: string): Token[] {
  const byYear = surnames.map(text => ({ kind: 'surname_year' as const, text: `${text} ${date.slice(0, 4)}` }))
  if (date.length === 4) return byYear
  const dates = [date, swapDayAndMonth(date)].filter(each => each !== null)
  const byDate = given.flatMap(name => dates.map(each => ({ kind: 'given_birth' as const, text: `${name} ${each}` })))
  return [...byYear, ...byDate]
}

/** The number, and the number with each digit left out in turn: two numbers that differ in one digit share one. */
function iinTokens(iin: string): Token[] {
  if (iin === '') return []
  const out = [...iin].map((_, at) => ({
    kind: 'iin_out' as const,
    text: `${at} ${iin.slice(0, at)}${iin.slice(at + 1)}`,
  }))
  return [{ kind: 'iin', text: iin }, ...out]
}

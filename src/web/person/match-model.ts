import type { Match, Matches } from '../../commands/person/find-candidates.ts'
import type { PersonName } from '../../domain/person/person.ts'
import { formatDate } from '../../i18n/formats.ts'
import { placeName, type Places } from '../reference/places.ts'
import type { Context } from '../http/route.ts'

type Any = Context<unknown, unknown>

export function joinName({ surname, given_name, patronymic }: PersonName): string {
  return [surname, given_name, patronymic].filter(part => part !== '').join(' ')
}

/** A date, or a year where no more is known. */
export function sayBirth(date: string, { locale }: Any): string {
  return date.length === 10 ? formatDate(date, locale) : date
}

/** The last four digits are enough to compare with a card in the hand. */
export function maskIin(iin: string): string {
  return iin.replaceAll(/\d(?=\d{4})/g, '•')
}

/** A candidate of another district is a district and why it may match, no more. */
export function matchModel(context: Any, places: Places, match: Match) {
  const { t, locale } = context
  const identity = match.person?.identity
  return {
    id: match.id,
    name: identity ? joinName(identity) : t('match-elsewhere'),
    born: identity ? sayBirth(identity.born_on, context) : '',
    iin: identity ? maskIin(identity.iin) : '',
    href: identity ? `/people/${match.id}` : '',
    where: [
      ...match.districts.map(district => placeName(places, district, locale)),
      ...match.contacts.map(unit => (locale === 'kk' ? unit.name_kk : unit.name_ru)),
    ].join(', '),
    cases: match.caseNumbers.join(', '),
    reasons: match.reasons.map(reason => t(`match-reason-${reason}`)).join(' · '),
    warns: match.warns,
    crosses: match.crosses,
  }
}

export function matchesModel(context: Any, places: Places, { ranked, matches }: Matches) {
  const note = matches.length === 0 ? 'match-none' : ranked ? 'match-ranked' : 'match-unranked'
  const say = {
    'match-none': 'match-none',
    'match-ranked': 'match-ranked',
    'match-unranked': 'match-unranked',
  } as const
  return { note: context.t(say[note]), rows: matches.map(match => matchModel(context, places, match)) }
}

/** Whose data a list of candidates shows, for the log. */
export function subjectOf(matches: readonly Match[]): string {
  return `people:${matches.map(match => match.id).join(',')}`
}

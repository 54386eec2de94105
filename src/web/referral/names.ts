import type { Locale, Translate } from '../../i18n/translator.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { ageGroups, spanOf, type AgeBounds, type AgeGroup, type Party } from '../../domain/referral/party.ts'

type Named = { readonly name_kk: string; readonly name_ru: string }

export function nameIn(locale: Locale, one: Named): string {
  return locale === 'kk' ? one.name_kk : one.name_ru
}

export async function organisationName(db: Source, id: string | null, locale: Locale): Promise<string> {
  const found = id === null ? null : await findOrganisation(db, id)
  return found ? nameIn(locale, found) : ''
}

/** How many people of this age. */
export function sayPeople(group: AgeGroup, count: number, ages: AgeBounds, t: Translate): string {
  return t(`referral-people-${group}`, { count, ...spanOf(group, ages) })
}

/** For whom places are asked, in words; says so where none is. */
export function sayParty(party: Party, ages: AgeBounds, t: Translate): string {
  const groups = ageGroups.filter(group => party[group] > 0)
  if (groups.length === 0) return t('referral-no-place-needed')
  return groups.map(group => sayPeople(group, party[group], ages, t)).join(', ')
}

import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import type { Address } from '../../storage/person-detail-store.ts'
import type { Context } from '../http/route.ts'

type Told = { readonly addedAt: string; readonly current: boolean }

/** One address with since when and when it was told; the newest is taken for the one where the person is. */
export function addressModel(
  { locale, t }: Context<unknown, unknown>,
  { text, from_on, note }: Address,
  { addedAt, current }: Told,
) {
  const since = from_on === '' ? '' : t('location-since', { date: formatDate(from_on, locale) })
  const told = t('location-told', { at: formatDateTime(addedAt, locale) })
  return { text, when: [since, told, note].filter(part => part !== '').join(' · '), current }
}

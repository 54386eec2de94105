import { isConsented } from '../../commands/referral/sharing.ts'
import { referralTier } from '../../domain/access/decide-referral.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { standingOf, type ReferralRow } from '../../storage/referral-store.ts'
import { listStays, type StayRow } from '../../storage/stay-store.ts'
import type { Context } from '../http/route.ts'

/** What the sender learns of the work, while she lets it: how far it is, never what is said or where she is. */
export async function statusLines(context: Context<unknown, unknown>, row: ReferralRow): Promise<string[]> {
  const { deps, actor, now, locale, t } = context
  const shared = await isConsented(deps.db.read, row, now)
  if (!shared || (referralTier(actor, standingOf(row, shared)) ?? 0) < 2) return []
  const client = await findClientOfReferral(deps.db.read, row.id)
  if (!client) return []
  const contact = client.first_contact_at
  const stays = await listStays(deps.db.read, client.id)
  return [
    contact ? t('status-reached', { at: formatDateTime(contact, locale) }) : t('status-not-reached-yet'),
    ...(client.state === 'expected' ? [] : [t('status-taken-in')]),
    ...stays.slice(0, 1).flatMap(stay => sayStay(stay, t)),
    ...(client.close_reason === null ? [] : [t('status-closed', { reason: t(`client-close-${client.close_reason}`) })]),
  ]
}

function sayStay(stay: StayRow, t: Context<unknown, unknown>['t']): string[] {
  if (stay.state === 'reserved') return [t('status-place-kept')]
  if (stay.state === 'present') return [t('status-staying')]
  if (stay.state !== 'ended' || stay.follower === null) return []
  return [t('status-left', { follower: t(`follower-${stay.follower}`) })]
}

import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { permits } from '../../domain/access/roles.ts'
import { referralScopeOf } from '../../domain/access/decide-referral.ts'
import { formatDateTime, splitDeadline } from '../../i18n/formats.ts'
import {
  countReferrals,
  listReferrals,
  type ListedReferral,
  type ReferralFilter,
} from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { pageOf, pager } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayParty } from './names.ts'

type Any = Context<unknown, unknown>

const filters = {
  in: { side: 'in', states: ['sent'] },
  out: { side: 'out', states: ['sent', 'refused'] },
  live: { side: 'all', states: ['accepted'] },
  over: { side: 'all', states: ['refused', 'forwarded', 'withdrawn', 'ended'] },
} as const satisfies Record<string, ReferralFilter>
type Shown = keyof typeof filters

/** Tier 1: numbers, states and clocks; no name stands in a list. */
export async function referralListPage(context: Any): Promise<Reply> {
  const { deps, actor, request, t } = context
  const asked = request.query['show']
  const helper = permits(actor.role, 'client.view')
  const shown = (Object.keys(filters) as Shown[]).find(each => each === asked) ?? (helper ? 'in' : 'out')
  const scope = referralScopeOf(actor, 'referral.list')
  const page = pageOf(request)
  const filter = filters[shown]
  const [rows, total] = await Promise.all([
    listReferrals(deps.db.read, scope, filter, page),
    countReferrals(deps.db.read, scope, filter),
  ])
  return {
    kind: 'page',
    view: 'referral/list',
    read: { region: actor.region, subject: `referrals:${actor.organisation}` },
    model: {
      title: t('referral-list-title'),
      empty:
        shown === 'out' && !permits(actor.role, 'referral.make')
          ? t('referral-empty-own')
          : t(`referral-empty-${shown}`),
      writes: permits(actor.role, 'referral.write'),
      tabs: (Object.keys(filters) as Shown[]).map(each => {
        return { text: t(`referral-show-${each}`), href: `/referrals?show=${each}`, current: each === shown }
      }),
      total: t('referral-total', { count: total }),
      pager: pager(context, `/referrals?show=${shown}`, page, total),
      rows: rows.map(row => listedModel(context, row)),
    },
  }
}

export function listedModel({ deps, now, locale, t }: Any, row: ListedReferral) {
  const at = toStamp(now)
  const waits = row.state === 'sent'
  const [from, to] = locale === 'kk' ? [row.from_kk, row.to_kk] : [row.from_ru, row.to_ru]
  return {
    href: `/referrals/${row.id}`,
    number: row.number,
    category: row.urgency,
    categoryText: t(`category-${row.urgency}`),
    state: t(`referral-state-${row.state}`),
    way: t('referral-way', { from, to }),
    party: sayParty(row.party, procedureOf({ ...deps, now }).crisis_centre.ages, t),
    due: waits ? splitDeadline(row.answer_by, at, locale, t) : { day: formatDateTime(row.made_at, locale), left: '' },
    late: waits && row.answer_by < at,
  }
}

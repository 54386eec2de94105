import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { providerScopeOf } from '../../domain/access/decide-client.ts'
import { keptUntil, warnOfStay } from '../../domain/referral/stay.ts'
import { formatDate, formatDateTime, splitDeadline } from '../../i18n/formats.ts'
import { countClients, listClients, type ClientRow } from '../../storage/client-store.ts'
import { findAccount } from '../../storage/account-store.ts'
import { findHoldingStay, type StayRow } from '../../storage/stay-store.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { pageOf, pager } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>
const running = ['expected', 'open'] as const

/** The files of the own organisation: codes, clocks and places; who stands behind a code is inside the file. */
export async function clientListPage(context: Any): Promise<Reply> {
  const { deps, actor, request, t } = context
  const scope = providerScopeOf(actor, 'client.view')
  const closed = request.query['show'] === 'closed'
  const states = closed ? ['closed'] : running
  const page = pageOf(request)
  const [rows, total] = await Promise.all([
    listClients(deps.db.read, scope, states, page),
    countClients(deps.db.read, scope, states),
  ])
  return {
    kind: 'page',
    view: 'client/list',
    read: { region: actor.region, subject: `clients:${actor.organisation}` },
    model: {
      title: t('client-list-title'),
      total: t('client-total', { count: total }),
      tabs: [
        { text: t('client-show-open'), href: '/clients', current: !closed },
        { text: t('client-show-closed'), href: '/clients?show=closed', current: closed },
      ],
      pager: pager(context, closed ? '/clients?show=closed' : '/clients', page, total),
      rows: await Promise.all(rows.map(row => rowModel(context, row))),
    },
  }
}

async function rowModel(context: Any, row: ClientRow) {
  const { deps, now, locale, t } = context
  const at = toStamp(now)
  const stay = await findHoldingStay(deps.db.read, row.id)
  const waits = row.first_contact_at === null && row.state !== 'closed'
  const worker = row.worker_id === null ? null : await findAccount(deps.db.read, row.worker_id)
  return {
    href: `/clients/${row.id}`,
    number: row.number,
    category: row.urgency,
    categoryText: t(`category-${row.urgency}`),
    state: t(`client-state-${row.state}`),
    worker: worker?.display_name ?? t('client-no-worker'),
    due: waits
      ? splitDeadline(row.first_contact_by, at, locale, t)
      : { day: formatDate(row.opened_at, locale), left: '' },
    contact: waits ? t('client-first-contact-due') : '',
    late: waits && row.first_contact_by < at,
    stay: sayHolding(context, stay),
  }
}

/** What holds a place, and that its term comes to an end. */
export function sayHolding({ deps, locale, t, now }: Any, stay: StayRow | null): string {
  if (!stay) return ''
  if (stay.state === 'reserved') {
    const kept = t('stay-reserved', { adults: stay.reserved_adult, children: stay.reserved_child })
    if (stay.reserved_at === null) return kept
    const until = keptUntil(procedureOf({ ...deps, now }).crisis_centre, Temporal.Instant.from(stay.reserved_at))
    return `${kept}, ${t('stay-kept-until', { until: formatDateTime(toStamp(until), locale) })}`
  }
  if (stay.ends_on === null || stay.warn_on === null) return ''
  const warning = warnOfStay({ endsOn: stay.ends_on, warnOn: stay.warn_on }, localDate(now))
  const until = formatDate(stay.ends_on, locale)
  return warning === null ? t('stay-until', { until }) : t(`stay-${warning}`, { until })
}

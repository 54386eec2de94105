import type { Scope } from '../../domain/access/scope.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { latestByLocale } from '../../i18n/latest.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'
import { permits } from '../../domain/access/roles.ts'
import { countQueue, listQueue } from '../../storage/agenda-store.ts'
import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'
import { mostCounted, queuePageOf, queuePager } from './paging.ts'

const listedTexts = latestByLocale<string>(5_000)

/** The queue needs numbers, categories and clocks, no names: it stays at T1 for every role. */
export async function queuePage(context: Context<unknown, unknown>, scope: Scope): Promise<Reply> {
  const { deps, actor, request, now, locale, t } = context
  const at = toStamp(now)
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(now))
  const page = queuePageOf(request)
  const rows = await listQueue(deps.db.read, scope, at, page)
  const whole = page.number === 1 && rows.length < page.limit
  const total = whole ? rows.length : await countQueue(deps.db.read, scope, at, mostCounted)
  const opens = permits(actor.role, 'case.view')
  return {
    kind: 'page',
    view: 'queue/queue',
    read: { region: actor.region, subject: `queue:${actor.district ?? actor.region}` },
    model: {
      title: t('queue-title'),
      total: total < mostCounted ? t('queue-total', { count: total }) : t('queue-total-more', { count: total - 1 }),
      pager: queuePager(context, page, rows, total),
      rows: rows.map(row => ({
        href: opens ? `/cases/${row.case_id}` : '',
        number: row.number,
        category: row.category,
        categoryText: t(`category-${row.category}`),
        provisional: row.provisional === 1 ? t('provisional') : '',
        reasons: row.reasons.map(
          code => procedure.listing.criteria.find(one => one.code === code)?.text[locale] ?? code,
        ),
        listed: sayListed(row.listed_at, locale, t),
        hearBy: formatDeadline(row.hear_by, at, locale, t),
        late: row.hear_by < at,
      })),
    },
  }
}

function sayListed(at: string, locale: Locale, t: Translate): string {
  return listedTexts[locale].get(at, () => t('queue-listed', { at: formatDateTime(at, locale) }))
}

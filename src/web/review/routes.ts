import { z } from 'zod'
import { acknowledgeNotice } from '../../commands/own-person/acknowledge-notice.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { countNotices, listNotices } from '../../storage/own-person-store.ts'
import { refusalOf } from '../http/form.ts'
import { pageOf, pager } from '../http/paging.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})

/** Cases that were closed to the program's own people, for whoever looks at them from outside. */
async function page(context: Context<unknown, unknown>): Promise<Reply> {
  const { deps, actor, request, locale, t } = context
  const asked = pageOf(request)
  const scope = scopeOf(actor, 'review.view')
  const [rows, total] = await Promise.all([listNotices(deps.db.read, scope, asked), countNotices(deps.db.read, scope)])
  return {
    kind: 'page',
    view: 'review/notices',
    read: { region: actor.region, subject: `review:${actor.region}` },
    model: {
      title: t('review-title'),
      pager: pager(context, '/review', asked, total),
      rows: rows.map(row => ({
        id: row.id,
        number: row.number,
        href: `/cases/${row.case_id}`,
        category: row.category,
        categoryText: t(`category-${row.category}`),
        told: t('review-told', { at: formatDateTime(row.told_at, locale) }),
        seen: row.seen_at === null ? '' : t('review-seen', { at: formatDateTime(row.seen_at, locale) }),
      })),
    },
  }
}

export const reviewRoutes = [
  route({
    method: 'get',
    path: '/review',
    permission: 'review.view',
    audit: { read: 'review.viewed' },
    params: none,
    body: none,
    handler: page,
  }),
  route({
    method: 'post',
    path: '/review/:id/acknowledge',
    permission: 'review.view',
    audit: { change: 'notice.acknowledged' },
    params: oneId,
    body: none,
    handler: async ({ deps, actor, params, now }) => {
      const done = await acknowledgeNotice({ ...deps, now }, actor, params.id)
      if (done.ok || done.faults.some(fault => fault.code === 'already_acknowledged')) {
        return { kind: 'redirect', to: '/review' }
      }
      return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
    },
  }),
]

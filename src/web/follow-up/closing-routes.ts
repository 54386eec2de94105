import { z } from 'zod'
import { closeCase } from '../../commands/follow-up/close-case.ts'
import { readClosable } from '../../commands/follow-up/read-closable.ts'
import { permits, type Permission } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import type { Obstacle } from '../../domain/follow-up/closing.ts'
import { formatDate } from '../../i18n/formats.ts'
import { findClosing, listOpenCases } from '../../storage/case-closing-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { showCase } from '../case/show-case.ts'
import { formModel, refusalOf, summaryOf, type Typed } from '../http/form.ts'
import { pageOf, pageSize } from '../http/paging.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const params = oneId
const none = z.looseObject({})
type Any = Context<unknown, unknown>
type OfCase = Context<{ id: string }, unknown>

async function closingPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, now, locale, t } = context
  const { obstacles } = await readClosable({ ...deps, now }, deps.db.read, one)
  const closing = one.state === 'open' ? null : await findClosing(deps.db.read, one.id)
  const until = closing?.supervised_until
  const fields = [{ name: 'reason', label: t('closing-reason'), type: 'area' as const }]
  const action = `/cases/${one.id}/closing`
  const sketch = { form: 'closing', action, title: t('closing-do'), submit: t('closing-do'), fields }
  const closes = one.state === 'open' && obstacles.length === 0
  return {
    kind: 'page',
    view: 'follow-up/closing',
    status: typed ? 422 : 200,
    at: action,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('closing-title', { number: one.number }),
      back: `/cases/${one.id}`,
      state: t(`case-state-${one.state}`),
      until: until ? t('closing-until', { date: formatDate(until, locale) }) : '',
      obstacles: one.state === 'open' ? obstacles.map(code => obstacleModel(context, one.id, code)) : [],
      faults: summaryOf(typed, t),
      forms: closes || typed ? [formModel(sketch, typed, t)] : [],
    },
  }
}

/** What stands in the way, and the page where it is done. */
function obstacleModel({ actor, t }: Any, caseId: string, code: Obstacle) {
  const [permission, href] = doneAt[code]
  return {
    text: t(`fault-${code.replaceAll('_', '-')}`),
    href: permits(actor.role, permission) ? href(caseId) : '',
  }
}

const doneAt: Readonly<Record<Obstacle, readonly [permission: Permission, href: (caseId: string) => string]>> = {
  order_in_force: ['order.view', id => `/cases/${id}/orders`],
  action_open: ['case.view', id => `/cases/${id}`],
  category_high: ['case.reassess', id => `/cases/${id}/reassessment`],
  no_contact: ['contact.record', id => `/cases/${id}/contacts`],
  approval_open: ['raise.acknowledge', () => '/approvals'],
}

function show(context: OfCase, typed: Typed | null): Promise<Reply> {
  return showCase(context, { action: 'case.close', caseId: context.params.id }, one => closingPage(context, one, typed))
}

/** The open cases of the district, the lowest categories first, and what stands in the way of closing each. */
async function listPage(context: Any): Promise<Reply> {
  const { deps, actor, request, now, locale, t } = context
  const page = pageOf(request)
  const rows = await listOpenCases(deps.db.read, scopeOf(actor, 'case.close'), page)
  const shown = rows.map(async row => {
    const { obstacles } = await readClosable({ ...deps, now }, deps.db.read, row)
    return {
      href: `/cases/${row.id}/closing`,
      number: row.number,
      category: row.category,
      categoryText: t(`category-${row.category}`),
      opened: t('case-opened', { at: formatDate(row.opened_at, locale) }),
      obstacles: obstacles.map(code => t(`fault-${code.replaceAll('_', '-')}`)),
    }
  })
  return {
    kind: 'page',
    view: 'follow-up/closable',
    read: { region: actor.region, subject: `cases:${actor.district ?? actor.region}` },
    model: {
      title: t('closable-title'),
      rows: await Promise.all(shown),
      after: rows.length === pageSize ? `/closing?page=${page.number + 1}` : '',
    },
  }
}

export const closingRoutes = [
  route({
    method: 'get',
    path: '/closing',
    permission: 'case.close',
    audit: { read: 'case.listed' },
    params: none,
    body: none,
    handler: listPage,
  }),
  route({
    method: 'get',
    path: '/cases/:id/closing',
    permission: 'case.close',
    audit: { read: 'case.viewed' },
    params,
    body: none,
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/closing',
    permission: 'case.close',
    audit: { change: 'case.closed' },
    params,
    body: z.strictObject({ reason: z.string().max(5000).default('') }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await closeCase({ ...deps, now }, actor, { caseId: asked.id, reason: body.reason })
      if (done.ok) return { kind: 'redirect', to: `/cases/${asked.id}/closing` }
      return refusalOf(done.faults) ?? show(context, { form: 'closing', fields: body, faults: done.faults })
    },
  }),
]

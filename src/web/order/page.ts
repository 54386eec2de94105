import { orderRuleOf } from '../../commands/order/order-rule.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Scope } from '../../domain/access/scope.ts'
import { isInForce } from '../../domain/order/order-term.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import {
  countOrders,
  listBreaches,
  listCaseOrders,
  listOrders,
  listReleases,
  openAct,
  openBreach,
  orderOf,
  type ListedOrder,
  type OrderRow,
} from '../../storage/order-store.ts'
import { voidedIds } from '../../storage/correction-store.ts'
import { listEntries } from '../../storage/reference-store.ts'
import { formPage, type Typed } from '../http/form.ts'
import { pageOf, pager } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { newOrderForm, orderForms, releaseForm } from './order-forms.ts'

type Any = Context<unknown, unknown>

/** The orders of one case, its releases, and the forms by which they are told. */
export async function caseOrdersPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const rows = await listCaseOrders(deps.db.read, one.id)
  const voided = await voidedIds(deps.db.read, one.id)
  const releases = await listReleases(deps.db.read, one.id)
  const standing = rows.filter(row => !voided.has(row.id))
  const records = permits(actor.role, 'order.record') && one.state === 'open'
  const sketches = records
    ? [
        newOrderForm(one.id, t),
        ...standing.flatMap(row => orderForms(row, binds(context, row), t)),
        releaseForm(one.id, t),
      ]
    : []
  return formPage(context, typed, {
    view: 'order/case-orders',
    at: `/cases/${one.id}/orders`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('orders-of-case', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      orders: await Promise.all(rows.map(row => orderModel(context, one, row, voided.has(row.id) ? 1 : 0))),
      releases: releases.map(row => t('release-line', { date: formatDate(row.released_on, locale) })),
    },
    forms: sketches,
  })
}

async function orderModel(context: Any, one: CaseRow, row: OrderRow, voided: 0 | 1) {
  const { deps, locale, t } = context
  const { number, issuer } = await openAct(deps.db, one.key_id, row)
  const breaches = (await listBreaches(deps.db.read, one.id)).filter(breach => breach.order_id === row.id)
  return {
    ...lineOf(context, { ...row, voided }),
    number: t('order-act', { number, issuer }),
    basis: await basisOf(context, row.legal_basis_id),
    weapons: row.weapons === null ? '' : t(`weapons-${row.weapons}`),
    breaches: await Promise.all(
      breaches.map(async breach => ({
        at: t('breach-line', { at: formatDateTime(breach.happened_at, locale) }),
        account: await openBreach(deps.db, one.key_id, breach),
      })),
    ),
  }
}

async function basisOf({ deps, locale }: Any, id: string | null): Promise<string> {
  if (id === null) return ''
  const entry = (await listEntries(deps.db.read, 'legal_basis')).find(each => each.id === id)
  return (locale === 'kk' ? entry?.content.text_kk : entry?.content.text_ru) ?? ''
}

function lineOf(context: Any, row: Omit<ListedOrder, 'number' | 'category'>) {
  const { locale, t } = context
  const bound = row.voided === 0 && binds(context, row)
  return {
    kind: t(`order-kind-${row.kind}`),
    issued: t('order-issued', { date: formatDate(row.issued_on, locale) }),
    term: sayTerm(context, row),
    state: row.voided === 1 ? t('voided-mark') : bound ? t('order-in-force') : '',
    repeat: row.serial > 1 ? t('order-repeat', { count: row.serial }) : '',
  }
}

function sayTerm({ locale, t }: Any, row: Pick<OrderRow, 'ended_at' | 'ends_at' | 'handed_at'>): string {
  if (row.ended_at !== null) return t('order-ended', { at: formatDateTime(row.ended_at, locale) })
  if (row.ends_at !== null) return t('order-until', { at: formatDateTime(row.ends_at, locale) })
  return row.handed_at === null ? t('order-not-handed') : t('order-no-end')
}

function binds({ deps, now }: Any, row: Omit<OrderRow, 'sealed_act'>): boolean {
  const order = orderOf(row)
  return isInForce(order, orderRuleOf({ ...deps, now }, order.kind).terms, now, deps.calendar.zone)
}

/** The register: numbers of cases, kinds and terms, no name and no number of an act. */
export async function registerPage(context: Any, scope: Scope): Promise<Reply> {
  const { deps, actor, request, t } = context
  const page = pageOf(request)
  const [rows, total] = await Promise.all([listOrders(deps.db.read, scope, page), countOrders(deps.db.read, scope)])
  return {
    kind: 'page',
    view: 'order/register',
    read: { region: actor.region, subject: `orders:${actor.district ?? actor.region}` },
    model: {
      title: t('orders-title'),
      total: t('orders-total', { count: total }),
      pager: pager(context, '/orders', page, total),
      rows: rows.map(row => ({ ...lineOf(context, row), number: row.number, href: `/cases/${row.case_id}/orders` })),
    },
  }
}

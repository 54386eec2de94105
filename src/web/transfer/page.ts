import { sitsAtTransfer } from '../../commands/case/transfer-work.ts'
import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { isRegion } from '../../domain/reference/place.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import type { Translate } from '../../i18n/translator.ts'
import { listColleagues } from '../../storage/absence-store.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import {
  listCaseTransfers,
  listIncoming,
  openTransfer,
  type ListedTransfer,
  type TransferRow,
} from '../../storage/case-transfer-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formModel, summaryOf, type FormSketch, type Typed } from '../http/form.ts'
import { pageSize } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces, placeName, type Places } from '../reference/places.ts'

type Any = Context<unknown, unknown>

/** The proposals of one case, and the form for a new one. */
export async function caseTransferPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const rows = await listCaseTransfers(deps.db.read, one.id)
  const places = await loadPlaces(context)
  const codes = places.now.map(each => each.code).filter(code => !isRegion(code) && code !== one.district)
  const options = codes.map(value => ({ value, text: placeName(places, value, locale) }))
  const waits = rows.some(row => row.state === 'proposed')
  const proposes = permits(actor.role, 'transfer.propose') && one.state === 'open' && !waits
  const fields = [
    { name: 'district', label: t('transfer-to'), type: 'choice', options },
    { name: 'reason', label: t('transfer-reason'), type: 'area' },
  ] as const
  const about = { title: t('transfer-propose'), submit: t('transfer-send') }
  const sketch = { form: 'transfer', action: `/cases/${one.id}/transfer`, ...about, fields }
  return {
    kind: 'page',
    view: 'transfer/case-transfer',
    status: typed ? 422 : 200,
    at: `/cases/${one.id}/transfer`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('transfer-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      faults: summaryOf(typed, t),
      empty: permits(actor.role, 'transfer.propose') ? t('transfer-empty') : t('transfer-empty-officer'),
      rows: await Promise.all(rows.map(row => transferModel(context, places, one, row))),
      forms: proposes ? [formModel(sketch, typed, t)] : [],
    },
  }
}

async function transferModel(context: Any, places: Places, one: CaseRow, row: TransferRow) {
  const { deps, actor, locale, t } = context
  const taker = row.answered_by === null ? null : await findAccount(deps.db.read, row.answered_by)
  const own = row.state === 'proposed' && permits(actor.role, 'transfer.propose')
  return {
    head: t('transfer-line', {
      from: placeName(places, row.from_district, locale),
      to: placeName(places, row.to_district, locale),
      at: formatDateTime(row.proposed_at, locale),
    }),
    state: t(`transfer-state-${row.state}`),
    by:
      taker && row.answered_at
        ? t('transfer-answered', { name: taker.display_name, at: formatDateTime(row.answered_at, locale) })
        : '',
    reason: await openTransfer(deps.db, one.key_id, row, 'sealed_reason'),
    answer: await openTransfer(deps.db, one.key_id, row, 'sealed_answer'),
    withdraw: own ? `/transfers/${row.id}/withdraw` : '',
  }
}

/** What other districts propose to the own one: numbers and categories, because the cases are not its own yet. */
export async function incomingPage(context: Any, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const heads = permits(actor.role, 'transfer.entrust')
  const rows = await listAnswerable(context, heads)
  const places = await loadPlaces(context)
  const colleagues = heads ? await listColleagues(deps.db.read, actor.organisation) : []
  const inspectors = colleagues.filter(one => one.active === 1 && one.role === 'inspector')
  const names = new Map(colleagues.map(one => [one.id, one.display_name]))
  const forms = rows.flatMap(row => [
    refusalForm(row, t),
    ...(inspectors.length > 0 ? [entrustForm(row, inspectors, t)] : []),
  ])
  return {
    kind: 'page',
    view: 'transfer/incoming',
    status: typed ? 422 : 200,
    at: '/transfers',
    read: { region: actor.region, subject: `transfers:${actor.district ?? actor.region}` },
    model: {
      title: t('transfers-title'),
      empty: heads ? t('transfers-empty') : t('transfers-empty-officer'),
      faults: summaryOf(typed, t),
      rows: rows.map(row => incomingModel(context, places, row, names.get(row.named_id ?? '') ?? '')),
      forms: forms.map(sketch => formModel(sketch, typed, t)),
    },
  }
}

/** A head sees all that waits for the unit, an inspector what he or she has to answer. */
async function listAnswerable({ deps, actor, now }: Any, heads: boolean): Promise<ListedTransfer[]> {
  const { read } = deps.db
  const rows = await listIncoming(read, scopeOf(actor, 'transfer.answer'), { limit: pageSize, offset: 0 })
  if (heads) return rows
  const own = await Promise.all(rows.map(row => sitsAtTransfer({ ...deps, now }, read, actor, row.id)))
  return rows.filter((_, place) => own[place])
}

function incomingModel({ now, locale, t }: Any, places: Places, row: ListedTransfer, named: string) {
  return {
    id: row.id,
    number: row.number,
    category: row.category,
    categoryText: t(`category-${row.category}`),
    from: t('transfer-from', { from: placeName(places, row.from_district, locale) }),
    at: formatDateTime(row.proposed_at, locale),
    due: row.due_at === null ? '' : t('transfer-due', { due: formatDeadline(row.due_at, toStamp(now), locale, t) }),
    named: named === '' ? '' : t('transfer-named', { name: named }),
  }
}

function refusalForm(row: ListedTransfer, t: Translate): FormSketch {
  const field = { name: 'reason', label: t('transfer-why-refused'), type: 'area' } as const
  const about = { title: t('transfer-refuse', { number: row.number }), submit: t('transfer-refuse-send') }
  return { form: `refusal-${row.id}`, action: `/transfers/${row.id}/refuse`, ...about, fields: [field] }
}

type Colleague = { readonly id: string; readonly display_name: string }

function entrustForm(row: ListedTransfer, inspectors: readonly Colleague[], t: Translate): FormSketch {
  const options = inspectors.map(one => ({ value: one.id, text: one.display_name }))
  const chosen = row.named_id === null ? {} : { value: row.named_id }
  const field = { name: 'to', label: t('transfer-entrust-to'), type: 'choice', options, ...chosen } as const
  const about = { title: t('transfer-entrust', { number: row.number }), submit: t('transfer-entrust-save') }
  return { form: `entrust-${row.id}`, action: `/transfers/${row.id}/entrust`, ...about, fields: [field] }
}

import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { isRegion } from '../../domain/reference/place.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listCaseTransfers, listIncoming, openTransfer, type TransferRow } from '../../storage/case-transfer-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formPage, type Typed } from '../http/form.ts'
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
  return formPage(context, typed, {
    view: 'transfer/case-transfer',
    at: `/cases/${one.id}/transfer`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('transfer-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      empty: permits(actor.role, 'transfer.propose') ? t('transfer-empty') : t('transfer-empty-officer'),
      rows: await Promise.all(rows.map(row => transferModel(context, places, one, row))),
    },
    forms: proposes ? [sketch] : [],
  })
}

async function transferModel(context: Any, places: Places, one: CaseRow, row: TransferRow) {
  const { deps, actor, locale, t } = context
  const own = row.state === 'proposed' && permits(actor.role, 'transfer.propose')
  return {
    head: t('transfer-line', {
      from: placeName(places, row.from_district, locale),
      to: placeName(places, row.to_district, locale),
      at: formatDateTime(row.proposed_at, locale),
    }),
    state: t(`transfer-state-${row.state}`),
    reason: await openTransfer(deps.db, one.key_id, row, 'sealed_reason'),
    answer: await openTransfer(deps.db, one.key_id, row, 'sealed_answer'),
    withdraw: own ? `/transfers/${row.id}/withdraw` : '',
  }
}

/** What other districts propose to the own one: numbers and categories, because the cases are not its own yet. */
export async function incomingPage(context: Any, typed: Typed | null): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const scope = scopeOf(actor, 'transfer.answer')
  const rows = await listIncoming(deps.db.read, scope, { limit: pageSize, offset: 0 })
  const places = await loadPlaces(context)
  return formPage(context, typed, {
    view: 'transfer/incoming',
    at: '/transfers',
    read: { region: actor.region, subject: `transfers:${actor.district ?? actor.region}` },
    model: {
      title: t('transfers-title'),
      rows: rows.map(row => ({
        id: row.id,
        number: row.number,
        category: row.category,
        categoryText: t(`category-${row.category}`),
        from: t('transfer-from', { from: placeName(places, row.from_district, locale) }),
        at: formatDateTime(row.proposed_at, locale),
      })),
    },
    forms: rows.map(row => {
      const field = { name: 'reason', label: t('transfer-why-refused'), type: 'area' } as const
      const about = { title: t('transfer-refuse', { number: row.number }), submit: t('transfer-refuse-send') }
      return { form: `refusal-${row.id}`, action: `/transfers/${row.id}/refuse`, ...about, fields: [field] }
    }),
  })
}

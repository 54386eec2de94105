import { decide } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listCaseAssessments } from '../../storage/assessment-store.ts'
import { findCase, listIncidents, type CaseRow } from '../../storage/case-store.ts'
import {
  findSwapInto,
  listCaseCorrections,
  openCorrection,
  voidedIds,
  type CorrectionRow,
} from '../../storage/correction-store.ts'
import { listCaseOrders } from '../../storage/order-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>

/** What was put right in a case and what can be asked for. */
export async function correctionsPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const rows = await listCaseCorrections(deps.db.read, one.id)
  const asks = permits(actor.role, 'correction.ask') && one.state === 'open'
  return formPage(context, typed, {
    view: 'correction/corrections',
    at: `/cases/${one.id}/corrections`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('corrections-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      rows: await Promise.all(rows.map(row => lineOf(context, one, row))),
      links: await swapLinks(context, one, rows),
    },
    forms: asks ? [await sketchOf(context, one)] : [],
  })
}

async function lineOf({ deps, locale, t }: Any, one: CaseRow, row: CorrectionRow) {
  const open = (column: 'sealed_reason' | 'sealed_answer') => openCorrection(deps.db, one.key_id, row, column)
  return {
    what: row.kind === 'swap' ? t('correction-swap') : t(`correction-target-${row.target_kind}`),
    state: t(`correction-state-${row.state}`),
    asked: t('correction-asked-at', { at: formatDateTime(row.asked_at, locale) }),
    decided: row.decided_at === null ? '' : t('correction-decided-at', { at: formatDateTime(row.decided_at, locale) }),
    reason: await open('sealed_reason'),
    answer: await open('sealed_answer'),
  }
}

/** All that can be voided, by its time, the last first. */
async function sketchOf({ deps, locale, t }: Any, one: CaseRow): Promise<FormSketch> {
  const { read } = deps.db
  const gone = await voidedIds(read, one.id)
  const line = (kind: string, id: string, at: string) => {
    return { value: `void.${kind}.${id}`, text: `${t(`correction-target-${kind}`)}, ${formatDateTime(at, locale)}` }
  }
  const assessments = (await listCaseAssessments(read, one.id)).filter(row => !gone.has(row.id))
  const incidents = (await listIncidents(read, one.id)).filter(row => !gone.has(row.id))
  const orders = (await listCaseOrders(read, one.id)).filter(row => !gone.has(row.id))
  const options = [
    { value: '', text: t('correction-choose') },
    ...assessments.map(row => line('assessment', row.id, row.submitted_at)),
    ...incidents.map(row => line('incident', row.id, row.happened_at)),
    ...orders.map(row => line('order', row.id, row.recorded_at)),
    line('case', one.id, one.opened_at),
    { value: `swap.case.${one.id}`, text: t('correction-swap') },
  ]
  return {
    form: 'correction',
    action: `/cases/${one.id}/corrections`,
    title: t('correction-ask'),
    submit: t('correction-send'),
    fields: [
      { name: 'target', label: t('correction-what'), type: 'choice', options },
      { name: 'reason', label: t('correction-reason'), type: 'area' },
    ],
  }
}

/** The case that faces the right way, and the one that this was made from. */
export async function swapLinks({ deps, actor, now, t }: Any, one: CaseRow, rows: readonly CorrectionRow[]) {
  const into = await findSwapInto(deps.db.read, one.id)
  const to = rows.flatMap(row =>
    row.made_case_id === null ? [] : [{ id: row.made_case_id, text: 'swap-to' as const }],
  )
  const both = [...to, ...(into ? [{ id: into.case_id, text: 'swap-from' as const }] : [])]
  const lines = both.map(async ({ id, text }) => {
    const other = await findCase(deps.db.read, id, toStamp(now))
    const seen = other && decide(actor, 'case.view', other, 1) === 'allowed'
    return seen ? [{ href: `/cases/${id}`, text: t(text, { number: other.number }) }] : []
  })
  return (await Promise.all(lines)).flat()
}

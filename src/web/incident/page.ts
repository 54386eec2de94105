import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { decide } from '../../domain/access/decide.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import { listIncidents, openIncident, type CaseRow } from '../../storage/case-store.ts'
import { countChronology, listChronology, type ChronologyEntry } from '../../storage/chronology-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import { pageOf, pager } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces, placeName, type Places } from '../reference/places.ts'
import type { Translate } from '../../i18n/translator.ts'

type Any = Context<unknown, unknown>

function incidentFields(t: Translate): FormSketch['fields'] {
  return [
    { name: 'happened_at', label: t('incident-at'), type: 'datetime-local' },
    { name: 'account', label: t('incident-account'), type: 'area' },
  ]
}

/** For any agency that hears of a further incident in a case that it knows by number. */
export function reportPage(context: Any, typed: Typed | null, stored: boolean): Reply {
  const { t } = context
  const fields = [
    { name: 'number', label: t('incident-number'), type: 'text' as const },
    { name: 'surname', label: t('incident-surname'), type: 'text' as const },
    ...incidentFields(t),
  ]
  const sketch = { form: 'incident', action: '/incidents', title: t('incident-report'), submit: t('incident-send') }
  return formPage(context, typed, {
    view: 'incident/report',
    at: '/incidents',
    model: {
      title: t('incident-report'),
      stored: stored ? t('incident-stored') : '',
    },
    forms: [{ ...sketch, fields, open: true }],
  })
}

/** Everything that happened in the case, whoever recorded it; the accounts of incidents for who may read them. */
export async function chronologyPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, request, t } = context
  const page = pageOf(request)
  const scope = scopeOf(actor, 'chronology.view')
  const [entries, total] = await Promise.all([
    listChronology(deps.db.read, scope, one.id, page),
    countChronology(deps.db.read, scope, one.id),
  ])
  const [accounts, places] = await Promise.all([openAccounts(context, one), loadPlaces(context)])
  const adds = permits(actor.role, 'incident.add') && one.state !== 'voided'
  const action = `/cases/${one.id}/incidents`
  const sketch = { form: 'incident', action, title: t('incident-add'), submit: t('incident-save') }
  return formPage(context, typed, {
    view: 'incident/chronology',
    at: `/cases/${one.id}/chronology`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('chronology-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      pager: pager(context, `/cases/${one.id}/chronology`, page, total),
      rows: entries.map(entry => entryModel(context, entry, { accounts, places })),
    },
    forms: adds ? [{ ...sketch, fields: incidentFields(t) }] : [],
  })
}

/** Tier 3. */
async function openAccounts({ deps, actor }: Any, one: CaseRow): Promise<ReadonlyMap<string, string>> {
  if (decide(actor, 'chronology.view', one, 3) !== 'allowed') return new Map()
  const rows = await listIncidents(deps.db.read, one.id)
  return new Map(
    await Promise.all(rows.map(async row => [row.id, await openIncident(deps.db, one.key_id, row)] as const)),
  )
}

function entryModel(
  context: Any,
  entry: ChronologyEntry,
  { accounts, places }: { readonly accounts: ReadonlyMap<string, string>; readonly places: Places },
) {
  const { locale, t } = context
  return {
    at: formatDateTime(entry.at, locale),
    kind: t(`chronology-${entry.kind}`),
    voided: entry.voided === 1 ? t('voided-mark') : '',
    said: sayEntry(context, places, entry),
    agency: entry.agency === '' ? '' : t(`organisation-kind-${entry.agency}`),
    account: entry.kind === 'incident' ? (accounts.get(entry.id) ?? '') : '',
  }
}

function sayEntry({ deps, now, locale, t }: Any, places: Places, { kind, code, state }: ChronologyEntry): string {
  if (kind === 'assessment') return `${t(`category-${code}`)} · ${t(`assessment-kind-${state}`)}`
  if (kind === 'hearing')
    return [t(`hearing-kind-${code}`), state === 'consent' ? t('item-consent') : ''].filter(Boolean).join(' · ')
  if (kind === 'listing') return t(`category-${code}`)
  if (kind === 'transfer') return t('transfer-to-place', { place: placeName(places, code, locale) })
  if (kind === 'order') return t(`order-kind-${code}`)
  if (kind === 'release') return formatDate(code, locale)
  if (kind === 'consent') return `${t(`organisation-kind-${code}`)} · ${t(`consent-${state}`)}`
  if (kind === 'override') return `${t(`organisation-kind-${code}`)} · ${t(`override-ground-${state}`)}`
  if (kind !== 'measure') return ''
  const { procedure } = chooseDefinitions(deps.questionnaires, toStamp(now).slice(0, 10))
  const text = procedure.measures.find(one => one.code === code)?.text[locale] ?? code
  return `${text} · ${t(`measure-state-${state}`)}`
}

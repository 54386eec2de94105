import { startOfDay, type WorkingCalendar } from '../../domain/calendar/due.ts'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import type { SpreadsheetTable } from '../../documents/write-spreadsheet.ts'
import { tableBlock, textBlocks } from '../../documents/printed-document.ts'
import { actionStates } from '../../domain/conference/action.ts'
import { withholdSmall, type Shown } from '../../domain/statistics/withhold-small.ts'
import { formatDate } from '../../i18n/formats.ts'
import { createTranslator, type Locale, type Translate } from '../../i18n/translator.ts'
import { countActions, countHeard, countSittings, type DistrictCount } from '../../storage/conference-report.ts'
import { toStamp } from '../../storage/stamp.ts'
import { figureModel } from '../figures/figure-model.ts'
import type { Reply } from '../http/route.ts'
import { loadPlaces, placeName, type Places } from '../reference/places.ts'
import type { Any } from './shared.ts'

export type Half = { readonly year: number; readonly half: 1 | 2 }

/** `?half=2026-1`; anything else is the half-year that runs. */
export function halfOf({ deps, request, now }: Any): Half {
  const asked = /^(20\d\d)-([12])$/.exec(String(request.query['half'] ?? ''))
  if (asked) return { year: Number(asked[1]), half: asked[2] === '1' ? 1 : 2 }
  const today = now.toZonedDateTimeISO(deps.calendar.zone)
  return { year: today.year, half: today.month <= 6 ? 1 : 2 }
}

type Table = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly district: string; readonly figures: readonly Figure[] }[]
  readonly totals: readonly Figure[]
}
type Figure = { readonly text: string; readonly said: string; readonly value: number | null }

const sent = actionStates.filter(state => state !== 'draft')
const kinds = ['new', 'repeat'] as const
const sittingKinds = ['ordinary', 'extraordinary'] as const

/**
 * The report of plan item 1.6: figures by district and nothing else; small ones are withheld before anything is said.
 * A case that is closed to the reader is in none of them.
 */
export async function reportTables(context: Any, locale: Locale, half: Half): Promise<Table[]> {
  const { deps, actor } = context
  const between = { region: actor.region, ...spanOf(half, deps.calendar) }
  const t = createTranslator(locale)
  const places = await loadPlaces(context)
  const [sittings, heard, actions] = await Promise.all([
    countSittings(deps.db.read, between),
    countHeard(deps.db.read, actor, between),
    countActions(deps.db.read, actor, between),
  ])
  const say = { locale, t, places }
  return [
    plainTable(say, t('report-sittings'), sittings),
    withheldTable(
      say,
      t('report-heard'),
      kinds.map(code => [code, t(`item-kind-${code}`)]),
      heard,
    ),
    withheldTable(
      say,
      t('report-actions'),
      sent.map(code => [code, t(`action-state-${code}`)]),
      actions,
    ),
  ]
}

type Say = { readonly locale: Locale; readonly t: Translate; readonly places: Places }

function daysOf({ year, half }: Half): { first: Temporal.PlainDate; last: Temporal.PlainDate } {
  const first = Temporal.PlainDate.from({ year, month: half === 1 ? 1 : 7, day: 1 })
  return { first, last: first.add({ months: 6 }).subtract({ days: 1 }) }
}

function spanOf(half: Half, { zone }: WorkingCalendar): { from: string; to: string } {
  const { first, last } = daysOf(half)
  return { from: toStamp(startOfDay(first, zone)), to: toStamp(startOfDay(last.add({ days: 1 }), zone)) }
}

function titleOf(half: Half, locale: Locale): string {
  const { first, last } = daysOf(half)
  const days = { from: formatDate(first.toString(), locale), to: formatDate(last.toString(), locale) }
  return createTranslator(locale)('report-title', days)
}

function districtsOf(counts: readonly DistrictCount[]): string[] {
  return [...new Set(counts.map(one => one.district))].sort()
}

function countOf(counts: readonly DistrictCount[], district: string, code: string): number {
  return counts.find(one => one.district === district && one.code === code)?.count ?? 0
}

/** Sittings are no people: their number singles out nobody. */
function plainTable({ locale, t, places }: Say, title: string, counts: readonly DistrictCount[]): Table {
  const plain = (value: number) => ({ text: value.toLocaleString(locale), said: '', value })
  const rows = districtsOf(counts).map(district => sittingKinds.map(code => countOf(counts, district, code)))
  const sum = (row: readonly number[]) => row.reduce((total, value) => total + value, 0)
  const columns = sittingKinds.map((_, at) => sum(rows.map(row => row[at] ?? 0)))
  return {
    title,
    columns: sittingKinds.map(code => t(`sitting-kind-${code}`)),
    rows: districtsOf(counts).map((district, at) => {
      const row = rows[at] ?? []
      return { district: placeName(places, district, locale), figures: [...row, sum(row)].map(plain) }
    }),
    totals: [...columns, sum(columns)].map(plain),
  }
}

function withheldTable(
  { locale, t, places }: Say,
  title: string,
  codes: readonly (readonly [string, string])[],
  counts: readonly DistrictCount[],
): Table {
  const districts = districtsOf(counts)
  const shown = withholdSmall(districts.map(district => codes.map(([code]) => countOf(counts, district, code))))
  const figures = (row: readonly Shown[], total: Shown) => {
    return [...row, total].map(one => {
      return { ...figureModel({ locale, t }, one), value: typeof one === 'number' ? one : null }
    })
  }
  return {
    title,
    columns: codes.map(([, text]) => text),
    rows: shown.cells.map((row, at) => ({
      district: placeName(places, districts[at] ?? '', locale),
      figures: figures(row, shown.rowTotals[at] ?? 'withheld'),
    })),
    totals: figures(shown.columnTotals, shown.total),
  }
}

export async function reportPage(context: Any): Promise<Reply> {
  const { actor, locale, t } = context
  const half = halfOf(context)
  return {
    kind: 'page',
    view: 'conference/report',
    read: { region: actor.region, subject: `commission_report:${actor.region}` },
    model: {
      title: titleOf(half, locale),
      query: `?half=${half.year}-${half.half}`,
      halves: halvesAround(half).map(one => ({
        href: `/commission-report?half=${one.year}-${one.half}`,
        text: t('report-half', { half: one.half, year: String(one.year) }),
        current: one.year === half.year && one.half === half.half,
      })),
      tables: await reportTables(context, locale, half),
    },
  }
}

function halvesAround({ year }: Half): Half[] {
  return [year - 1, year].flatMap(each => [1, 2].map(half => ({ year: each, half: half === 1 ? 1 : 2 }) as const))
}

/** The report as a paper, Kazakh first. */
export async function reportDocument(context: Any): Promise<PrintedDocument> {
  const half = halfOf(context)
  const blocks = []
  for (const locale of ['kk', 'ru'] as const) {
    const t = createTranslator(locale)
    if (locale === 'ru') blocks.push({ kind: 'heading', text: titleOf(half, 'ru') } as const)
    for (const table of await reportTables(context, locale, half)) {
      const head = [t('figures-district'), ...table.columns, t('figures-total')]
      const rows = table.rows.map(row => [row.district, ...row.figures.map(figure => figure.text)])
      const totals = [t('figures-total'), ...table.totals.map(figure => figure.text)]
      blocks.push(...tableBlock(table.title, head, rows.length > 0 ? [...rows, totals] : []))
      if (rows.length === 0) blocks.push(...textBlocks(`${table.title}: ${t('report-none')}`))
    }
    blocks.push(...textBlocks(t('figures-note')))
  }
  return { language: 'kk', mark: '', title: titleOf(half, 'kk'), blocks, footer: '' }
}

/** The report as a spreadsheet in the language of the page. */
export async function reportSheets(context: Any): Promise<SpreadsheetTable[]> {
  const { locale, t } = context
  const tables = await reportTables(context, locale, halfOf(context))
  const values = (figures: readonly Figure[]) => figures.map(({ value, text }) => value ?? text)
  return tables.map(({ title, columns, rows, totals }) => ({
    name: title,
    head: [t('figures-district'), ...columns, t('figures-total')],
    rows: [
      ...rows.map(row => [row.district, ...values(row.figures)]),
      [t('figures-total'), ...values(totals)],
      [t('figures-note')],
    ],
  }))
}

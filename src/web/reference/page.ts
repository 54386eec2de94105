import type { Fault } from '../../domain/fault.ts'
import type { Entry, ReferenceKind } from '../../domain/reference/entry.ts'
import { inForceOn, latestRevisions } from '../../domain/reference/period.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import type { Locale } from '../../i18n/translator.ts'
import { listEntries } from '../../storage/reference-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import type { Editor, Fields } from './editor.ts'

type Any = Context<unknown, unknown>
export type Typed = { readonly fields: Fields; readonly faults: readonly Fault[] }

type Summary = { readonly name: string; readonly kind: ReferenceKind }

/** What there is, how much of it is in force today, and how much of that nobody has verified yet. */
export async function referencePage(context: Any, editors: readonly Summary[]): Promise<Reply> {
  const { deps, actor, now, t } = context
  const cards = []
  for (const { name, kind } of editors) {
    const rows = inForceOn(await listEntries(deps.db.read, kind), localDate(now))
    const open = rows.filter(row => isUnverified(row)).length
    cards.push({
      href: `/reference/${name}`,
      text: t(`reference-title-${name}`),
      count: t('reference-in-force', { count: rows.length }),
      unverified: open > 0 ? t('reference-unverified', { count: open }) : '',
    })
  }
  const read = { region: actor.region, subject: 'reference:all' }
  return { kind: 'page', view: 'reference/index', read, model: { title: t('reference-title'), cards } }
}

export async function editorPage<K extends ReferenceKind>(
  context: Any,
  editor: Editor<K>,
  typed?: Typed,
): Promise<Reply> {
  const { deps, actor, request, locale, t } = context
  const rows = await listEntries(deps.db.read, editor.kind)
  const base = rows.find(row => row.id === request.query['from'])
  const fields = typed?.fields ?? (base ? editor.fieldsOf(base) : {})
  const faults = (typed?.faults ?? []).map(fault => sayFault(withWrittenDate(fault, locale), t))
  return {
    kind: 'page',
    view: 'reference/editor',
    status: faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: `reference:${editor.kind}` },
    model: {
      title: t(`reference-title-${editor.name}`),
      intro: t(`reference-intro-${editor.name}`),
      action: `/reference/${editor.name}`,
      columns: editor.columns.map(name => t(`reference-field-${name}`)),
      rows: rowModels(context, editor, rows),
      faults,
      fields: editor.fields.map(spec => ({
        ...spec,
        lang: spec.lang ?? '',
        label: t(`reference-field-${spec.name}`),
        help: spec.type === 'tick' ? '' : t(`reference-help-${spec.name}`),
        value: fields[spec.name] ?? '',
        fault: faults.find(fault => fault.at === spec.name)?.text ?? '',
      })),
    },
  }
}

function withWrittenDate(fault: Fault, locale: Locale): Fault {
  const on = fault.details?.['on']
  return typeof on === 'string' ? { ...fault, details: { ...fault.details, on: formatDate(on, locale) } } : fault
}

/** The newest first under each code; a corrected row stays in sight. */
function rowModels<K extends ReferenceKind>({ now, locale, t }: Any, editor: Editor<K>, rows: readonly Entry<K>[]) {
  const latest = new Set(latestRevisions(rows).map(row => row.id))
  const today = localDate(now)
  const current = new Set(inForceOn(rows, today).map(row => row.id))
  const state = (row: Entry<K>) => {
    if (!latest.has(row.id)) return 'corrected'
    if (current.has(row.id)) return 'in_force'
    return row.validFromOn > today ? 'later' : 'past'
  }
  const ordered = rows.toSorted((one, other) => one.code.localeCompare(other.code) || compare(other, one))
  return ordered.map(row => ({
    code: row.code,
    from: formatDate(row.validFromOn, locale),
    to: formatEnd(row, rows, locale),
    state: t(`reference-state-${state(row)}`),
    unverified: isUnverified(row) ? t('reference-not-verified') : '',
    recorded: formatDateTime(row.recordedAt, locale),
    cells: editor.summary(row, locale),
    href: `/reference/${editor.name}?from=${row.id}#form`,
  }))
}

/** The last day: the row's own, or the day before the next row of its code begins; empty while there is none. */
function formatEnd(row: Entry<ReferenceKind>, rows: readonly Entry<ReferenceKind>[], locale: Locale): string {
  const next = latestRevisions(rows).find(one => one.code === row.code && one.validFromOn > row.validFromOn)
  const before = next ? Temporal.PlainDate.from(next.validFromOn).subtract({ days: 1 }).toString() : null
  const end = row.validToOn ?? before
  return end === null ? '' : formatDate(end, locale)
}

function compare(one: Entry<ReferenceKind>, other: Entry<ReferenceKind>): number {
  const key = (row: Entry<ReferenceKind>) => `${row.validFromOn} ${String(row.revision).padStart(6, '0')}`
  return key(one).localeCompare(key(other))
}

function isUnverified(row: Entry<ReferenceKind>): boolean {
  return 'verified' in row.content && !row.content.verified
}

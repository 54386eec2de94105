import type { Fault } from '../../domain/fault.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { permits } from '../../domain/access/roles.ts'
import { measureEffects, measureEvidence } from '../../domain/measure/outcome.ts'
import { needsWords } from '../../domain/follow-up/one-tap.ts'
import { isDueNow, type WorkMoments } from '../../domain/follow-up/work-scope.ts'
import { isOwnMeasure } from '../../domain/measure/is-own-measure.ts'
import { kindOfMeasure } from '../../domain/referral/provider.ts'
import { formatDateTime, splitDeadline } from '../../i18n/formats.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { sayFault } from '../http/faults.ts'
import { momentsOf } from '../day/moments.ts'
import { contactHref } from '../day/work-links.ts'
import type { Context } from '../http/route.ts'

/** The measure whose doing is the page of records: one tap does not stand for it. */
const recordMeasure = 'record_check'
/** The measure that hands over the rights card. */
const cardMeasure = 'inform_rights'

export type TypedFault = Fault & { readonly typed?: string }

type Any = Context<unknown, unknown>

/** Measures as lines: by when, what, one button; the most urgent first, as the store sorts them, under their clocks. */
export function measureModels(
  context: Any,
  procedure: Procedure,
  rows: readonly MeasureRow[],
  faults: readonly TypedFault[],
) {
  const moments = momentsOf(context, procedure)
  const groups = clocks.map(clock => ({
    title: context.t(`measures-${clock}`),
    folded: clock === 'closed',
    rows: rows
      .filter(row => clockOf(row, context.now) === clock)
      .map(row => measureModel(context, { procedure, moments }, row, faults)),
  }))
  return groups.filter(group => group.rows.length > 0)
}

const clocks = ['now', 'within-day', 'later', 'closed'] as const

function clockOf(row: MeasureRow, now: Temporal.Instant): (typeof clocks)[number] {
  if (row.state !== 'due') return 'closed'
  const hours = Temporal.Instant.from(row.due_at).since(now).total('hours')
  return hours <= 0 ? 'now' : hours <= 24 ? 'within-day' : 'later'
}

type Around = { readonly procedure: Procedure; readonly moments: WorkMoments }

function measureModel(context: Any, { procedure, moments }: Around, row: MeasureRow, faults: readonly TypedFault[]) {
  const { actor, now, locale, t } = context
  const at = toStamp(now)
  const measure = procedure.measures.find(one => one.code === row.code)
  const dueNow = isDueNow(row, moments)
  const fault = faults.find(one => one.at === row.id)
  const own = isOwnMeasure(actor.role, row.owner_role)
  const quick = !needsWords(procedure, row.code) && kindOfMeasure[row.code] === undefined
  const link = linkOf(context, row)
  return {
    id: row.id,
    text: measure?.text[locale] ?? row.code,
    help: measure?.help?.[locale] ?? '',
    link,
    due: splitDeadline(row.due_at, dueNow ? row.due_at : at, locale, t),
    late: row.state === 'due' && row.due_at < at && !dueNow,
    obligation: row.obligation === 'mandatory' ? '' : t(`obligation-${row.obligation}`),
    owner: t(`owner-${row.owner_role}`),
    open: row.state === 'due',
    state: t(`measure-state-${row.state}`),
    closed: row.closed_at ? formatDateTime(row.closed_at, locale) : '',
    actable: row.state === 'due' && own && permits(actor.role, 'measure.record'),
    quick,
    worded: !quick && link.href === '',
    effects: optionsOf(measureEffects, 'measure-effect', t),
    evidences: optionsOf(measureEvidence, 'measure-evidence', t),
    outcome: sayOutcome(row, t),
    fault: fault ? sayFault(fault, t).text : '',
    typed: fault?.typed ?? '',
  }
}

/** Where a measure is carried out in the program itself; the line then needs no button of its own. */
function linkOf({ actor, locale, t }: Any, row: MeasureRow): { href: string; text: string } {
  if (row.code === recordMeasure && row.state === 'due' && permits(actor.role, 'record.complete'))
    return { href: `/assessments/${row.assessment_id}/records`, text: t('records-open') }
  const contact = contactHref(row)
  if (contact !== null && row.state === 'due' && permits(actor.role, 'contact.record'))
    return { href: contact, text: t('measure-contact') }
  const kind = kindOfMeasure[row.code]
  if (kind !== undefined && row.state === 'due' && permits(actor.role, 'referral.make'))
    return { href: `/cases/${row.case_id}/referral?kind=${kind}`, text: t('referral-make') }
  if (row.code === cardMeasure && permits(actor.role, 'rights_card.view'))
    return { href: `/rights-card/${locale}`, text: t('card-open') }
  return { href: '', text: '' }
}

function optionsOf(values: readonly string[], head: 'measure-effect' | 'measure-evidence', t: Any['t']) {
  const none = { value: '', text: t('measure-not-told') }
  const text = (value: string) =>
    head === 'measure-effect' ? t(`measure-effect-${value}`) : t(`measure-evidence-${value}`)
  return [none, ...values.map(value => ({ value, text: text(value) }))]
}

/** What came of it for her, and where the proof lies, where that was told. */
function sayOutcome({ effect, evidence }: MeasureRow, t: Any['t']): string {
  const told = [effect && t(`measure-effect-${effect}`), evidence && t(`measure-evidence-${evidence}`)]
  return told.filter(text => text).join(' · ')
}

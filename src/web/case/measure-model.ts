import type { Fault } from '../../domain/fault.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'

/** The measure that hands over the rights card. */
const cardMeasure = 'inform_rights'

export type TypedFault = Fault & { readonly typed?: string }

/** Measures as lines: by when, what, one button; the most urgent first, as the store sorts them. */
export function measureModels(
  context: Context<unknown, unknown>,
  procedure: Procedure,
  rows: readonly MeasureRow[],
  faults: readonly TypedFault[],
) {
  const { actor, now, locale, t } = context
  const at = toStamp(now)
  return rows.map(row => {
    const measure = procedure.measures.find(one => one.code === row.code)
    const fault = faults.find(one => one.at === row.id)
    const own = row.owner_role === actor.role || actor.role === 'head' || row.owner_role === 'centre'
    return {
      id: row.id,
      card: row.code === cardMeasure && permits(actor.role, 'rights_card.view') ? `/rights-card/${locale}` : '',
      text: measure?.text[locale] ?? row.code,
      help: measure?.help?.[locale] ?? '',
      due: formatDeadline(row.due_at, at, locale, t),
      late: row.state === 'due' && row.due_at < at,
      mandatory: row.obligation === 'mandatory',
      obligation: t(`obligation-${row.obligation}`),
      owner: t(`owner-${row.owner_role}`),
      open: row.state === 'due',
      state: t(`measure-state-${row.state}`),
      closed: row.closed_at ? formatDateTime(row.closed_at, locale) : '',
      actable: row.state === 'due' && own && permits(actor.role, 'measure.record'),
      fault: fault ? t(`fault-${fault.code.replaceAll('_', '-')}`, { ...fault.details }) : '',
      typed: fault?.typed ?? '',
    }
  })
}

import { permits } from '../../domain/access/roles.ts'
import { needsWords } from '../../domain/follow-up/one-tap.ts'
import { isOwnMeasure } from '../../domain/measure/is-own-measure.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { splitDeadline } from '../../i18n/formats.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { ListedWork } from '../../storage/work-list.ts'
import type { Context } from '../http/route.ts'
import { hrefOf } from './work-links.ts'

type Any = Context<unknown, unknown>

/** What a list needs beside the rows. */
export type WorkLook = {
  readonly procedure: Procedure
  readonly late: boolean
  /** To be done at once: its hour has come and says no more than that. */
  readonly dueNow: boolean
  readonly acts: boolean
}

/** The rows under their cases, in the order of the most urgent. */
export function groupWork(context: Any, rows: readonly ListedWork[], look: WorkLook) {
  // Whoever may not see a case by its number sees the item alone.
  const seesNumbers = permits(context.actor.role, 'queue.view')
  const groups = Map.groupBy(rows, row => (seesNumbers ? row.number : null) ?? row.id)
  return [...groups.values()].map(group => {
    const [first] = group
    const sees = permits(context.actor.role, 'case.view') && first?.case_id && !group.every(isProposed)
    return {
      number: seesNumbers ? (first?.number ?? '') : '',
      category: first?.category ?? '',
      categoryText: first?.category ? context.t(`category-${first.category}`) : '',
      href: sees ? `/cases/${first.case_id}` : '',
      rows: group.map(row => workLine(context, row, look)),
    }
  })
}

/** A case that was only proposed is not within reach of who answers. */
const isProposed = ({ kind }: ListedWork) => kind === 'transfer'

function workLine(context: Any, row: ListedWork, { procedure, late, dueNow, acts }: WorkLook) {
  const { actor, now, locale, t } = context
  const own = acts && row.kind === 'measure' && isOwnMeasure(actor.role, row.owner_role)
  const records = own && permits(actor.role, 'measure.record')
  return {
    id: row.id,
    source: row.source_id,
    text: sayWork(context, procedure, row),
    href: acts ? hrefOf(actor, row) : `/work-items/${row.id}`,
    due: splitDeadline(row.due_at, dueNow ? row.due_at : toStamp(now), locale, t),
    // What is left of hours is told in hours; what it is late by is told in days that passed.
    unit: late || row.unit === 'h' ? '' : t(`work-unit-${row.unit}`),
    late,
    quick: records && !needsWords(procedure, row.code),
  }
}

export function sayWork({ locale, t }: Any, procedure: Procedure, { kind, code }: Pick<ListedWork, 'kind' | 'code'>) {
  if (kind !== 'measure') return t(`work-${kind}`)
  return procedure.measures.find(one => one.code === code)?.text[locale] ?? code
}

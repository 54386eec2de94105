import type { Assessment } from '../../domain/assessment/assess.ts'
import { findListedItem, updateAgendaItem, type AgendaItemRow } from '../../storage/agenda-store.ts'
import { listStandingAssessments, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { listingOf, type Listing } from '../assessment/agenda-rules.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import type { Remaining } from './judge-remaining.ts'
import { withdrawItem } from './withdraw-item.ts'

type Listed = Listing & { readonly at: string }

/**
 * Leaves in the queue what an assessment that counts has listed since, for its reasons and from its moment; withdraws
 * the item where none has.
 */
export async function restoreAgenda(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  { assessmentId, result }: Remaining,
): Promise<AuditEntry[]> {
  const item = await findListedItem(tx, one.id)
  if (!item) return []
  const rows = await listStandingAssessments(tx, one.id)
  const judgedAnew = new Set(rows.filter(row => row.kind === 'void').map(row => row.supersedes_id))
  const listings = rows.flatMap(row => {
    if (judgedAnew.has(row.id)) return []
    const own = row.submitted_at >= item.listed_at || row.id === assessmentId
    return own ? listed(deps, row, row.id === assessmentId ? result : row.result) : []
  })
  const first = listings[0]
  if (!first) return withdrawItem(tx, one, toStamp(deps.now))
  const reasons = JSON.stringify([...new Set(listings.flatMap(each => each.reasons))])
  await updateAgendaItem(tx, item.id, { reasons, ...(rows.some(madeAt(item)) ? {} : momentOf(first)) })
  return []
}

function listed(deps: CommandDeps, row: AssessmentRow, judged: Assessment): Listed[] {
  const { procedure } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const listing = listingOf(procedure, judged, Temporal.Instant.from(row.submitted_at), deps.calendar)
  return listing ? [{ ...listing, at: row.submitted_at }] : []
}

const madeAt = (item: AgendaItemRow) => (row: AssessmentRow) => row.submitted_at === item.listed_at

function momentOf({ at, available_at, hear_by }: Listed) {
  return { listed_at: at, available_at, hear_by }
}

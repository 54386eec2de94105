import type { Actor } from '../../domain/access/decide.ts'
import { permissions } from '../../domain/access/roles.ts'
import { dueAt } from '../../domain/calendar/due.ts'
import type { TransferRow } from '../../storage/case-transfer-store.ts'
import { readRoster } from '../../storage/roster-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { findWorkItem, openWorkItem, settleWorkItem, workItemId } from '../../storage/work-item-store.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { findReaders } from '../follow-up/find-readers.ts'

type Proposed = Pick<TransferRow, 'id' | 'case_id' | 'to_region' | 'to_district' | 'proposed_by'>

/**
 * The receiving unit has to answer: its head, or its inspectors where nobody sits at the head's desk to whom the case is
 * open. Whoever proposed it sees it among what waits for others.
 */
export async function openTransferWork(tx: Source, deps: CommandDeps, row: Proposed): Promise<void> {
  const { transfer_answered_within: within } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure.late
  await openWorkItem(tx, {
    kind: 'transfer',
    source_id: row.id,
    case_id: row.case_id,
    region: row.to_region,
    district: row.to_district,
    organisation_id: null,
    owner_role: (await hasHead(tx, deps, row)) ? 'head' : 'inspector',
    owner_id: null,
    officer_id: row.proposed_by,
    code: 'transfer',
    unit: within.unit,
    opened_at: toStamp(deps.now),
    due_at: toStamp(dueAt(deps.now, within, deps.calendar)),
  })
}

async function hasHead(tx: Source, deps: CommandDeps, { case_id, ...to }: Proposed): Promise<boolean> {
  const place = { case_id, region: to.to_region, district: to.to_district }
  const roster = await readRoster(tx, place.region, todayOf(deps))
  const people = roster.people.filter(one => one.role === 'head')
  return (await findReaders(tx, `head:${place.district}`, place, { ...roster, people }, new Map())).length > 0
}

/**
 * Whether the actor sits today at the desk on which the answer lies. A superior cannot answer for a unit: where its head
 * is away and nobody stands in, or the case is closed to the head, its inspectors do.
 */
export async function sitsAtTransfer(deps: CommandDeps, db: Source, actor: Actor, id: string): Promise<boolean> {
  const item = await findWorkItem(db, workItemId('transfer', id))
  if (item?.state !== 'open') return false
  const roster = await readRoster(db, item.region, todayOf(deps))
  const people = roster.people.filter(one => answers.has(one.role))
  return (await findReaders(db, item.desk, item, { ...roster, people }, new Map())).includes(actor.id)
}

const answers: ReadonlySet<string> = new Set(permissions['transfer.answer'])

/** The proposal was answered or taken back. */
export async function settleTransferWork(tx: Source, deps: CommandDeps, id: string): Promise<void> {
  await settleWorkItem(tx, 'transfer', id, toStamp(deps.now))
}

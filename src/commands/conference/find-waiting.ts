import type { Actor } from '../../domain/access/decide.ts'
import { decide } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { findAgendaItem, openReasons } from '../../storage/agenda-store.ts'
import { findCase } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { joinHistory, type Waiting } from './sitting-proposal.ts'

/** One item that waits in the queue within the actor's reach; null for anything else. */
export async function findWaiting(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  action: Permission,
  procedure: Procedure,
  agendaItemId: string,
): Promise<Waiting | null> {
  const at = toStamp(deps.now)
  const row = await findAgendaItem(db, agendaItemId)
  const one = row && (await findCase(db, row.case_id, at))
  if (!one || row.state !== 'listed' || row.available_at > at) return null
  if (decide(actor, action, one, 1) !== 'allowed') return null
  const item = { ...row, number: one.number, provisional: one.provisional, reasons: openReasons(row) }
  const [waiting] = await joinHistory(deps, db, procedure, [item])
  return waiting ?? null
}

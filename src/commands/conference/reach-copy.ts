import type { Actor } from '../../domain/access/decide.ts'
import { decideCopy } from '../../domain/access/decide-conference.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findCopy, type CopyKind, type PrintedCopy } from '../../storage/conference-minutes.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound } from '../deps.ts'
import { reachSitting, type ReachedSitting } from './reach-sitting.ts'

/** The agenda is for all who sit, what is made of the minutes for those who may sign them. */
export function permissionOfCopy(kind: CopyKind): Permission {
  return kind === 'agenda' ? 'sitting.attend' : 'minutes.approve'
}

/** A numbered copy with its sitting, if the actor may open it. */
export async function reachCopy(
  db: Source,
  actor: Actor,
  id: string,
): Promise<Outcome<ReachedSitting & { readonly copy: PrintedCopy }>> {
  const copy = await findCopy(db, id)
  if (!copy || decideCopy(actor, { kind: copy.kind, takenBy: copy.printed_by }) !== 'allowed') return notFound()
  const reached = await reachSitting(db, actor, permissionOfCopy(copy.kind), copy.sitting_id)
  return reached.ok ? succeed({ ...reached.value, copy }) : reached
}

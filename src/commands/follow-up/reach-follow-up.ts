import { decide, type Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'

/** The case as just read, whether it is open, under supervision or closed. */
export async function reachFollowUp(
  deps: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  action: Permission,
  caseId: string,
): Promise<Outcome<CaseRow>> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) return notFound()
  const decision = decide(actor, action, one, 3)
  if (decision === 'allowed') return succeed(one)
  return decision === 'refused' ? refused() : notFound()
}

/** The same inside a change. */
export async function reachFollowUpOrRefuse(...input: Parameters<typeof reachFollowUp>): Promise<CaseRow> {
  const reached = await reachFollowUp(...input)
  if (!reached.ok) throw new Refusal(...reached.faults)
  return reached.value
}

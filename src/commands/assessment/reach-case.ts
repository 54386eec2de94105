import { decide, type Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findCase, isShredded, type CaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'

/** Any incident reopens a case, and so does a new assessment (procedure.md section 9). */
const reopening = new Set<Permission>(['case.reassess', 'incident.add'])

/** The case as just read, if the actor may do this to it and it can still be assessed. */
export async function reachCase(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  action: Permission,
  caseId: string,
): Promise<Outcome<CaseRow>> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) return notFound()
  const decision = decide(actor, action, one, 3)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  const fault = await faultOfState(db, one)
  const reopens = reopening.has(action) && fault?.code === 'case_closed'
  return fault && !reopens ? fail(fault) : succeed(one)
}

/** The same inside a change. */
export async function reachCaseOrRefuse(
  deps: CommandDeps,
  tx: Source,
  actor: Actor,
  action: Permission,
  caseId: string,
): Promise<CaseRow> {
  const reached = await reachCase(deps, tx, actor, action, caseId)
  if (!reached.ok) throw new Refusal(...reached.faults)
  return reached.value
}

/** Why a case can no longer be assessed; null while it can. */
export async function faultOfState(db: Source, one: CaseRow): Promise<Fault | null> {
  if (await isShredded(db, one.key_id)) return { code: 'case_shredded' }
  if (one.state === 'voided') return { code: 'case_voided' }
  return one.state === 'open' ? null : { code: 'case_closed' }
}

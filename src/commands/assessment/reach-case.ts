import { decide, type Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findCase, isShredded, type CaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { takeOrRefuse } from '../refusal.ts'

/** Any incident reopens a case, and so does a new assessment (procedure.md section 9). */
const reopening = new Set<Permission>(['case.reassess', 'incident.add'])

/** The case as just read in whatever state it is, if the actor may do this to it. */
export async function reachAnyCase(
  { now }: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  action: Permission,
  caseId: string,
): Promise<Outcome<CaseRow>> {
  const one = await findCase(db, caseId, toStamp(now))
  const decision = one ? decide(actor, action, one, 3) : 'unreachable'
  if (!one || decision === 'unreachable') return notFound()
  return decision === 'refused' ? refused() : succeed(one)
}

/** The same for what needs a case that can still be assessed. */
export async function reachCase(...[deps, db, actor, action, caseId]: Reaching): Promise<Outcome<CaseRow>> {
  const reached = await reachAnyCase(deps, db, actor, action, caseId)
  if (!reached.ok) return reached
  const fault = await faultOfState(db, reached.value)
  const reopens = reopening.has(action) && fault?.code === 'case_closed'
  return fault && !reopens ? fail(fault) : reached
}

type Reaching = Parameters<typeof reachAnyCase>

/** Inside a change, where what cannot be reached rolls it back. */
export async function reachAnyCaseOrRefuse(...reaching: Reaching): Promise<CaseRow> {
  return takeOrRefuse(await reachAnyCase(...reaching))
}

export async function reachCaseOrRefuse(...reaching: Reaching): Promise<CaseRow> {
  return takeOrRefuse(await reachCase(...reaching))
}

/** Why a case can no longer be assessed; null while it can. */
export async function faultOfState(db: Source, one: CaseRow): Promise<Fault | null> {
  if (await isShredded(db, one.key_id)) return { code: 'case_shredded' }
  if (one.state === 'voided') return { code: 'case_voided' }
  return one.state === 'open' ? null : { code: 'case_closed' }
}

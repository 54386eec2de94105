import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { listRegions } from '../../storage/audit-store.ts'
import { change, type ChangeContext } from '../../storage/change.ts'
import { doAlone } from '../../storage/job-store.ts'
import { logCheckJob, type LogCheck } from '../../storage/log-check.ts'
import { toStamp } from '../../storage/stamp.ts'
import { verifyAudit } from '../../storage/verify-audit.ts'
import { contextOf, programContext, refused, type CommandDeps } from '../deps.ts'

type LogDeps = Pick<CommandDeps, 'db' | 'now'> & { readonly anchorDir: string }

const leaseMinutes = 30

/** The daily check of the whole log by the program itself. */
export async function checkLog(deps: LogDeps): Promise<LogCheck> {
  const [region] = await listRegions(deps.db.read)
  return region === undefined ? { faults: 0, first: null } : check(deps, programContext(deps.now, region))
}

/** The same at an auditor's wish; `check_running` while somebody else's has not ended. */
export async function checkLogNow(
  deps: LogDeps & Pick<CommandDeps, 'newId' | 'questionnaires' | 'calendar'>,
  actor: Actor,
): Promise<Outcome<LogCheck>> {
  if (!permits(actor.role, 'audit.view')) return refused()
  const times = { at: toStamp(deps.now), until: toStamp(deps.now.add({ minutes: leaseMinutes })) }
  const claim = { name: logCheckJob, holder: deps.newId(), ...times }
  const work = () => check(deps, contextOf(deps, actor, actor.region))
  const done = await doAlone(deps.db.write, claim, () => times.at, work)
  return done ? succeed(done) : fail({ code: 'check_running' })
}

async function check(deps: LogDeps, context: ChangeContext): Promise<LogCheck> {
  const faults = await verifyAudit(deps.db, deps.anchorDir)
  const value = { faults: faults.length, first: faults[0] ?? null }
  const entry = { action: 'audit.checked', subject: 'audit:all', details: { faults: faults.length } }
  return change(deps.db, context, async () => ({ value, entries: [entry] }))
}

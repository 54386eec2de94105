import { decideApproval, type Approval } from '../../domain/access/decide-approval.ts'
import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findAccount } from '../../storage/account-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'

/** What waits for approval: whose case it is and who made it. */
export type Approved = { readonly caseId: string; readonly makers: readonly string[] }

/** The case as just read, if the actor may approve this and has no part in it. */
export async function reachApproval(
  deps: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  action: Approval,
  { caseId, makers }: Approved,
): Promise<Outcome<CaseRow>> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) return notFound()
  const people = await Promise.all([...new Set(makers)].map(async id => ({ id, role: await roleOf(db, id) })))
  switch (decideApproval(actor, action, one, people)) {
    case 'allowed':
      return succeed(one)
    case 'own_work':
      return fail({ code: 'own_work' })
    case 'refused':
      return refused()
    case 'unreachable':
      return notFound()
  }
}

async function roleOf(db: Source, accountId: string): Promise<string> {
  return (await findAccount(db, accountId))?.role ?? ''
}

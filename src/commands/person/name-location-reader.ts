import { decide, type Actor } from '../../domain/access/decide.ts'
import { permissions } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findCase } from '../../storage/case-store.ts'
import { change } from '../../storage/change.ts'
import { insertLocationReader, listNameableAccounts } from '../../storage/location-reader-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'

export type ReaderOfCase = { readonly caseId: string; readonly accountId: string }

/** Lets one account of the district see where the victim of this case is, each view logged. */
export async function nameLocationReader(deps: CommandDeps, actor: Actor, input: ReaderOfCase) {
  const before = await reachReader(deps, deps.db.read, actor, input)
  if (!before.ok) return before
  const { region } = before.value
  return change(deps.db, contextOf(deps, actor, region), async tx => {
    const still = await reachReader(deps, tx, actor, input)
    if (!still.ok) throw new Error('the case was moved while a reader was named')
    const row = { case_id: input.caseId, account_id: input.accountId, region, named_by: actor.id }
    await insertLocationReader(tx, { ...row, named_at: toStamp(deps.now) })
    const entry = { action: 'location_reader.named', subject: `case:${input.caseId}` }
    return { value: succeed({ caseId: input.caseId }), entries: [{ ...entry, details: { account: input.accountId } }] }
  })
}

export async function reachReader(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  { caseId, accountId }: ReaderOfCase,
): Promise<Outcome<{ region: string }>> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) return notFound()
  const decision = decide(actor, 'location_reader.name', one, 3)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  const accounts = await listNameableAccounts(db, one.district, permissions['location.view'])
  if (!accounts.some(account => account.id === accountId)) return fail({ code: 'unknown_account', at: 'account' })
  return succeed({ region: one.region })
}

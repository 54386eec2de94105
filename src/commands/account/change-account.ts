import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findAccount, updateAccount, type AccountRow } from '../../storage/account-store.ts'
import { change } from '../../storage/change.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'

/** An administrator's change to one account; sessions of the account are the caller's to end. */
export async function changeAccount(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  action: string,
  values: Partial<Pick<AccountRow, 'active' | 'password_hash'>>,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const account = await findAccount(deps.db.read, id)
  if (!account) return notFound()
  return change(deps.db, contextOf(deps, actor, account.region), async tx => {
    await updateAccount(tx, id, values)
    return { value: succeed({ id }), entries: [{ action, subject: `account:${id}` }] }
  })
}

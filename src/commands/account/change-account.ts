import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findAccount, updateAccount, type AccountRow } from '../../storage/account-store.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export type AccountChange = {
  readonly action: string
  readonly values: Partial<Pick<AccountRow, 'active' | 'password_hash' | 'must_change_password'>>
  /** What speaks against it, by the row as it stands in the change. */
  readonly check?: (account: AccountRow) => readonly Fault[]
}

/** An administrator's change to one account; sessions of the account are the caller's to end. */
export async function changeAccount(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  { action, values, check = () => [] }: AccountChange,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const known = await findAccount(deps.db.read, id)
  if (!known) return notFound()
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const account = await findAccount(tx, id)
    if (!account) throw new Refusal({ code: 'not_found' })
    const faults = check(account)
    if (faults.length > 0) throw new Refusal(...faults)
    await updateAccount(tx, id, values)
    return { value: succeed({ id }), entries: [{ action, subject: `account:${id}` }] }
  })
}

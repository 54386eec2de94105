import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findAccount, updateAccount } from '../../storage/account-store.ts'
import { change } from '../../storage/change.ts'
import { hashPassword } from '../../storage/password.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { checkPassword } from './check-password.ts'
import { verifyPassword } from './verify-password.ts'

export async function changeOwnPassword(
  deps: CommandDeps,
  actor: Actor,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Outcome<{ id: string }>> {
  const account = await findAccount(deps.db.read, actor.id)
  if (!account) return notFound()
  if (!(await verifyPassword(account, current))) return fail({ code: 'wrong_password', at: 'current' })
  const faults = checkPassword(next, account.username, 'next')
  if (faults.length > 0) return fail(...faults)
  const password_hash = await hashPassword(next)
  return change(deps.db, contextOf(deps, actor, account.region), async tx => {
    await updateAccount(tx, account.id, { password_hash })
    const entry = { action: 'account.password_changed', subject: `account:${account.id}` }
    return { value: succeed({ id: account.id }), entries: [entry] }
  })
}

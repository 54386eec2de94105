import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findAccount, updateAccount, type AccountRow } from '../../storage/account-store.ts'
import { hashPassword } from '../../storage/password.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkPassword } from './check-password.ts'
import { verifyPassword } from './verify-password.ts'

type Passwords = { readonly current: string; readonly next: string }

/** From then on nobody but the owner knows it. */
export async function changeOwnPassword(
  deps: CommandDeps,
  actor: Actor,
  passwords: Passwords,
): Promise<Outcome<{ id: string }>> {
  const account = await findAccount(deps.db.read, actor.id)
  if (!account) return notFound()
  const faults = await check(account, passwords)
  if (faults.length > 0) return fail(...faults)
  const password_hash = await hashPassword(passwords.next)
  return changeOrRefuse(deps.db, contextOf(deps, actor, account.region), async tx => {
    const still = await findAccount(tx, account.id)
    // The password that was verified must still be the one that counts: an administrator may have reset it meanwhile.
    const same = still?.active === 1 && still.password_hash === account.password_hash
    if (!same) throw new Refusal({ code: 'wrong_password', at: 'current' })
    await updateAccount(tx, account.id, { password_hash, must_change_password: 0 })
    const entry = { action: 'account.password_changed', subject: `account:${account.id}` }
    return { value: succeed({ id: account.id }), entries: [entry] }
  })
}

async function check(account: AccountRow, { current, next }: Passwords): Promise<Fault[]> {
  if (!(await verifyPassword(account, current))) return [{ code: 'wrong_password', at: 'current' }]
  return next === current ? [{ code: 'same_password', at: 'next' }] : checkPassword(next, account.username, 'next')
}

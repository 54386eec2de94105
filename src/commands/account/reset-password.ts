import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { findAccount } from '../../storage/account-store.ts'
import { hashPassword } from '../../storage/password.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { changeAccount } from './change-account.ts'
import { checkPassword } from './check-password.ts'

/** Also opens a disabled account again. Its owner chooses a password of their own before anything else. */
export async function resetPassword(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  password: string,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const known = await findAccount(deps.db.read, id)
  if (!known) return notFound()
  // Before the costly hash; judged again on the row of the change.
  const faults = checkPassword(password, known.username)
  if (faults.length > 0) return fail(...faults)
  const values = { active: 1, must_change_password: 1, password_hash: await hashPassword(password) } as const
  const check = ({ username }: { readonly username: string }) => checkPassword(password, username)
  return changeAccount(deps, actor, id, { action: 'account.password_reset', values, check })
}

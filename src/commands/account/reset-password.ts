import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { hashPassword } from '../../storage/password.ts'
import { findAccount } from '../../storage/account-store.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { changeAccount } from './change-account.ts'
import { checkPassword } from './check-password.ts'

/** Also opens a disabled account again. */
export async function resetPassword(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  password: string,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const account = await findAccount(deps.db.read, id)
  if (!account) return notFound()
  const faults = checkPassword(password, account.username)
  if (faults.length > 0) return fail(...faults)
  const password_hash = await hashPassword(password)
  return changeAccount(deps, actor, id, 'account.password_reset', { active: 1, password_hash })
}

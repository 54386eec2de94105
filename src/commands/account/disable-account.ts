import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import type { CommandDeps } from '../deps.ts'
import { changeAccount } from './change-account.ts'

export async function disableAccount(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<{ id: string }>> {
  if (id === actor.id) return fail({ code: 'own_account' })
  return changeAccount(deps, actor, id, { action: 'account.disabled', values: { active: 0 } })
}

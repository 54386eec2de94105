import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'

export async function demoActor(deps: Pick<CommandDeps, 'db'>, username: string): Promise<Actor> {
  const account = await findAccountByUsername(deps.db.write, username)
  if (!account) throw new Error(`no demo account ${username}`)
  return actorOf(account)
}

import type { Request } from 'express'
import type { Actor } from '../../domain/access/decide.ts'
import { actorOf, findAccount } from '../../storage/account-store.ts'
import type { Dependencies } from '../dependencies.ts'

/** The account behind the session as it stands now: a disabled account acts no more from the next request on. */
export async function loadActor(deps: Dependencies, request: Request): Promise<Actor | null> {
  const id = request.session.accountId
  if (!id) return null
  const account = await findAccount(deps.db.read, id)
  if (!account?.active) return null
  return actorOf(account)
}

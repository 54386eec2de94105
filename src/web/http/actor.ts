import type { Request } from 'express'
import type { Actor } from '../../domain/access/decide.ts'
import { findAccount } from '../../storage/account-store.ts'
import { loadActor } from '../../storage/own-person-store.ts'
import type { Dependencies } from '../dependencies.ts'

/** Who acts, and the name that stands on pages and printed sheets. */
export type SignedIn = {
  readonly actor: Actor
  readonly name: string
  /** Somebody else chose the password. */
  readonly mustChangePassword: boolean
}

/** The account behind the session as it stands now: a disabled account acts no more from the next request on. */
export async function loadSignedIn(deps: Dependencies, request: Request): Promise<SignedIn | null> {
  const id = request.session.accountId
  if (!id) return null
  const account = await findAccount(deps.db.read, id)
  if (!account?.active) return null
  const mustChangePassword = account.must_change_password === 1
  return { actor: await loadActor(deps.db.read, account), name: account.display_name, mustChangePassword }
}

import type { AccountRow } from '../../storage/account-store.ts'
import { hashPassword, matchesPassword } from '../../storage/password.ts'

let nobody: Promise<string> | null = null

/** An unknown or disabled name costs the same time as a wrong password, and answers the same. */
export async function verifyPassword(account: AccountRow | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('no account has this hash')
  const usable = account?.active === 1
  const matches = await matchesPassword(password, account?.password_hash ?? (await nobody))
  return usable && matches
}

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** 64 MiB and three passes: about a tenth of a second on one core. */
export const passwordCost = { parallelism: 1, tagLength: 32, memory: 64 * 1024, passes: 3 }
const saltBytes = 16

export type PasswordCost = typeof passwordCost

/** `argon2id$<memory KiB>$<passes>$<salt>$<tag>`, both in base64url. */
export async function hashPassword(password: string, cost: PasswordCost = passwordCost): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive('argon2id', { message: fold(password), nonce: salt, ...cost })
  return ['argon2id', cost.memory, cost.passes, salt.toString('base64url'), tag.toString('base64url')].join('$')
}

export async function matchesPassword(password: string, stored: string): Promise<boolean> {
  const [kind, memory, passes, salt, tag] = stored.split('$')
  if (kind !== 'argon2id' || !salt || !tag) return false
  const expected = Buffer.from(tag, 'base64url')
  const own = { ...passwordCost, memory: Number(memory), passes: Number(passes) }
  const found = await derive('argon2id', { message: fold(password), nonce: Buffer.from(salt, 'base64url'), ...own })
  return found.length === expected.length && timingSafeEqual(found, expected)
}

// The same password typed on two keyboards may differ in its code points.
function fold(password: string): string {
  return password.normalize('NFKC')
}

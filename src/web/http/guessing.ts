import type { RateLimiterRes } from 'rate-limiter-flexible'
import { AttemptLimiter } from '../../storage/limits.ts'
import type { Dependencies } from '../dependencies.ts'

const quarterHour = 15 * 60
const thirtyDays = 30 * 24 * 3600

/**
 * Wrong passwords within a quarter of an hour, then a wait that always ends. An account is guessed at from many
 * addresses at once; where its owner has signed in lately only that pair counts, so nobody can keep the owner out.
 */
const limits = {
  pair: { points: 10, duration: quarterHour },
  account: { points: 20, duration: quarterHour },
  address: { points: 30, duration: quarterHour },
  known: { points: 1, duration: thirtyDays },
}

/** An attempt that may be made, or the seconds to wait. */
export type Admission =
  | { readonly wait: number }
  | { readonly wait: 0; readonly succeeded: () => Promise<void>; readonly failed: () => Promise<void> }

type Names = { readonly pair: string; readonly account: string; readonly address: string }

/** Slows guessing per account and per address. Names that do not exist are counted like those that do. */
export function guessGuard({ db, clock }: Pick<Dependencies, 'db' | 'clock'>) {
  const now = () => new Date(clock().epochMilliseconds)
  const limiter = (keyPrefix: keyof typeof limits) => new AttemptLimiter(db, { keyPrefix, ...limits[keyPrefix] }, now)
  const [pair, account, address, known] = [limiter('pair'), limiter('account'), limiter('address'), limiter('known')]

  /** What is typed as a name may be a password: the table holds keyed hashes. */
  function namesOf(username: string, ip: string): Names {
    const name = username.normalize('NFKC').trim().toLowerCase()
    const hash = (text: string) => db.keys.indexToken('attempt', text)
    return { pair: hash(JSON.stringify([name, ip])), account: hash(name), address: hash(ip) }
  }

  async function waitOf(names: Names, isKnown: boolean): Promise<number> {
    const own = await take(pair, names.pair)
    if (isKnown || own > 0) return own
    const spent = await address.get(names.address)
    if (spent && spent.remainingPoints <= 0) return spent.msBeforeNext / 1000
    return take(account, names.account)
  }

  /** Counts the attempt before the password is looked at, so that guesses at the same moment cannot slip by. */
  async function admit(username: string, ip: string): Promise<Admission> {
    const names = namesOf(username, ip)
    const isKnown = (await known.get(names.pair)) !== null
    const wait = await waitOf(names, isKnown)
    if (wait > 0) return { wait }
    const failed = async () => {
      await take(address, names.address)
    }
    const succeeded = async () => {
      await pair.delete(names.pair)
      if (!isKnown) await account.reward(names.account, 1)
      await known.set(names.pair, 1, thirtyDays)
    }
    return { wait: 0, failed, succeeded }
  }

  return { admit }
}

/** Takes a point; the seconds to wait when none was left. A fault of the database is none of the visitor's. */
async function take(limiter: AttemptLimiter, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    return Math.max(1, (refusal as RateLimiterRes).msBeforeNext / 1000)
  }
}

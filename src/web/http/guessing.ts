import { AttemptLimiter } from '../../storage/limits.ts'
import type { Database } from '../../storage/database.ts'

const quarterHour = 15 * 60

/** Ten wrong passwords for a name, thirty from an address in a quarter of an hour; then a wait that always ends. */
const limits = { account: { points: 10, duration: quarterHour }, address: { points: 30, duration: quarterHour } }

/** Slows guessing per name and per address. Names that do not exist are counted like those that do. */
export function guessGuard(db: Database) {
  const account = new AttemptLimiter(db, { keyPrefix: 'account', ...limits.account })
  const address = new AttemptLimiter(db, { keyPrefix: 'address', ...limits.address })
  const nameKey = (username: string) => username.normalize('NFKC').toLocaleLowerCase('kk').slice(0, 200)

  async function waitSeconds(username: string, ip: string): Promise<number> {
    const states = await Promise.all([account.get(nameKey(username)), address.get(ip)])
    const waits = states.map(state => (state && state.remainingPoints <= 0 ? state.msBeforeNext / 1000 : 0))
    return Math.max(0, ...waits)
  }

  async function recordFailure(username: string, ip: string): Promise<void> {
    await Promise.allSettled([account.consume(nameKey(username)), address.consume(ip)])
  }

  return { waitSeconds, recordFailure, forgive: (username: string) => account.delete(nameKey(username)) }
}

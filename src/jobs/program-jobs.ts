import { checkLog } from '../commands/audit/check-log.ts'
import { expireDrafts } from '../commands/interview/expire-drafts.ts'
import { sweepAttempts } from '../storage/limits.ts'
import { logCheckJob } from '../storage/log-check.ts'
import { SessionStore } from '../storage/session-store.ts'
import type { Job } from './job.ts'

const hourly = 60
const daily = 24 * 60

/** Everything that the program does by itself. */
export const programJobs: readonly Job[] = [
  {
    name: 'expire_drafts',
    everyMinutes: hourly,
    atStart: true,
    run: async ({ db, clock }) => ({ expired: await expireDrafts({ db, now: clock() }) }),
  },
  {
    name: 'sweep_sessions',
    everyMinutes: hourly,
    atStart: true,
    run: async ({ db, clock }) => {
      const now = () => new Date(clock().epochMilliseconds)
      return { sessions: await new SessionStore(db, now).sweepExpired(), attempts: await sweepAttempts(db, now()) }
    },
  },
  {
    name: logCheckJob,
    everyMinutes: daily,
    atStart: false,
    run: ({ db, clock, anchorDir }) => checkLog({ db, now: clock(), anchorDir }),
  },
]

import { checkLog } from '../commands/audit/check-log.ts'
import { lapseReservations } from '../commands/client/lapse-reservations.ts'
import { climbLate } from '../commands/follow-up/climb-late.ts'
import { warnOfFlags } from '../commands/follow-up/warn-of-flags.ts'
import { expireDrafts } from '../commands/interview/expire-drafts.ts'
import { lapseSharing } from '../commands/referral/lapse-sharing.ts'
import { sweepAttempts } from '../storage/limits.ts'
import { logCheckJob } from '../storage/log-check.ts'
import { SessionStore } from '../storage/session-store.ts'
import { commandDeps } from './command-deps.ts'
import { deliverNotices } from './deliver-notices.ts'
import type { Job } from './job.ts'

const eachMinute = 1
const shortLease = 3
const hourly = 60
const daily = 24 * 60

/** Everything that the program does by itself. */
export const programJobs: readonly Job[] = [
  {
    name: 'climb_late',
    everyMinutes: eachMinute,
    leaseMinutes: shortLease,
    atStart: true,
    run: async deps => climbLate(await commandDeps(deps)),
  },
  {
    name: 'deliver_notices',
    everyMinutes: eachMinute,
    leaseMinutes: shortLease,
    atStart: true,
    run: deps => deliverNotices(deps),
  },
  {
    name: 'lapse_reservations',
    everyMinutes: eachMinute,
    leaseMinutes: shortLease,
    atStart: true,
    run: async deps => lapseReservations(await commandDeps(deps)),
  },
  {
    name: 'lapse_sharing',
    everyMinutes: eachMinute,
    leaseMinutes: shortLease,
    atStart: true,
    run: async deps => lapseSharing(await commandDeps(deps)),
  },
  {
    name: 'warn_of_flags',
    everyMinutes: daily,
    atStart: false,
    run: async deps => warnOfFlags(await commandDeps(deps)),
  },
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

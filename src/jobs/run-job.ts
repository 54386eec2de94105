import { doAlone } from '../storage/job-store.ts'
import { toStamp } from '../storage/stamp.ts'
import type { Job, JobDeps } from './job.ts'

const usualLeaseMinutes = 30

/** `now` asks for the work whenever nobody does it; `due` only when its last run, by any process, is long enough ago. */
export type Wish = 'now' | 'due'

/** Does one piece of work unless another process does it. False when it was not this process's turn. */
export async function runJob(deps: JobDeps, job: Job, holder: string, wish: Wish): Promise<boolean> {
  const now = deps.clock()
  const claim = {
    name: job.name,
    holder,
    at: toStamp(now),
    until: toStamp(now.add({ minutes: job.leaseMinutes ?? usualLeaseMinutes })),
  }
  const lastRanBy = wish === 'due' ? toStamp(now.subtract({ minutes: job.everyMinutes })) : undefined
  const clock = () => toStamp(deps.clock())
  return (await doAlone(deps.db.write, { ...claim, lastRanBy }, clock, () => job.run(deps))) !== null
}

import type { Job, JobDeps } from './job.ts'
import { runJob, type Wish } from './run-job.ts'

const lookEveryMs = 60_000

export type Scheduler = {
  /** Resolves when the work under way is done; nothing new begins after the call. */
  readonly stop: () => Promise<void>
}

/** Works at start, then looks every minute for what is due. A fault of one piece of work stops no other. */
export function startScheduler(deps: JobDeps, jobs: readonly Job[]): Scheduler {
  const holder = deps.newId()
  let stopped = false
  let working = Promise.resolve()
  const round = async (first: boolean) => {
    for (const job of jobs) {
      if (stopped) return
      const wish: Wish = first && job.atStart ? 'now' : 'due'
      await runJob(deps, job, holder, wish).catch((error: unknown) => tell(deps, job, error))
    }
  }
  const queue = (first: boolean) => {
    working = working.then(() => round(first))
  }
  queue(true)
  const timer = setInterval(queue, lookEveryMs, false).unref()
  const stop = () => {
    stopped = true
    clearInterval(timer)
    return working
  }
  return { stop }
}

/** The kind of the fault alone: a message of a driver may quote what was stored. */
function tell({ log }: JobDeps, job: Job, error: unknown): void {
  log.error(
    { job: job.name, fault: error instanceof Error ? error.name : 'unknown' },
    'work failed and will be retried',
  )
}

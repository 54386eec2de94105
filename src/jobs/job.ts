import type { Logger } from 'pino'
import type { Delivery } from './delivery.ts'
import type { Questionnaires } from '../questionnaires.ts'
import type { Database } from '../storage/database.ts'

export type JobDeps = {
  readonly db: Database
  readonly clock: () => Temporal.Instant
  readonly newId: () => string
  /** Where the signed heads of the audit chain lie. */
  readonly anchorDir: string
  readonly log: Logger
  readonly questionnaires: Questionnaires
  readonly delivery: Delivery
}

/** Work that the program does by itself. It may be stopped anywhere and run again: a second run has no second effect. */
export type Job = {
  readonly name: string
  readonly everyMinutes: number
  /** How long a process that died keeps it; half an hour unless said otherwise. */
  readonly leaseMinutes?: number
  /** Whether to run at each start whatever the last run; otherwise only when it is due. */
  readonly atStart: boolean
  /** Returns figures of what was done. */
  readonly run: (deps: JobDeps) => Promise<object>
}

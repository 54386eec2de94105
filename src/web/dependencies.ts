import type { Logger } from 'pino'
import type { WorkingCalendar } from '../domain/calendar/due.ts'
import type { Questionnaires } from '../questionnaires.ts'
import type { Database } from '../storage/database.ts'

/** What the web needs from outside; main.ts builds it, tests build their own with another clock. */
export type Dependencies = {
  readonly db: Database
  readonly questionnaires: Questionnaires
  /** As of the start; a request gets the one of its own moment. */
  readonly calendar: WorkingCalendar
  readonly clock: () => Temporal.Instant
  readonly newId: () => string
  readonly sessionSecret: string
  readonly mode: 'training' | 'production'
  readonly publicUrl: string | undefined
  readonly trustedProxy: string | undefined
  /** Where the signed heads of the audit chain lie. */
  readonly anchorDir: string
  readonly log: Logger
}

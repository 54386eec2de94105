import type { Actor } from '../domain/access/decide.ts'
import type { WorkingCalendar } from '../domain/calendar/due.ts'
import { fail, type Outcome } from '../domain/fault.ts'
import type { Questionnaires } from '../questionnaires.ts'
import type { ChangeContext } from '../storage/change.ts'
import type { Database } from '../storage/database.ts'
import { toStamp } from '../storage/stamp.ts'

/** What every command is given; clock and ids come from the edge. */
export type CommandDeps = {
  readonly db: Database
  readonly questionnaires: Questionnaires
  readonly calendar: WorkingCalendar
  readonly now: Temporal.Instant
  /** 128 random bits as text. */
  readonly newId: () => string
}

export function contextOf(deps: CommandDeps, actor: Actor, region: string): ChangeContext {
  return { actor: { id: actor.id, role: actor.role }, at: toStamp(deps.now), region }
}

/** The program itself acts: nobody's account stands behind it. */
export function programContext(now: Temporal.Instant, region: string): ChangeContext {
  return { actor: { id: 'program', role: 'program' }, at: toStamp(now), region }
}

/** The local date on which the command runs. */
export function todayOf(deps: Pick<CommandDeps, 'now' | 'calendar'>): string {
  return deps.now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate().toString()
}

export const refused = <T>(): Outcome<T> => fail({ code: 'refused' })
export const notFound = <T>(): Outcome<T> => fail({ code: 'not_found' })

import { divideDay, type WorkMoments } from '../../domain/follow-up/work-scope.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'

/** The moments that divide this day's work, by the procedure's ladder for measures in hours. */
export function momentsOf({ deps, now }: Context<unknown, unknown>, procedure: Procedure): WorkMoments {
  const headAfter = procedure.late.measure_in_hours.find(step => step.to === 'head')?.after
  const divided = divideDay(now, headAfter ?? { amount: 0, unit: 'h' }, deps.calendar)
  return {
    at: toStamp(divided.at),
    redBefore: toStamp(divided.redBefore),
    dayEndsAt: toStamp(divided.dayEndsAt),
    newSince: toStamp(divided.newSince),
  }
}

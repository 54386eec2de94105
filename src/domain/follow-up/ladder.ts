import { dueAt, type Clock, type WorkingCalendar } from '../calendar/due.ts'
import type { Procedure } from '../questionnaire/procedure.ts'
import { deskOf, type Owner } from './desk.ts'

type Late = Procedure['late']
export type Step = { readonly after: Clock; readonly to: string }

export type Climber = Owner & {
  readonly kind: string
  readonly unit: string
  /** The category of the case; null where there is none. */
  readonly category: string | null
}

const ofCentre = new Set(['referral', 'contact', 'stay', 'feedback'])
const ofCommission = new Set(['action', 'research', 'minutes'])

/** Who is told, and how long after the due time; by the kind of work and the unit of its clock (procedure.md section 8). */
export function ladderOf(late: Late, { kind, unit, category }: Climber): readonly Step[] {
  if (ofCentre.has(kind)) return category === 'extreme' ? late.referral_extreme : late.referral
  if (ofCommission.has(kind)) return late.action
  return unit === 'h' ? late.measure_in_hours : late.measure_in_days
}

/** The moment of a step: hours run on, days end with their last local millisecond. */
export function stepAt(due: Temporal.Instant, { after }: Step, calendar: WorkingCalendar): Temporal.Instant {
  return dueAt(due, after, calendar)
}

/** Supervisors of an agency have no role of their own: what climbs to them lies before all of the agency. */
const ofAgency = new Set(['centre_supervisor', 'agency_head'])

/** The desk to which a step brings the item. */
export function deskOfStep(to: string, owner: Owner): string {
  if (to === 'owner') return deskOf(owner)
  const agency = ofAgency.has(to)
  const organisation_id = agency ? owner.organisation_id : null
  const owner_role = agency ? owner.owner_role : to
  return deskOf({ ...owner, owner_role, owner_id: null, organisation_id })
}

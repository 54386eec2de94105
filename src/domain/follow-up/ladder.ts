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

const police = new Set(['inspector', 'head', 'duty', 'department'])
const centre = new Set(['centre', 'centre_supervisor'])

/** The desk to which a step brings the item. */
export function deskOfStep(to: string, owner: Owner): string {
  if (to === 'owner') return deskOf(owner)
  if (to === 'agency_head') return headOfAgency(owner)
  const organisation_id = to === 'centre_supervisor' ? owner.organisation_id : null
  return deskOf({ ...owner, owner_role: to, owner_id: null, organisation_id })
}

/**
 * The unit head of the police, the supervisor of a centre; heads of the other agencies have no role of their own, so it
 * lies before all of that agency, and never before those of another.
 */
function headOfAgency(owner: Owner): string {
  const { owner_role, organisation_id } = owner
  if (police.has(owner_role)) return deskOf({ ...owner, owner_role: 'head', owner_id: null, organisation_id: null })
  const named = centre.has(owner_role) ? 'centre_supervisor' : owner_role
  const known = organisation_id !== null || owner_role !== 'member'
  return deskOf({ ...owner, owner_role: known ? named : 'secretary', owner_id: null })
}

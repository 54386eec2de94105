import type { Actor } from '../access/decide.ts'

/** Who has to do a piece of work: a named account, or everybody of a role in a district, a region or an organisation. */
export type Owner = {
  readonly owner_role: string
  readonly owner_id: string | null
  readonly organisation_id: string | null
  readonly district: string
  readonly region: string
}

/** Roles that answer for a whole region. */
const regional = new Set(['department', 'duty'])

/**
 * Every piece of work lies on exactly one desk. What the procedure gives to a centre lies with the inspector until one
 * centre is named («centre, else inspector», procedure.md section 5): no other centre learns of the case.
 */
export function deskOf({ owner_role, owner_id, organisation_id, district, region }: Owner): string {
  if (owner_id !== null) return owner_id
  const holder = owner_role === 'centre' && organisation_id === null ? 'inspector' : owner_role
  return `${holder}:${organisation_id ?? (regional.has(owner_role) ? region : district)}`
}

/** The desks at which this person sits: the own one and those of the role. */
export function ownDesks({ id, role, district, region, organisation }: Actor): string[] {
  const place = regional.has(role) ? region : (district ?? region)
  const ofCentre = role === 'centre_supervisor' ? [`centre:${organisation}`] : []
  return [id, `${role}:${place}`, `${role}:${organisation}`, ...ofCentre]
}

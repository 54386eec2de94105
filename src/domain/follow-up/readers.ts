import type { Role } from '../access/roles.ts'

export type Person = {
  readonly id: string
  readonly role: string
  readonly region: string
  readonly district: string | null
  readonly organisation_id: string
  readonly active: boolean
}

/** Somebody who is away today, and who stands in. */
export type Away = { readonly account_id: string; readonly deputy_id: string | null }

/** Everybody of a region, and who of them is away. */
export type Roster = { readonly people: readonly Person[]; readonly away: readonly Away[] }

export type Place = { readonly region: string; readonly district: string }

/** Who answers when a desk is empty, one after the other (procedure.md section 8: the deputy, the head, the superior). */
const chain: readonly Role[] = ['head', 'department', 'inspector']

/** A centre that has nobody left is looked after by who coordinates help, never by the police. */
const centreChain: readonly Role[] = ['akimat']
const isOfCentre = (desk: string) => /^centre(_supervisor)?:/.test(desk)

/** Who sits at a desk today. Nobody is away twice: a deputy who is away too passes it on to the head. */
export function readersOf(desk: string, place: Place, roster: Roster): string[] {
  const own = [desk, ...belowOf(desk)].map(each => presentAt(each, roster)).find(people => people.length > 0)
  if (own) return own
  for (const role of isOfCentre(desk) ? centreChain : chain) {
    const others = presentAt(`${role}:${role === 'department' ? place.region : place.district}`, roster)
    if (others.length > 0) return others
  }
  return []
}

function presentAt(desk: string, roster: Roster): string[] {
  const owners = roster.people.filter(person => sitsAt(person, desk))
  return [...new Set(owners.flatMap(person => presentFor(person, roster)))]
}

/** What comes before a supervisor whom a centre does not have stays within the centre. */
function belowOf(desk: string): string[] {
  const [role, organisation] = desk.split(':')
  return role === 'centre_supervisor' ? [`centre:${organisation}`] : []
}

function sitsAt({ id, role, region, district, organisation_id }: Person, desk: string): boolean {
  const ofCentre = role === 'centre_supervisor' ? [`centre:${organisation_id}`] : []
  return [id, `${role}:${district ?? region}`, `${role}:${organisation_id}`, ...ofCentre].includes(desk)
}

/** Oneself, or the deputy; a disabled account has none. */
function presentFor(person: Person, { people, away }: Roster): string[] {
  if (!person.active) return []
  const absence = away.find(one => one.account_id === person.id)
  if (!absence) return [person.id]
  const deputy = people.find(one => one.id === absence.deputy_id)
  const present = deputy?.active === true && !away.some(one => one.account_id === deputy.id)
  return present ? [deputy.id] : []
}

/** The desks of others at which this person sits today. */
export function standsInFor(accountId: string, roster: Roster): string[] {
  const person = roster.people.find(one => one.id === accountId)
  if (!person) return []
  return districtsOf(person, roster).flatMap(district => {
    const place = { region: person.region, district }
    return desksIn(district, roster).filter(desk => readersOf(desk, place, roster).includes(accountId))
  })
}

/** The own district; for who answers for a region, all of it. */
export function districtsOf({ district }: Pick<Person, 'district'>, { people }: Roster): string[] {
  return district === null ? [...new Set(people.flatMap(one => one.district ?? []))] : [district]
}

/** Only what may be empty: named desks of people who are away, and the desks of the roles that a district has. */
function desksIn(district: string, { people, away }: Roster): string[] {
  const local = people.filter(one => one.district === district)
  const absent = local.filter(one => !one.active || away.some(each => each.account_id === one.id))
  const roles = ['inspector', 'head', 'secretary', 'chair', 'akimat', 'centre'].map(role => `${role}:${district}`)
  const agencies = local.map(one => `${one.role}:${one.organisation_id}`)
  return [...new Set([...absent.map(one => one.id), ...roles, ...agencies])]
}

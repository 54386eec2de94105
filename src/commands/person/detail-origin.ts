import type { Actor } from '../../domain/access/decide.ts'
import type { PersonRow } from '../../storage/person-store.ts'
import type { ReachedPerson } from './reach-person.ts'

export type DetailOrigin = Pick<PersonRow, 'district' | 'organisation_id' | 'case_id'>

/** Whose a detail is from now on; `caseId` null where it belongs to no single case. */
export function originOf(actor: Actor, caseId: string | null): DetailOrigin {
  return { district: actor.district ?? '', organisation_id: actor.organisation, case_id: caseId }
}

/** The record that takes what this officer has learned, and its origin: the case, where only one comes into question. */
export function placeOfDetail(actor: Actor, { shown, standing, cases }: ReachedPerson) {
  const own = shown[0] ?? standing
  const [one, ...others] = cases
  return { own, origin: originOf(actor, one && others.length === 0 ? one.id : null) }
}

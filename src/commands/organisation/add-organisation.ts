import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { change } from '../../storage/change.ts'
import { insertOrganisation } from '../../storage/organisation-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'

export type NewOrganisation = {
  readonly kind: string
  readonly nameKk: string
  readonly nameRu: string
  /** KATO codes of nine digits; the district lies in the region. */
  readonly region: string
  readonly district: string | null
}

export async function addOrganisation(
  deps: CommandDeps,
  actor: Actor,
  input: NewOrganisation,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'organisation.manage')) return refused()
  const faults = checkOrganisation(input)
  if (faults.length > 0) return fail(...faults)
  const id = deps.newId()
  const names = { name_kk: input.nameKk.trim(), name_ru: input.nameRu.trim() }
  const { kind, region, district } = input
  return change(deps.db, contextOf(deps, actor, region), async tx => {
    const row = { id, kind, ...names, region, district, active: 1 as const, created_at: toStamp(deps.now) }
    await insertOrganisation(tx, row)
    const entry = { action: 'organisation.added', subject: `organisation:${id}`, details: { kind } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

function checkOrganisation({ kind, nameKk, nameRu, region, district }: NewOrganisation): Fault[] {
  const faults: Fault[] = []
  if (!/^[a-z][a-z_]*$/.test(kind)) faults.push({ code: 'unknown_option', at: 'kind' })
  if (nameKk.trim() === '') faults.push({ code: 'required', at: 'name_kk' })
  if (nameRu.trim() === '') faults.push({ code: 'required', at: 'name_ru' })
  if (!/^\d{9}$/.test(region)) faults.push({ code: 'unknown_option', at: 'region' })
  if (district !== null && !isDistrictOf(district, region)) faults.push({ code: 'unknown_option', at: 'district' })
  return faults
}

/** The first two KATO digits name the region. */
function isDistrictOf(district: string, region: string): boolean {
  return /^\d{9}$/.test(district) && district.slice(0, 2) === region.slice(0, 2)
}

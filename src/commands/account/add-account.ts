import type { Actor } from '../../domain/access/decide.ts'
import { permits, roles } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findAccountByUsername, foldUsername, insertAccount } from '../../storage/account-store.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import { hashPassword } from '../../storage/password.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkPassword } from './check-password.ts'

export type NewAccount = {
  readonly username: string
  readonly displayName: string
  readonly role: string
  /** Region and district come from it. */
  readonly organisationId: string
  readonly password: string
  readonly language: 'kk' | 'ru' | 'en'
}

export async function addAccount(deps: CommandDeps, actor: Actor, input: NewAccount): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const faults = checkAccount(input)
  const organisation = await findOrganisation(deps.db.read, input.organisationId)
  if (!organisation || organisation.active === 0) faults.push({ code: 'unknown_organisation', at: 'organisation' })
  if (!organisation || faults.length > 0) return fail(...faults)
  const id = deps.newId()
  const row = {
    id,
    username: foldUsername(input.username),
    display_name: input.displayName.trim(),
    role: input.role,
    organisation_id: organisation.id,
    region: organisation.region,
    district: organisation.district,
    password_hash: await hashPassword(input.password),
    must_change_password: 1 as const,
    language: input.language,
    active: 1 as const,
    created_at: toStamp(deps.now),
  }
  return changeOrRefuse(deps.db, contextOf(deps, actor, organisation.region), async tx => {
    if (await findAccountByUsername(tx, row.username)) throw new Refusal({ code: 'username_taken', at: 'username' })
    const still = await findOrganisation(tx, row.organisation_id)
    if (still?.active !== 1) throw new Refusal({ code: 'unknown_organisation', at: 'organisation' })
    await insertAccount(tx, row)
    const entry = { action: 'account.added', subject: `account:${id}`, details: { role: row.role } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

function checkAccount({ username, displayName, role, password }: NewAccount): Fault[] {
  const faults = checkPassword(password, foldUsername(username))
  if (!/^[\p{L}\d][\p{L}\d._-]{1,39}$/u.test(foldUsername(username))) {
    faults.push({ code: 'invalid_username', at: 'username' })
  }
  if (displayName.trim() === '' || displayName.length > 120) faults.push({ code: 'required', at: 'display_name' })
  if (!roles.some(each => each === role)) faults.push({ code: 'unknown_option', at: 'role' })
  return faults
}

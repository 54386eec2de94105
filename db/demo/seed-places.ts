import type { CommandDeps } from '../../src/commands/deps.ts'
import { foldUsername, insertAccount } from '../../src/storage/account-store.ts'
import { change } from '../../src/storage/change.ts'
import { insertOrganisation } from '../../src/storage/organisation-store.ts'
import { hashPassword } from '../../src/storage/password.ts'
import type { Source } from '../../src/storage/scope-filter.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { insertProvider, locationPlace, type ProviderRow } from '../../src/storage/provider-store.ts'
import { demoAccounts, demoLoad, demoOrganisations, demoPassword, demoProviders } from './places.ts'

const loader = { id: 'demo', role: 'program' } as const

/** Loads the invented organisations and accounts, once; false when some account is there already. */
export async function seedPlaces(
  { db, now }: Pick<CommandDeps, 'db' | 'now'>,
  passwordHash?: string,
): Promise<boolean> {
  const at = toStamp(now)
  const password_hash = passwordHash ?? (await hashPassword(demoPassword))
  if (await db.read.selectFrom('account').select('id').limit(1).executeTakeFirst()) return false
  const [first, second] = [...new Set(demoOrganisations.map(([, , , , region]) => region))]
  if (first === undefined || second === undefined) throw new Error('the demo names two regions')
  const providers = await buildProviders(db)
  await change(db, { actor: loader, at, region: [first, second] }, async tx => {
    await insertOrganisations(tx, at)
    await insertAccounts(tx, at, password_hash)
    for (const row of providers) await insertProvider(tx, row)
    const entry = { action: 'demo.loaded', subject: 'program:demo' }
    return { value: null, entries: [first, second].map(region => ({ ...entry, region })) }
  })
  return true
}

async function insertOrganisations(tx: Source, at: string): Promise<void> {
  for (const [id, kind, name_kk, name_ru, region, district] of demoOrganisations) {
    await insertOrganisation(tx, { id, kind, name_kk, name_ru, region, district, active: 1, created_at: at })
  }
}

async function insertAccounts(tx: Source, at: string, password_hash: string): Promise<void> {
  for (const [username, display_name, role, organisation_id] of demoAccounts) {
    const place = demoOrganisations.find(([id]) => id === organisation_id)
    if (!place) throw new Error(`no demo organisation ${organisation_id}`)
    const [, , , , region, district] = place
    const where = { organisation_id, region, district }
    const who = { id: `demo-account-${username}`, username: foldUsername(username), display_name, role }
    await insertAccount(tx, { ...who, ...where, password_hash, language: 'ru', active: 1, created_at: at })
  }
}

async function buildProviders({ keys }: CommandDeps['db']): Promise<ProviderRow[]> {
  const own = await keys.createMany('provider', demoProviders.length)
  return Promise.all(
    demoProviders.map(async ({ id, places, licence, accepts, location, ...one }, at) => {
      const place = demoOrganisations.find(([organisation]) => organisation === id)
      const key_id = own[at]
      if (!place || key_id === undefined) throw new Error(`no demo organisation ${id}`)
      const [, , , , region, district] = place
      const [licence_number, licence_from, licence_to] = licence
      return {
        id,
        region,
        district,
        licence_number,
        licence_from,
        licence_to,
        ...demoLoad,
        key_id,
        owner_type: one.ownerType,
        closed_on: null,
        close_reason: null,
        accepts: JSON.stringify(accepts),
        child_age_to: one.childAgeTo,
        places_adult: places[0],
        places_child: places[1],
        hours: one.hours,
        contact: one.contact,
        posts: one.posts,
        sealed_location: await keys.seal(key_id, locationPlace(id), location),
      }
    }),
  )
}

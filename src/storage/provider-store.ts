import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { ProviderScope } from '../domain/access/decide-client.ts'
import type { Places } from '../domain/referral/bed.ts'
import { helperKinds, profileCodes, type HelperKind, type ProviderTerms } from '../domain/referral/provider.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type ProviderRow = Selectable<Schema['provider']>
/** An organisation that helps, with its names; where it stands is left sealed. */
export type Provider = Omit<ProviderRow, 'accepts' | 'sealed_location'> & {
  readonly accepts: ProviderTerms['accepts']
  readonly kind: HelperKind
  readonly name_kk: string
  readonly name_ru: string
  readonly active: 0 | 1
  readonly hasLocation: boolean
}
export type ShelterReaderRow = Selectable<Schema['shelter_reader']>

const accepts = z.array(z.enum(profileCodes))
const kind = z.enum(helperKinds)

export const locationPlace = (id: string) => ({ table: 'provider', column: 'sealed_location', row: id }) as const

export async function insertProvider(db: Source, row: ProviderRow): Promise<void> {
  await db.insertInto('provider').values(row).execute()
}

export async function updateProvider(
  db: Source,
  id: string,
  values: Partial<Omit<ProviderRow, 'id' | 'region' | 'key_id'>>,
): Promise<void> {
  await db.updateTable('provider').set(values).where('id', '=', id).execute()
}

function providers(db: Source) {
  return db
    .selectFrom('provider as p')
    .innerJoin('organisation as o', 'o.id', 'p.id')
    .selectAll('p')
    .select(['o.kind', 'o.name_kk', 'o.name_ru', 'o.active'])
}

export async function findProvider(db: Source, id: string): Promise<Provider | null> {
  const row = await providers(db).where('p.id', '=', id).executeTakeFirst()
  return row ? providerOf(row) : null
}

/** The organisations in reach, by name; nothing where the scope names nothing. */
export async function listProviders(db: Source, scope: ProviderScope): Promise<Provider[]> {
  const own = scope.organisation === null ? [] : [scope.organisation]
  const query = providers(db).where(eb =>
    eb.or([eb('p.region', 'in', orNothing(scope.regions)), eb('p.id', 'in', orNothing(own))]),
  )
  return (await query.orderBy('o.name_ru').orderBy('p.id').limit(500).execute()).map(providerOf)
}

const orNothing = (values: readonly string[]) => (values.length > 0 ? values : [''])

type Joined = ProviderRow & { kind: string; name_kk: string; name_ru: string; active: 0 | 1 }

function providerOf({ sealed_location, ...row }: Joined): Provider {
  const codes = { accepts: accepts.parse(JSON.parse(row.accepts)), kind: kind.parse(row.kind) }
  return { ...row, ...codes, hasLocation: sealed_location !== null }
}

export function placesOf({ places_adult, places_child }: Pick<ProviderRow, 'places_adult' | 'places_child'>): Places {
  return { adult: places_adult, child: places_child }
}

export function termsOf(row: Provider): ProviderTerms {
  const { licence_from, licence_to, closed_on, child_age_to } = row
  const closedOn = row.active === 1 ? closed_on : (closed_on ?? '0000-01-01')
  return {
    accepts: row.accepts,
    childAgeTo: child_age_to,
    licenceFrom: licence_from,
    licenceTo: licence_to,
    closedOn,
  }
}

/** Tier 4. Empty while nobody has written it down. */
export async function openLocation(db: Database, id: string): Promise<string> {
  const row = await db.read
    .selectFrom('provider')
    .select(['key_id', 'sealed_location'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.sealed_location ? db.keys.unseal(row.key_id, locationPlace(id), row.sealed_location) : ''
}

export async function listShelterReaders(db: Source, providerId: string): Promise<ShelterReaderRow[]> {
  const query = db.selectFrom('shelter_reader').selectAll().where('provider_id', '=', providerId)
  return query.orderBy('named_at').orderBy('account_id').execute()
}

export async function insertShelterReader(db: Source, row: ShelterReaderRow): Promise<void> {
  const insert = db.insertInto('shelter_reader').values(row)
  await insert.onConflict(on => on.columns(['provider_id', 'account_id']).doNothing()).execute()
}

export async function deleteShelterReader(db: Source, providerId: string, accountId: string): Promise<void> {
  const query = db.deleteFrom('shelter_reader').where('provider_id', '=', providerId)
  await query.where('account_id', '=', accountId).execute()
}

/** Active accounts of the organisation and of the region's coordinators: nobody else may be named. */
export async function listShelterCandidates(db: Source, row: Pick<ProviderRow, 'id' | 'region'>) {
  const query = db.selectFrom('account').select(['id', 'display_name', 'role', 'organisation_id'])
  return query
    .where('active', '=', 1)
    .where(eb =>
      eb.or([
        eb('organisation_id', '=', row.id).and('role', 'in', ['centre', 'centre_supervisor']),
        eb('region', '=', row.region).and('role', '=', 'akimat'),
      ]),
    )
    .orderBy('display_name')
    .execute()
}

/** Active workers of an organisation, by name. */
export async function listWorkers(db: Source, organisationId: string) {
  const query = db.selectFrom('account').select(['id', 'display_name', 'role'])
  const own = query.where('organisation_id', '=', organisationId).where('active', '=', 1)
  return own.where('role', 'in', ['centre', 'centre_supervisor']).orderBy('display_name').execute()
}

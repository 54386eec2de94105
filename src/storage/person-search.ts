import { sql } from 'kysely'
import { canBeRanked, rankCandidates, type Candidate } from '../domain/person/compare-people.ts'
import { tokensOf } from '../domain/person/index-tokens.ts'
import type { Profile } from '../domain/person/person.ts'
import type { Database } from './database.ts'
import type { DetailReach } from '../domain/access/detail-reach.ts'
import {
  listAliases,
  listAllAliases,
  listAllPhones,
  listPhones,
  openAlias,
  openPhone,
  type AliasRow,
  type PhoneRow,
} from './person-detail-store.ts'
import { keyTokens } from './person-index.ts'
import { openPerson, type Identity, type PersonRow } from './person-store.ts'
import type { Source } from './scope-filter.ts'
import { SealBroken } from './seal.ts'

/** No more than these are decrypted for one search. */
const mostCandidates = 300

export type FoundPerson = { readonly row: PersonRow; readonly identity: Identity; readonly profile: Profile }
/** `ranked` is false when neither a birth date nor a number was given: then the candidates are mere namesakes. */
export type Search = { readonly ranked: boolean; readonly candidates: readonly Candidate<FoundPerson>[] }

/**
 * The people of the whole register who are like this one, the likest first, the excluded cases' people left out. What
 * of them may be shown is for the caller to decide.
 */
export async function searchPeople(
  db: Database,
  excludedCases: readonly string[],
  wanted: Profile,
  source: Source = db.read,
): Promise<Search> {
  const rows = await findByClues(source, keyTokens(db, tokensOf(wanted)), excludedCases)
  const found = await openProfiles(db, rows, source)
  const candidates = rankCandidates(
    wanted,
    found.map(person => [person, person.profile] as const),
  )
  return { ranked: canBeRanked(wanted), candidates }
}

/** Those that share the most clues first, so that the limit cuts off mere namesakes. */
async function findByClues(db: Source, tokens: readonly string[], excluded: readonly string[]): Promise<PersonRow[]> {
  if (tokens.length === 0) return []
  const hits = db
    .selectFrom('person_index')
    .select('person_id')
    .where('token', 'in', tokens)
    .groupBy('person_id')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('person_id')
    .limit(mostCandidates)
  const ids = (await hits.execute()).map(hit => hit.person_id)
  if (ids.length === 0) return []
  let query = db.selectFrom('person as p').selectAll('p').where('p.id', 'in', ids)
  if (excluded.length > 0) query = query.where(outsideOf(excluded))
  const rows = await query.execute()
  return rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

/** People known from excluded cases alone are found by nobody who is shut out of those. */
function outsideOf(excluded: readonly string[]) {
  const cases = sql`select 1 from case_file as c where (c.victim_id = p.id or c.perpetrator_id = p.id)`
  const closed = sql.join(excluded)
  return sql<boolean>`(not exists (${cases}) or exists (${cases} and c.id not in (${closed})))`
}

/** All that is known, to compare people by, never to show. People whose key is destroyed are passed over. */
export async function openProfiles(
  db: Database,
  rows: readonly PersonRow[],
  source: Source = db.read,
): Promise<FoundPerson[]> {
  const ids = rows.map(row => row.id)
  return openAll(db, rows, await listAllAliases(source, ids), await listAllPhones(source, ids))
}

/** The same as far as an actor may know it. The rows are those within the reach. */
export async function openShownProfiles(db: Database, reach: DetailReach, rows: readonly PersonRow[]) {
  const ids = rows.map(row => row.id)
  return openAll(db, rows, await listAliases(db.read, reach, ids), await listPhones(db.read, reach, ids))
}

async function openAll(
  db: Database,
  rows: readonly PersonRow[],
  aliasRows: readonly AliasRow[],
  phoneRows: readonly PhoneRow[],
): Promise<FoundPerson[]> {
  const aliases = Map.groupBy(aliasRows, row => row.person_id)
  const phones = Map.groupBy(phoneRows, row => row.person_id)
  await db.keys.preload(rows.map(row => row.key_id))
  const opened = rows.map(row => openFound(db, row, aliases.get(row.id) ?? [], phones.get(row.id) ?? []))
  return (await Promise.all(opened)).filter(found => found !== null)
}

async function openFound(db: Database, row: PersonRow, aliases: readonly AliasRow[], phones: readonly PhoneRow[]) {
  try {
    const identity = await openPerson(db, row)
    return { row, identity, profile: await profileOf(db, row, identity, aliases, phones) }
  } catch (error) {
    if (error instanceof SealBroken && error.reason === 'key_missing') return null
    throw error
  }
}

async function profileOf(
  db: Database,
  row: PersonRow,
  identity: Identity,
  aliasRows: readonly AliasRow[],
  phoneRows: readonly PhoneRow[],
): Promise<Profile> {
  const aliases = await Promise.all(aliasRows.map(each => openAlias(db, row, each)))
  const phones = await Promise.all(phoneRows.map(each => openPhone(db, row, each)))
  // An alias may hold a surname alone: the rest of the name stays as it was.
  const names = aliases.map(each => ({
    surname: each.surname || identity.surname,
    given_name: each.given_name || identity.given_name,
    patronymic: each.patronymic || identity.patronymic,
  }))
  return {
    names: [identity, ...names],
    birthDates: [identity.born_on, ...aliases.map(each => each.born_on)].filter(date => date !== ''),
    iins: [identity, ...aliases].map(each => each.iin).filter(iin => iin !== ''),
    phones: phones.map(each => each.number),
    sex: identity.sex,
  }
}

import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../domain/access/decide.ts'
import { reachesByQueue } from '../domain/access/decide-conference.ts'
import { isInChain, type ChainMember } from '../domain/access/own-chain.ts'
import type { Scope } from '../domain/access/scope.ts'
import { tokensOf } from '../domain/person/index-tokens.ts'
import { isOwnPerson } from '../domain/person/own-person.ts'
import type { Profile } from '../domain/person/person.ts'
import { actorOf, type AccountRow } from './account-store.ts'
import { listClosedTo } from './conference-reader.ts'
import { listConflictsOfAccount } from './conference-sitting.ts'
import { compileOnce } from './compile-once.ts'
import type { Database } from './database.ts'
import { keyTokens } from './person-index.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'

export type OwnPersonRow = Selectable<Schema['own_person']>
export type NoticeRow = Selectable<Schema['review_notice']>
/** Tier 1. */
export type ListedNotice = NoticeRow & { readonly number: string; readonly category: string }

export const relations = ['self', 'spouse', 'parent', 'child', 'sibling', 'other'] as const

const identity = z.object({
  surname: z.string(),
  given_name: z.string(),
  patronymic: z.string(),
  born_on: z.string(),
  iin: z.string(),
  phone: z.string(),
  unit: z.string(),
})
/** Unknown parts are empty. `unit`: where the person serves, below the organisation of the account. */
export type OwnIdentity = z.infer<typeof identity>

export const ownPlace = (id: string) => ({ table: 'own_person', column: 'sealed_identity', row: id }) as const

export async function insertOwnPerson(tx: Source, db: Database, row: OwnPersonRow, profile: Profile): Promise<void> {
  await tx.insertInto('own_person').values(row).execute()
  const tokens = keyTokens(db, tokensOf(profile)).map(token => ({ token, own_person_id: row.id }))
  if (tokens.length > 0) await tx.insertInto('own_person_index').values(tokens).execute()
}

/** The key gets its tombstone; the caller destroys it after the commit. */
export async function deleteOwnPerson(
  tx: Source,
  { id, key_id }: Pick<OwnPersonRow, 'id' | 'key_id'>,
  destroyed_at: string,
): Promise<void> {
  await tx.deleteFrom('own_case').where('own_person_id', '=', id).execute()
  await tx.deleteFrom('own_person_index').where('own_person_id', '=', id).execute()
  await tx.deleteFrom('own_person').where('id', '=', id).execute()
  await tx.insertInto('tombstone').values({ key_id, kind: 'own_person', destroyed_at }).execute()
}

export async function findOwnPerson(db: Source, id: string): Promise<OwnPersonRow | null> {
  return (await db.selectFrom('own_person').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Accounts hold no case data: the permission alone guards this list. */
export async function listOwnPeople(db: Source, accountId: string): Promise<OwnPersonRow[]> {
  const query = db.selectFrom('own_person').selectAll().where('account_id', '=', accountId)
  return query.orderBy('declared_at').orderBy('id').limit(200).execute()
}

export async function openOwnPerson(db: Database, row: OwnPersonRow): Promise<OwnIdentity> {
  return identity.parse(JSON.parse(await db.keys.unseal(row.key_id, ownPlace(row.id), row.sealed_identity)))
}

export function profileOfOwn({ surname, given_name, patronymic, born_on, iin, phone }: OwnIdentity): Profile {
  const known = (text: string) => (text === '' ? [] : [text])
  const names = surname === '' && given_name === '' ? [] : [{ surname, given_name, patronymic }]
  return { names, birthDates: known(born_on), iins: known(iin), phones: known(phone), sex: '' }
}

/** The own people whom this party equals, of disabled accounts too: those may be opened again. */
export async function findOwnPeople(db: Database, source: Source, party: Profile): Promise<OwnPersonRow[]> {
  const tokens = keyTokens(db, tokensOf(party))
  if (tokens.length === 0) return []
  const hits = source.selectFrom('own_person_index').select('own_person_id').where('token', 'in', tokens)
  const rows = await source.selectFrom('own_person').selectAll().where('id', 'in', hits).execute()
  const opened = await Promise.all(rows.map(async row => ({ row, own: profileOfOwn(await openOwnPerson(db, row)) })))
  return opened.filter(({ own }) => isOwnPerson(own, party)).map(({ row }) => row)
}

/** True when the case was not theirs before. */
export async function insertOwnCase(tx: Source, row: Schema['own_case']): Promise<boolean> {
  const insert = tx.insertInto('own_case').values(row)
  const once = insert.onConflict(on => on.columns(['own_person_id', 'case_id']).doNothing()).returning('case_id')
  return (await once.execute()).length > 0
}

/**
 * The account as it acts now, with the cases that are closed to it: own people, conflicts that were declared, and closed
 * items of the commission for which it is not named.
 */
export async function loadActor(db: Source, account: AccountRow): Promise<Actor> {
  const actor = actorOf(account)
  const [own, conflicts] = [await listExcluded(db, actor), await listConflictsOfAccount(db, actor.id)]
  const { id, district } = actor
  const unnamed = reachesByQueue(actor) && district !== null ? await listClosedTo(db, { account: id, district }) : []
  return { ...actor, excluded: [...new Set([...own, ...conflicts, ...unnamed])] }
}

/** Asked for at every page. */
const ownCasesNear = compileOnce((db, near: { region: string; organisation: string }) =>
  db
    .selectFrom('own_case as c')
    .innerJoin('own_person as p', 'p.id', 'c.own_person_id')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select(['c.case_id', 'a.id', 'a.role', 'a.region', 'a.organisation_id'])
    .where('a.active', '=', 1)
    .where(eb => eb.or([eb('a.region', '=', near.region), eb('a.organisation_id', '=', near.organisation)])),
)

async function listExcluded(db: Source, actor: Actor): Promise<string[]> {
  const { region, organisation } = actor
  const owned = (await ownCasesNear(db, { region, organisation })).filter(row => isInChain(actor, ownerOf(row)))
  return [...new Set(owned.map(row => row.case_id))]
}

type OwnerRow = {
  readonly id: string
  readonly role: string
  readonly region: string
  readonly organisation_id: string
}

function ownerOf({ id, role, region, organisation_id }: OwnerRow): ChainMember {
  return { id, role: role as ChainMember['role'], region, organisation: organisation_id }
}

export async function insertNotice(tx: Source, row: NoticeRow): Promise<void> {
  await tx.insertInto('review_notice').values(row).execute()
}

/** The reviewer is told of a case once, however many of its people are own ones. */
export async function hasNotice(db: Source, caseId: string): Promise<boolean> {
  const found = db.selectFrom('review_notice').select('id').where('case_id', '=', caseId).limit(1)
  return (await found.executeTakeFirst()) !== undefined
}

export async function findNotice(db: Source, id: string): Promise<NoticeRow | null> {
  return (await db.selectFrom('review_notice').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function markNoticeSeen(db: Source, id: string, seen_at: string, seen_by: string): Promise<void> {
  await db.updateTable('review_notice').set({ seen_at, seen_by }).where('id', '=', id).execute()
}

function noticesIn(db: Source, scope: Scope) {
  const all = db.selectFrom('review_notice as n').innerJoin('case_file as c', 'c.id', 'n.case_id')
  return all.where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
}

/** What the reviewer was told, the newest first. */
export async function listNotices(db: Source, scope: Scope, page: Page): Promise<ListedNotice[]> {
  const query = noticesIn(db, scope).selectAll('n').select(['c.number', 'c.category'])
  return query.orderBy('n.told_at', 'desc').orderBy('n.id').limit(page.limit).offset(page.offset).execute()
}

export async function countNotices(db: Source, scope: Scope): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await noticesIn(db, scope).select(count).executeTakeFirstOrThrow()).count
}

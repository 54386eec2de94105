import { sql, type Insertable, type Selectable } from 'kysely'
import type { Actor } from '../domain/access/decide.ts'
import { roles, type Role } from '../domain/access/roles.ts'
import { compileOnce } from './compile-once.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type AccountRow = Selectable<Schema['account']>
export type ListedAccount = Omit<AccountRow, 'password_hash' | 'must_change_password'> & {
  readonly organisation_ru: string
  readonly organisation_kk: string
}

/** The form in which names are compared. */
export function foldUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

export async function insertAccount(db: Source, row: Insertable<Schema['account']>): Promise<void> {
  await db.insertInto('account').values(row).execute()
}

/** Also finds disabled accounts: look at `active`. */
export async function findAccountByUsername(db: Source, username: string): Promise<AccountRow | null> {
  const query = db.selectFrom('account').selectAll().where('username', '=', foldUsername(username))
  return (await query.executeTakeFirst()) ?? null
}

const accountsOf = compileOnce((db, { id }: { id: string }) =>
  db.selectFrom('account').selectAll().where('id', '=', id),
)

export async function findAccount(db: Source, id: string): Promise<AccountRow | null> {
  return (await accountsOf(db, { id }))[0] ?? null
}

export async function updateAccount(
  db: Source,
  id: string,
  values: Partial<Pick<AccountRow, 'active' | 'password_hash' | 'language' | 'must_change_password'>>,
): Promise<void> {
  await db.updateTable('account').set(values).where('id', '=', id).execute()
}

/** Accounts hold no case data: the permission alone guards this list. */
export async function listAccounts(db: Source, page: Page): Promise<ListedAccount[]> {
  const rows = await db
    .selectFrom('account as a')
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .select(['a.id', 'a.username', 'a.display_name', 'a.role', 'a.organisation_id', 'a.region', 'a.district'])
    .select(['a.language', 'a.active', 'a.created_at', 'o.name_ru as organisation_ru', 'o.name_kk as organisation_kk'])
    .orderBy('a.username')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows
}

export async function countAccounts(db: Source): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await db.selectFrom('account').select(count).executeTakeFirstOrThrow()).count
}

/** Whether invented accounts are here, whose password stands in the README. */
export async function hasDemoAccounts(db: Source): Promise<boolean> {
  const found = db.selectFrom('account').select('id').where('id', 'like', 'demo-account-%').limit(1)
  return (await found.executeTakeFirst()) !== undefined
}

/** The person who acts, as the account says at this moment. */
export function actorOf(account: AccountRow): Actor {
  const { id, region, district } = account
  return { id, role: roleOrThrow(account.role), region, district, organisation: account.organisation_id, excluded: [] }
}

function roleOrThrow(text: string): Role {
  const role = roles.find(each => each === text)
  if (!role) throw new Error(`account with the unknown role ${text}`)
  return role
}

import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { CaseStanding } from '../domain/access/decide.ts'
import type { Scope } from '../domain/access/scope.ts'
import { compileOnce } from './compile-once.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

export type StoredCaseRow = Selectable<Schema['case_file']>
export type CaseRow = StoredCaseRow & CaseStanding
export type IncidentRow = Selectable<Schema['incident']>
/** Tier 1: no name stands in a list. */
export type ListedCase = Pick<
  StoredCaseRow,
  'id' | 'number' | 'district' | 'state' | 'category' | 'provisional' | 'reassess_by' | 'opened_at'
>

export async function insertCase(db: Source, row: StoredCaseRow): Promise<void> {
  await db.insertInto('case_file').values(row).execute()
}

type CaseChange = Pick<
  StoredCaseRow,
  | 'state'
  | 'perpetrator_id'
  | 'category'
  | 'category_rank'
  | 'provisional'
  | 'reassess_by'
  | 'relationship'
  | 'sealed_contact'
  | 'sealed_wishes'
>

export async function updateCase(db: Source, id: string, values: Partial<CaseChange>): Promise<void> {
  await db.updateTable('case_file').set(values).where('id', '=', id).execute()
}

export async function insertIncident(db: Source, row: IncidentRow): Promise<void> {
  await db.insertInto('incident').values(row).execute()
}

const caseNumbered = compileOnce((db, { number }: { number: string }) =>
  db.selectFrom('case_file').select('id').where('number', '=', number),
)

export async function hasCaseNumber(db: Source, number: string): Promise<boolean> {
  return (await caseNumbered(db, { number })).length > 0
}

/** `listed`: the case stands before the commission at this moment (ISO text); a provisional one may still wait. */
export async function findCase(db: Source, id: string, at: string): Promise<CaseRow | null> {
  const row = await db.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const item = db.selectFrom('agenda_item').select('id').where('case_id', '=', id).where('state', '=', 'listed')
  const listed = await item.where('available_at', '<=', at).limit(1).executeTakeFirst()
  const own = db.selectFrom('own_case').select('case_id').where('case_id', '=', id).limit(1)
  return { ...row, listed: listed !== undefined, closed: (await own.executeTakeFirst()) !== undefined }
}

export async function findCaseByNumber(db: Source, number: string, at: string): Promise<CaseRow | null> {
  const row = await db.selectFrom('case_file').select('id').where('number', '=', number).executeTakeFirst()
  return row ? findCase(db, row.id, at) : null
}

// Without a clock a provisional case cannot be told to have waited long enough, so it counts as not listed yet.
function casesIn(db: Source, scope: Scope) {
  const all = db.selectFrom('case_file as c').where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
  if (!scope.listedOnly) return all
  const listed = sql<boolean>`exists (select 1 from agenda_item as i where i.case_id = c.id
    and i.state = 'listed')`
  return all.where('c.provisional', '=', 0).where(listed)
}

/** The highest category first, in it the newest case. */
export async function listCases(db: Source, scope: Scope, page: Page): Promise<ListedCase[]> {
  return casesIn(db, scope)
    .select(['c.id', 'c.number', 'c.district', 'c.state', 'c.category'])
    .select(['c.provisional', 'c.reassess_by', 'c.opened_at'])
    .orderBy('c.category_rank', 'desc')
    .orderBy('c.opened_at', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function countCases(db: Source, scope: Scope): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await casesIn(db, scope).select(count).executeTakeFirstOrThrow()).count
}

/** Open cases whose next assessment is due by then, the most urgent first. */
export async function listReassessmentsDue(db: Source, scope: Scope, by: string, page: Page): Promise<ListedCase[]> {
  return casesIn(db, scope)
    .select(['c.id', 'c.number', 'c.district', 'c.state', 'c.category'])
    .select(['c.provisional', 'c.reassess_by', 'c.opened_at'])
    .where('c.state', '=', 'open')
    .where('c.reassess_by', '<=', by)
    .orderBy('c.reassess_by')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** Whether the key of a case was destroyed for good. */
export async function isShredded(db: Source, keyId: string): Promise<boolean> {
  const row = await db.selectFrom('tombstone').select('key_id').where('key_id', '=', keyId).executeTakeFirst()
  return row !== undefined
}

export async function findIncident(db: Source, id: string): Promise<IncidentRow | null> {
  return (await db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The incidents of one case that were not voided. */
export async function listStandingIncidents(db: Source, caseId: string): Promise<IncidentRow[]> {
  const query = db.selectFrom('incident').selectAll().where('case_id', '=', caseId)
  return query.where(notVoided('incident', 'incident.id')).execute()
}

/** The last incident of a case that was not voided. */
export async function findLastIncident(db: Source, caseId: string): Promise<IncidentRow | null> {
  const query = db.selectFrom('incident').selectAll().where('case_id', '=', caseId)
  const standing = query.where(notVoided('incident', 'incident.id')).orderBy('happened_at', 'desc')
  return (await standing.limit(1).executeTakeFirst()) ?? null
}

/** The same incident of the same case, told by the same account. */
export async function findIncidentAt(
  db: Source,
  told: Pick<IncidentRow, 'case_id' | 'happened_at' | 'recorded_by'>,
): Promise<IncidentRow | null> {
  const query = db.selectFrom('incident').selectAll().where('case_id', '=', told.case_id)
  const same = query.where('happened_at', '=', told.happened_at).where('recorded_by', '=', told.recorded_by)
  return (await same.where(notVoided('incident', 'incident.id')).limit(1).executeTakeFirst()) ?? null
}

/** The incidents of one case, the last first. */
export async function listIncidents(db: Source, caseId: string): Promise<IncidentRow[]> {
  const query = db.selectFrom('incident').selectAll().where('case_id', '=', caseId)
  return query.orderBy('happened_at', 'desc').limit(100).execute()
}

export function casePlace(caseId: string, column: 'sealed_contact' | 'sealed_wishes') {
  return { table: 'case_file', column, row: caseId } as const
}

export function accountPlace(incidentId: string) {
  return { table: 'incident', column: 'sealed_account', row: incidentId } as const
}

const wishes = z.object({ wishes: z.string(), fears: z.string(), talk: z.string().default('') })
const contact = z
  .object({ phone: z.string(), channel: z.string(), hours: z.string(), who_hears: z.string() })
  .nullable()

export type OpenedCase = {
  /** Tier 2: what she wants and what she fears, in her words. */
  readonly wishes: string
  readonly fears: string
  /** Whom to talk to about it. */
  readonly talk: string
  /** The phone is tier 3, the rest tier 2; null when she was not asked. */
  readonly contact: z.infer<typeof contact>
}

export async function openCase(db: Database, row: StoredCaseRow): Promise<OpenedCase> {
  const open = (column: 'sealed_wishes' | 'sealed_contact') =>
    db.keys.unseal(row.key_id, casePlace(row.id, column), row[column])
  const contactText = await open('sealed_contact')
  return { ...wishes.parse(JSON.parse(await open('sealed_wishes'))), contact: contact.parse(JSON.parse(contactText)) }
}

/** Tier 3: the narrative of one incident. */
export async function openIncident(db: Database, keyId: string, row: IncidentRow): Promise<string> {
  return db.keys.unseal(keyId, accountPlace(row.id), row.sealed_account)
}

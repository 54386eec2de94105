import { sql, type Expression, type Selectable, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { ReferralScope, ReferralStanding } from '../domain/access/decide-referral.ts'
import { isLive, referralStateOrThrow } from '../domain/referral/referral.ts'
import type { Party } from '../domain/referral/party.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

type Row = Selectable<Schema['referral']>
export type ReferralRow = Omit<Row, 'party'> & { readonly party: Party }
/** Tier 1: no name, and nothing that is sealed. */
export type ListedReferral = Pick<
  ReferralRow,
  | 'id'
  | 'number'
  | 'origin'
  | 'kind'
  | 'urgency'
  | 'state'
  | 'case_id'
  | 'from_id'
  | 'to_id'
  | 'district'
  | 'made_at'
  | 'answer_by'
  | 'answered_at'
  | 'refusal_reason'
  | 'party'
> & { readonly from_kk: string; readonly from_ru: string; readonly to_kk: string; readonly to_ru: string }

const text = z.string()
const content = z.object({
  surname: text,
  given_name: text,
  patronymic: text,
  born_on: text,
  sex: text,
  language: text,
  disability: text,
  phone: text,
  channel: text,
  hours: text,
  who_hears: text,
  wishes: text,
  fears: text,
  children: z.array(z.object({ name: text, born_on: text })),
  need: text,
})
/** What is shared and nothing else: frozen when it was sent. Names and children are tier 2, the rest tier 3. */
export type ReferralContent = z.infer<typeof content>

const answer = z.object({ explanation: text })
const party = z.object({ adult: z.int(), child_0_2: z.int(), child_3_6: z.int(), child_7_17: z.int() })

export const contentPlace = (id: string) => ({ table: 'referral', column: 'sealed_content', row: id }) as const
export const groundPlace = (id: string) => ({ table: 'referral', column: 'sealed_ground', row: id }) as const
export const answerPlace = (id: string) => ({ table: 'referral', column: 'sealed_answer', row: id }) as const

export async function insertReferral(db: Source, row: ReferralRow): Promise<void> {
  await db
    .insertInto('referral')
    .values({ ...row, party: JSON.stringify(row.party) })
    .execute()
}

type Answered = 'state' | 'answered_at' | 'answered_by' | 'refusal_reason' | 'proposed_id' | 'sealed_answer'

export async function updateReferral(
  db: Source,
  id: string,
  values: Partial<Pick<Row, Answered | 'sharing_ended_at'>>,
): Promise<void> {
  await db.updateTable('referral').set(values).where('id', '=', id).execute()
}

export async function findReferral(db: Source, id: string): Promise<ReferralRow | null> {
  const row = await db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? referralOf(row) : null
}

export async function hasReferralNumber(db: Source, number: string): Promise<boolean> {
  return (await db.selectFrom('referral').select('id').where('number', '=', number).executeTakeFirst()) !== undefined
}

/** The referral that answers a refused one; null while none does. */
export async function findFollower(db: Source, id: string): Promise<{ id: string } | null> {
  return (await db.selectFrom('referral').select('id').where('follows_id', '=', id).executeTakeFirst()) ?? null
}

/** The referrals of one case, the newest first. */
export async function listCaseReferrals(db: Source, caseId: string): Promise<ReferralRow[]> {
  const query = db.selectFrom('referral').selectAll().where('case_id', '=', caseId)
  return (await query.orderBy('made_at', 'desc').limit(200).execute()).map(referralOf)
}

/**
 * Live referrals to a kind of organisation for which an override of their case has run out, behind this one; on what
 * ground they may still be shared is for the caller to ask.
 */
export async function listRunOut(db: Source, at: string, behind: string, limit: number): Promise<ReferralRow[]> {
  const live = db.selectFrom('referral as r').selectAll('r').where('r.state', 'in', ['sent', 'accepted'])
  const rows = await live
    .where('r.sharing_ended_at', 'is', null)
    .where('r.id', '>', behind)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('consent_override as o')
          .select('o.id')
          .whereRef('o.case_id', '=', 'r.case_id')
          .whereRef('o.agency', '=', 'r.kind')
          .where('o.ends_at', '<=', at),
      ),
    )
    .orderBy('r.id')
    .limit(limit)
    .execute()
  return rows.map(referralOf)
}

function referralOf(row: Row): ReferralRow {
  return { ...row, party: party.parse(JSON.parse(row.party)) }
}

/** As decisions on it see it. `consented`: her consent or an override still stands at this moment. */
export function standingOf(row: ReferralRow, consented: boolean): ReferralStanding {
  const live = isLive(referralStateOrThrow(row.state)) && row.sharing_ended_at === null
  const { case_id: caseId, region, district, from_id: from, to_id: to } = row
  return { caseId, region, district, from, to, shared: live && consented }
}

function withinReferrals(scope: ReferralScope, side: 'in' | 'out' | 'all'): Expression<SqlBool> {
  const own = scope.organisation ?? ''
  const parts: Expression<SqlBool>[] = []
  if (side !== 'out') parts.push(sql`r.to_id = ${own}`)
  if (side !== 'in') parts.push(sql`r.from_id = ${own}`)
  if (side !== 'in' && scope.districts.length > 0) {
    const inDistrict = sql<SqlBool>`r.district in (${sql.join(scope.districts)})`
    parts.push(scope.ofCases ? sql<SqlBool>`(${inDistrict} and r.case_id is not null)` : inDistrict)
  }
  const reached = sql<SqlBool>`(${sql.join(parts, sql` or `)})`
  if (scope.excluded.length === 0) return reached
  return sql<SqlBool>`(${reached} and (r.case_id is null or r.case_id not in (${sql.join(scope.excluded)})))`
}

export type ReferralFilter = { readonly side: 'in' | 'out' | 'all'; readonly states: readonly string[] }

function referralsIn(db: Source, scope: ReferralScope, { side, states }: ReferralFilter) {
  return db.selectFrom('referral as r').where(withinReferrals(scope, side)).where('r.state', 'in', states)
}

/** The nearest clock first. */
export async function listReferrals(
  db: Source,
  scope: ReferralScope,
  filter: ReferralFilter,
  page: Page,
): Promise<ListedReferral[]> {
  const rows = await referralsIn(db, scope, filter)
    .innerJoin('organisation as f', 'f.id', 'r.from_id')
    .innerJoin('organisation as t', 't.id', 'r.to_id')
    .select(['r.id', 'r.number', 'r.origin', 'r.kind', 'r.urgency', 'r.state', 'r.case_id', 'r.from_id', 'r.to_id'])
    .select(['r.district', 'r.made_at', 'r.answer_by', 'r.answered_at', 'r.refusal_reason', 'r.party'])
    .select(['f.name_kk as from_kk', 'f.name_ru as from_ru', 't.name_kk as to_kk', 't.name_ru as to_ru'])
    .orderBy('r.answer_by')
    .orderBy('r.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(row => ({ ...row, party: party.parse(JSON.parse(row.party)) }))
}

export async function countReferrals(db: Source, scope: ReferralScope, filter: ReferralFilter): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await referralsIn(db, scope, filter).select(count).executeTakeFirstOrThrow()).count
}

/** Refused referrals that nobody has sent on yet, the newest first. */
export async function listUnfollowed(db: Source, scope: ReferralScope, page: Page): Promise<ListedReferral[]> {
  const rows = await listReferrals(db, scope, { side: 'out', states: ['refused'] }, page)
  const followed = await db
    .selectFrom('referral')
    .select('follows_id')
    .where('follows_id', 'in', rows.length > 0 ? rows.map(row => row.id) : [''])
    .execute()
  const known = new Set(followed.map(row => row.follows_id))
  return rows.filter(row => !known.has(row.id))
}

export async function openContent(db: Database, row: ReferralRow): Promise<ReferralContent> {
  return content.parse(JSON.parse(await db.keys.unseal(row.key_id, contentPlace(row.id), row.sealed_content)))
}

/** Why it was shared without her word; empty where she consented. */
export async function openGround(db: Database, row: ReferralRow): Promise<string> {
  return row.sealed_ground === null ? '' : db.keys.unseal(row.key_id, groundPlace(row.id), row.sealed_ground)
}

/** What the receiver wrote beside its answer. */
export async function openExplanation(db: Database, row: ReferralRow): Promise<string> {
  if (row.sealed_answer === null) return ''
  return answer.parse(JSON.parse(await db.keys.unseal(row.key_id, answerPlace(row.id), row.sealed_answer))).explanation
}

import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'

const count = sql<number>`cast(count(*) as integer)`.as('count')

/** Open files by the worker who holds them; null for those that nobody has taken. */
export async function countByWorker(db: Source, organisationId: string) {
  return db
    .selectFrom('client')
    .select(['worker_id', count])
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['expected', 'open'])
    .groupBy('worker_id')
    .execute()
}

/** Referrals to an organisation since then, by state and reason of refusal. */
export async function countAnswers(db: Source, organisationId: string, since: string) {
  return db
    .selectFrom('referral')
    .select(['state', 'refusal_reason', count])
    .where('to_id', '=', organisationId)
    .where('made_at', '>=', since)
    .groupBy(['state', 'refusal_reason'])
    .execute()
}

/** When files were opened and she was first reached, since then. */
export async function listFirstContacts(db: Source, organisationId: string, since: string) {
  return db
    .selectFrom('client')
    .select(['opened_at', 'first_contact_at', 'first_contact_by'])
    .where('organisation_id', '=', organisationId)
    .where('opened_at', '>=', since)
    .limit(10_000)
    .execute()
}

import type { Selectable } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type ProposalRow = Selectable<Schema['person_merge_proposal']>

export const proposalPlace = (id: string) =>
  ({ table: 'person_merge_proposal', column: 'sealed_reason', row: id }) as const

export async function insertProposal(db: Source, row: ProposalRow): Promise<void> {
  await db.insertInto('person_merge_proposal').values(row).execute()
}

export async function findProposal(db: Source, id: string): Promise<ProposalRow | null> {
  return (await db.selectFrom('person_merge_proposal').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The unanswered proposal about these two, whichever of them was to be kept. */
export async function findOpenProposal(db: Source, one: string, other: string): Promise<ProposalRow | null> {
  const pair = [one, other]
  const query = db.selectFrom('person_merge_proposal').selectAll().where('state', '=', 'proposed')
  return (await query.where('kept_id', 'in', pair).where('merged_id', 'in', pair).executeTakeFirst()) ?? null
}

export async function settleProposal(
  db: Source,
  id: string,
  answer: Pick<ProposalRow, 'state' | 'answered_at' | 'answered_by'>,
): Promise<void> {
  await db
    .updateTable('person_merge_proposal')
    .set(answer)
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .execute()
}

/** Unanswered proposals made to the districts of the scope, the oldest first. */
export async function listProposals(db: Source, { districts }: Scope, page: Page): Promise<ProposalRow[]> {
  if (districts.length === 0) return []
  const query = db.selectFrom('person_merge_proposal').selectAll().where('to_district', 'in', districts)
  const open = query.where('state', '=', 'proposed').orderBy('proposed_at').orderBy('id')
  return open.limit(page.limit).offset(page.offset).execute()
}

export async function openProposalReason(db: Database, keyId: string, row: ProposalRow): Promise<string> {
  return db.keys.unseal(keyId, proposalPlace(row.id), row.sealed_reason)
}

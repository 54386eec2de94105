import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type DecisionRow = Selectable<Schema['person_decision']>
export type MergeRow = Selectable<Schema['person_merge']>
export const matchDecisions = ['same', 'different'] as const
export type MatchDecision = (typeof matchDecisions)[number]

export const mergePlace = (id: string) => ({ table: 'person_merge', column: 'sealed_reason', row: id }) as const

/** Whichever of the two is named first: they lie in the order of their ids. */
export async function insertDecision(db: Source, row: DecisionRow): Promise<void> {
  const [one_id = '', other_id = ''] = [row.one_id, row.other_id].sort()
  await db
    .insertInto('person_decision')
    .values({ ...row, one_id, other_id })
    .execute()
}

/** What was last decided about each other record that was compared with one of these. */
export async function findDecisions(db: Source, ids: readonly string[]): Promise<Map<string, MatchDecision>> {
  const found = new Map<string, MatchDecision>()
  if (ids.length === 0) return found
  const either = db.selectFrom('person_decision').selectAll()
  const rows = await either
    .where(eb => eb.or([eb('one_id', 'in', ids), eb('other_id', 'in', ids)]))
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  for (const { one_id, other_id, decision } of rows) {
    const other = ids.includes(one_id) ? other_id : one_id
    found.set(other, decision === 'same' ? 'same' : 'different')
  }
  return found
}

export async function insertMerge(db: Source, row: MergeRow): Promise<void> {
  await db.insertInto('person_merge').values(row).execute()
}

/** Merges and their undoing, the last first. */
export async function listMerges(db: Source, ids: readonly string[]): Promise<MergeRow[]> {
  if (ids.length === 0) return []
  const query = db.selectFrom('person_merge').selectAll()
  return query
    .where(eb => eb.or([eb('kept_id', 'in', ids), eb('merged_id', 'in', ids)]))
    .orderBy('done_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function findMerge(db: Source, id: string): Promise<MergeRow | null> {
  return (await db.selectFrom('person_merge').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

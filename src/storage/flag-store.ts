import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'

export type Flagged = {
  readonly case_id: string
  readonly region: string
  readonly district: string
  readonly officer_id: string | null
  readonly since: string
}

/** Cases whose last hearing or listing, the later, lies between the two moments, and that were not warned of since. */
export async function listFlagsEnding(db: Source, from: string, to: string, limit: number): Promise<Flagged[]> {
  return db
    .selectFrom('agenda_item as i')
    .innerJoin('case_file as c', 'c.id', 'i.case_id')
    .leftJoin('sitting_item as h', 'h.agenda_item_id', 'i.id')
    .select(['c.id as case_id', 'c.region', 'c.district', 'c.officer_id'])
    .select(sql<string>`max(coalesce(h.heard_at, i.listed_at))`.as('since'))
    .where('i.state', '<>', 'withdrawn')
    .where('c.state', '<>', 'voided')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('work_item as w')
            .select('w.id')
            .whereRef('w.case_id', '=', 'c.id')
            .where('w.kind', '=', 'flag')
            .whereRef('w.opened_at', '>', 'i.listed_at'),
        ),
      ),
    )
    .groupBy(['c.id', 'c.region', 'c.district', 'c.officer_id'])
    .having(sql<string>`max(coalesce(h.heard_at, i.listed_at))`, '>=', from)
    .having(sql<string>`max(coalesce(h.heard_at, i.listed_at))`, '<', to)
    .limit(limit)
    .execute()
}

import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'

export type CaseCount = { readonly district: string; readonly category: string; readonly count: number }

/** Raw counts of one region: nobody may see them before small ones are withheld. */
export async function countCasesByDistrict(db: Source, region: string): Promise<CaseCount[]> {
  return db
    .selectFrom('case_file')
    .select(['district', 'category', sql<number>`cast(count(*) as integer)`.as('count')])
    .where('region', '=', region)
    .groupBy(['district', 'category'])
    .orderBy('district')
    .execute()
}

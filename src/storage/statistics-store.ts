import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

export type CaseCount = { readonly district: string; readonly category: string; readonly count: number }

/**
 * Raw counts of one region: nobody may see them before small ones are withheld. A case without an assessment that
 * stands has no category to be counted under.
 */
export async function countCasesByDistrict(db: Source, region: string): Promise<CaseCount[]> {
  return db
    .selectFrom('case_file as c')
    .select(['district', 'category', sql<number>`cast(count(*) as integer)`.as('count')])
    .where('region', '=', region)
    .where(({ exists, selectFrom }) => {
      const own = selectFrom('assessment as a').select('a.id').whereRef('a.case_id', '=', 'c.id')
      return exists(own.where(notVoided('assessment', 'a.id')))
    })
    .groupBy(['district', 'category'])
    .orderBy('district')
    .execute()
}

export const judgementOutcomes = ['kept', 'raised', 'differing'] as const
export type JudgementOutcome = (typeof judgementOutcomes)[number]
export type JudgementCount = { readonly district: string; readonly outcome: JudgementOutcome; readonly count: number }

/**
 * How the officer's own category, given before the score, and the result agree: kept, differing, or raised afterwards.
 * One for each interview; completed records are recomputation and no judgement (procedure.md §1). Raw counts.
 */
export async function countJudgements(db: Source, region: string): Promise<JudgementCount[]> {
  const outcome = sql<JudgementOutcome>`case
    when exists (select 1 from category_raise as r where r.origin_id = a.id) then 'raised'
    when a.prior_category = a.category then 'kept' else 'differing' end`
  return db
    .selectFrom('assessment as a')
    .select(['a.district', outcome.as('outcome'), sql<number>`cast(count(*) as integer)`.as('count')])
    .where('a.region', '=', region)
    .where('a.kind', 'in', ['first', 'reassessment'])
    .where(notVoided('assessment', 'a.id'))
    .groupBy(['a.district', outcome])
    .orderBy('a.district')
    .execute()
}

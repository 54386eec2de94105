import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { TargetKind } from '../domain/case/correction.ts'

const voided = (kind: TargetKind, column: string) =>
  sql`exists (select 1 from voided as v where v.target_kind = ${sql.lit(kind)} and v.target_id = ${sql.ref(column)})`

/** Leaves out what was voided; `column` holds the id of the assessment, incident, order or case. */
export function notVoided(kind: TargetKind, column: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`not ${voided(kind, column)}`
}

/** The mark of what was voided and still stands in its place. */
export function isVoided(kind: TargetKind, column: string): RawBuilder<0 | 1> {
  return sql<0 | 1>`case when ${voided(kind, column)} then 1 else 0 end`
}

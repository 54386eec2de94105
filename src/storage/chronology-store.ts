import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { isVoided } from './voided-filter.ts'

export const chronologyKinds = [
  'incident',
  'assessment',
  'order',
  'breach',
  'release',
  'measure',
  'listing',
  'hearing',
  'transfer',
  'consent',
  'override',
] as const
/** Tier 1: codes and times. `code` tells more of the kind: a category, a kind of order, a measure, its state. */
export type ChronologyEntry = {
  readonly kind: (typeof chronologyKinds)[number]
  readonly id: string
  readonly at: string
  readonly code: string
  readonly state: string
  /** The kind of organisation that recorded it; empty where the program did. */
  readonly agency: string
  /** It counts no longer and stays in its place. */
  readonly voided: 0 | 1
}

/** Everything that happened in one case within the scope, the last first. */
export async function listChronology(db: Source, scope: Scope, caseId: string, page: Page): Promise<ChronologyEntry[]> {
  const { rows } = await sql<ChronologyEntry>`${entriesOf(scope, caseId)}
    order by 3 desc, 2 limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

export async function countChronology(db: Source, scope: Scope, caseId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select cast(count(*) as integer) as count
    from (${entriesOf(scope, caseId)}) as e`.execute(db)
  return rows[0]?.count ?? 0
}

/** A breach goes with its order. */
function markOf(kind: ChronologyEntry['kind']): Sql {
  if (kind === 'breach') return isVoided('order', 'x.order_id')
  return kind === 'incident' || kind === 'assessment' || kind === 'order' ? isVoided(kind, 'x.id') : sql`0`
}

const by = (column: string) => sql`coalesce((select o.kind from account as a
  join organisation as o on o.id = a.organisation_id where a.id = ${sql.ref(column)}), '')`

type Sql = RawBuilder<unknown>

function entriesOf(scope: Scope, caseId: string): Sql {
  const none = sql`''`
  const rowsOf = (table: string) => sql`from case_file as c join ${sql.table(table)} as x on x.case_id = c.id
    where c.id = ${caseId} and ${withinScope(scope, { caseId: 'c.id', table: 'c' })}`
  const part = (kind: ChronologyEntry['kind'], table: string, at: string, code: Sql, state: Sql, agency: Sql) =>
    sql`select ${sql.lit(kind)} as kind, x.id as id, ${sql.ref(`x.${at}`)} as at, ${code} as code,
      ${state} as state, ${agency} as agency, ${markOf(kind)} as voided ${rowsOf(table)}`
  const parts = [
    part('incident', 'incident', 'happened_at', none, none, by('x.recorded_by')),
    part('assessment', 'assessment', 'submitted_at', sql`x.category`, sql`x.kind`, by('x.submitted_by')),
    part('order', 'protective_order', 'recorded_at', sql`x.kind`, none, by('x.recorded_by')),
    part('breach', 'order_breach', 'happened_at', none, none, by('x.recorded_by')),
    part('release', 'release_date', 'recorded_at', sql`x.released_on`, none, by('x.recorded_by')),
    part('consent', 'consent', 'recorded_at', sql`x.agency`, sql`x.state`, by('x.recorded_by')),
    part('override', 'consent_override', 'recorded_at', sql`x.agency`, sql`x.ground`, by('x.recorded_by')),
    part('listing', 'agenda_item', 'available_at', sql`x.category`, sql`x.state`, none),
    sql`${part('hearing', 'sitting_item', 'heard_at', sql`x.kind`, sql`x.track`, none)}
      and x.heard_at is not null and x.closed = 0`,
    sql`${part('transfer', 'case_transfer', 'answered_at', sql`x.to_district`, sql`x.state`, by('x.answered_by'))}
      and x.state = 'accepted'`,
    sql`${part('measure', 'measure', 'closed_at', sql`x.code`, sql`x.state`, by('x.closed_by'))}
      and x.closed_at is not null and x.owner_role <> 'program'`,
  ]
  return sql`${sql.join(parts, sql` union all `)}`
}

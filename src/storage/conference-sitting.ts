import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import type { SittingState } from '../domain/conference/sitting.ts'
import { sittingStates } from '../domain/conference/sitting.ts'
import { compileOnce } from './compile-once.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

type Row = Selectable<Schema['sitting']>
export type Sitting = Omit<Row, 'state' | 'kind' | 'quorum_missing'> & {
  readonly state: SittingState
  readonly kind: 'ordinary' | 'extraordinary'
  /** Agencies that the quorum lacked at the opening; null before. */
  readonly quorum_missing: readonly string[] | null
}
export type AttendanceRow = Selectable<Schema['sitting_attendance']>

const state = z.enum(sittingStates)
const kind = z.enum(['ordinary', 'extraordinary'])
const codes = z.array(z.string())

function sittingOf(row: Row): Sitting {
  const quorum_missing = row.quorum_missing === null ? null : codes.parse(JSON.parse(row.quorum_missing))
  return { ...row, state: state.parse(row.state), kind: kind.parse(row.kind), quorum_missing }
}

export async function insertSitting(db: Source, row: Sitting): Promise<void> {
  const quorum_missing = row.quorum_missing === null ? null : JSON.stringify(row.quorum_missing)
  await db
    .insertInto('sitting')
    .values({ ...row, quorum_missing })
    .execute()
}

export async function findSitting(db: Source, id: string): Promise<Sitting | null> {
  const row = await db.selectFrom('sitting').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? sittingOf(row) : null
}

type SittingChange = Partial<Pick<Sitting, 'state' | 'invited_at' | 'opened_at' | 'closed_at' | 'quorum_missing'>>

export async function updateSitting(db: Source, id: string, { quorum_missing, ...rest }: SittingChange): Promise<void> {
  const missing = quorum_missing ? { quorum_missing: JSON.stringify(quorum_missing) } : {}
  await db
    .updateTable('sitting')
    .set({ ...rest, ...missing })
    .where('id', '=', id)
    .execute()
}

/** The sittings of the districts of the scope, the newest first. A sitting itself names no case. */
export async function listSittings(db: Source, scope: Scope, page: Page): Promise<Sitting[]> {
  const districts = scope.districts.length > 0 ? scope.districts : ['']
  const query = db.selectFrom('sitting').selectAll().where('district', 'in', districts)
  const rows = await query.orderBy('starts_at', 'desc').limit(page.limit).offset(page.offset).execute()
  return rows.map(sittingOf)
}

const live = ['planned', 'invited', 'open']

/** The next sitting of the same commission that is not over; null while none is planned. */
export async function findNextSitting(db: Source, { commission_id, starts_at }: Sitting): Promise<Sitting | null> {
  const query = db.selectFrom('sitting').selectAll().where('commission_id', '=', commission_id)
  const later = query.where('starts_at', '>', starts_at).where('state', 'in', live).orderBy('starts_at').limit(1)
  const row = await later.executeTakeFirst()
  return row ? sittingOf(row) : null
}

/** Sittings of any commission around a day that are not over, for the question whether people are busy. */
export async function listSittingsAround(db: Source, from: string, to: string): Promise<Sitting[]> {
  const query = db.selectFrom('sitting').selectAll().where('state', 'in', live)
  const rows = await query.where('starts_at', '>=', from).where('starts_at', '<=', to).limit(1000).execute()
  return rows.map(sittingOf)
}

/** Sittings that are not over in which the account speaks, the nearest first. */
export async function listSittingsOfAccount(db: Source, account: string): Promise<Sitting[]> {
  const rows = await db
    .selectFrom('sitting as s')
    .selectAll('s')
    .where('s.state', 'in', live)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('commission_seat as t')
          .select('t.id')
          .whereRef('t.commission_id', '=', 's.commission_id')
          .where('t.active', '=', 1)
          .where(own => own.or([own('t.representative_id', '=', account), own('t.deputy_id', '=', account)])),
      ),
    )
    .orderBy('s.starts_at')
    .limit(20)
    .execute()
  return rows.map(sittingOf)
}

/** Closed sittings whose minutes are not frozen, to which the account came as chair or vice chair; the last first. */
export async function listToSignFor(db: Source, account: string): Promise<Sitting[]> {
  const rows = await db
    .selectFrom('sitting as s')
    .innerJoin('sitting_attendance as a', 'a.sitting_id', 's.id')
    .innerJoin('commission_seat as t', 't.id', 'a.seat_id')
    .selectAll('s')
    .where('a.account_id', '=', account)
    .where('t.office', 'in', ['chair', 'vice_chair'])
    .where('s.state', '=', 'closed')
    .orderBy('s.starts_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(sittingOf)
}

export async function saveAttendance(db: Source, row: AttendanceRow): Promise<void> {
  const { came, account_id, late_at } = row
  const insert = db.insertInto('sitting_attendance').values(row)
  const conflict = ['sitting_id', 'seat_id'] as const
  await insert.onConflict(on => on.columns(conflict).doUpdateSet({ came, account_id, late_at })).execute()
}

export async function listAttendance(db: Source, sittingId: string): Promise<AttendanceRow[]> {
  const query = db.selectFrom('sitting_attendance').selectAll().where('sitting_id', '=', sittingId)
  return query.orderBy('seat_id').execute()
}

export async function insertStatement(db: Source, row: Selectable<Schema['sitting_statement']>): Promise<void> {
  const insert = db.insertInto('sitting_statement').values(row)
  await insert.onConflict(on => on.columns(['sitting_id', 'account_id']).doNothing()).execute()
}

/** Who has signed the confidentiality statement for this sitting. */
export async function listStatements(db: Source, sittingId: string): Promise<Set<string>> {
  const query = db.selectFrom('sitting_statement').select('account_id').where('sitting_id', '=', sittingId)
  return new Set((await query.execute()).map(row => row.account_id))
}

export async function insertConflict(db: Source, row: Selectable<Schema['case_conflict']>): Promise<void> {
  const insert = db.insertInto('case_conflict').values(row)
  await insert.onConflict(on => on.columns(['case_id', 'account_id']).doNothing()).execute()
}

/** The cases that are closed to an account because a conflict was declared. */
export async function listConflictsOfAccount(db: Source, account: string): Promise<string[]> {
  return (await conflictsOf(db, { account })).map(row => row.case_id)
}

/** Asked for at every page. */
const conflictsOf = compileOnce((db, { account }: { account: string }) =>
  db.selectFrom('case_conflict').select('case_id').where('account_id', '=', account),
)

export async function listConflictRows(db: Source, caseId: string): Promise<Selectable<Schema['case_conflict']>[]> {
  return db.selectFrom('case_conflict').selectAll().where('case_id', '=', caseId).execute()
}

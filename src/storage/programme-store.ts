import { sql, type Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type ProgrammeRow = Selectable<Schema['programme']>
export type SessionRow = Selectable<Schema['programme_session']>

export async function insertProgramme(db: Source, row: ProgrammeRow): Promise<void> {
  await db.insertInto('programme').values(row).execute()
}

export async function findProgramme(db: Source, id: string): Promise<ProgrammeRow | null> {
  return (await db.selectFrom('programme').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function updateProgramme(
  db: Source,
  id: string,
  values: Partial<Pick<ProgrammeRow, 'started_on' | 'ended_on' | 'ending'>>,
): Promise<void> {
  await db.updateTable('programme').set(values).where('id', '=', id).execute()
}

/** The programmes of a case, the last first. */
export async function listProgrammes(db: Source, caseId: string): Promise<ProgrammeRow[]> {
  const own = db.selectFrom('programme').selectAll().where('case_id', '=', caseId)
  return own.orderBy('referred_on', 'desc').orderBy('id').limit(100).execute()
}

/** False when that day's session stands there already. */
export async function insertSession(db: Source, row: SessionRow): Promise<boolean> {
  const made = await db
    .insertInto('programme_session')
    .values(row)
    .onConflict(on => on.columns(['programme_id', 'held_on']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function listSessions(db: Source, programmeId: string): Promise<SessionRow[]> {
  const own = db.selectFrom('programme_session').selectAll().where('programme_id', '=', programmeId)
  return own.orderBy('held_on', 'desc').limit(200).execute()
}

export async function countMissed(db: Source, programmeId: string): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  const missed = db.selectFrom('programme_session').where('programme_id', '=', programmeId).where('attended', '=', 0)
  return (await missed.select(count).executeTakeFirstOrThrow()).count
}

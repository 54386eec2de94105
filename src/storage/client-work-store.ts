import type { Selectable } from 'kysely'
import { z } from 'zod'
import { attemptResults, type Attempt } from '../domain/referral/contact-attempt.ts'
import { intakeCriteria } from '../domain/referral/intake.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type AttemptRow = Selectable<Schema['contact_attempt']>
export type GoalRow = Selectable<Schema['plan_goal']>
export type ServiceRow = Selectable<Schema['service']>
export type NoteRow = Selectable<Schema['confidential_note']>
export type HandoverRow = Selectable<Schema['client_handover']>
type StoredIntake = Selectable<Schema['intake']>
export type IntakeRow = Omit<StoredIntake, 'criteria'> & { readonly criteria: z.infer<typeof criteria> }

const criteria = z.array(z.enum(intakeCriteria))
const sheet = z.object({ needs: z.string(), documents: z.string() })
/** What she needs first and which documents she has; tier 3. */
export type IntakeSheet = z.infer<typeof sheet>
const goal = z.object({ text: z.string(), who: z.string() })
/** What is to be reached and who does it. */
export type Goal = z.infer<typeof goal>
const feedback = z.object({ told: z.string(), said: z.string() })
/** What she was told in plain words, and what she says of it. */
export type Feedback = z.infer<typeof feedback>

export const attemptPlace = (id: string) => ({ table: 'contact_attempt', column: 'sealed_note', row: id }) as const
export const intakePlace = (id: string) => ({ table: 'intake', column: 'sealed_sheet', row: id }) as const
export const goalPlace = (id: string) => ({ table: 'plan_goal', column: 'sealed_goal', row: id }) as const
export const servicePlace = (id: string) => ({ table: 'service', column: 'sealed_note', row: id }) as const
export const confidentialPlace = (id: string) =>
  ({ table: 'confidential_note', column: 'sealed_note', row: id }) as const
export const feedbackPlace = (id: string) => ({ table: 'victim_feedback', column: 'sealed_feedback', row: id }) as const

export async function insertAttempt(db: Source, row: AttemptRow): Promise<void> {
  await db.insertInto('contact_attempt').values(row).execute()
}

export async function listAttempts(db: Source, clientId: string): Promise<AttemptRow[]> {
  const query = db.selectFrom('contact_attempt').selectAll().where('client_id', '=', clientId)
  return query.orderBy('tried_at', 'desc').limit(200).execute()
}

/** As the rule on «not reached» reads them. */
export function attemptsOf(rows: readonly AttemptRow[]): Attempt[] {
  return rows.map(({ tried_at, result }) => {
    const known = attemptResults.find(each => each === result)
    if (!known) throw new Error(`an attempt with the unknown result ${result}`)
    return { at: Temporal.Instant.from(tried_at), result: known }
  })
}

export async function openAttempt(db: Database, keyId: string, row: AttemptRow): Promise<string> {
  return db.keys.unseal(keyId, attemptPlace(row.id), row.sealed_note)
}

export async function insertIntake(db: Source, row: IntakeRow): Promise<void> {
  await db
    .insertInto('intake')
    .values({ ...row, criteria: JSON.stringify(row.criteria) })
    .execute()
}

/** The sheets of one file, the newest first. */
export async function listIntakes(db: Source, clientId: string): Promise<IntakeRow[]> {
  const query = db.selectFrom('intake').selectAll().where('client_id', '=', clientId)
  const rows = await query.orderBy('taken_at', 'desc').limit(50).execute()
  return rows.map(row => ({ ...row, criteria: criteria.parse(JSON.parse(row.criteria)) }))
}

export async function openIntake(db: Database, keyId: string, row: IntakeRow): Promise<IntakeSheet> {
  return sheet.parse(JSON.parse(await db.keys.unseal(keyId, intakePlace(row.id), row.sealed_sheet)))
}

export async function insertGoal(db: Source, row: GoalRow): Promise<void> {
  await db.insertInto('plan_goal').values(row).execute()
}

export async function findGoal(db: Source, id: string): Promise<GoalRow | null> {
  return (await db.selectFrom('plan_goal').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function updateGoal(db: Source, id: string, values: Pick<GoalRow, 'state' | 'settled_at'>): Promise<void> {
  await db.updateTable('plan_goal').set(values).where('id', '=', id).execute()
}

export async function listGoals(db: Source, clientId: string): Promise<GoalRow[]> {
  const query = db.selectFrom('plan_goal').selectAll().where('client_id', '=', clientId)
  return query.orderBy('set_at').limit(200).execute()
}

export async function openGoal(db: Database, keyId: string, row: GoalRow): Promise<Goal> {
  return goal.parse(JSON.parse(await db.keys.unseal(keyId, goalPlace(row.id), row.sealed_goal)))
}

export async function insertService(db: Source, row: ServiceRow): Promise<void> {
  await db.insertInto('service').values(row).execute()
}

export async function listServices(db: Source, clientId: string): Promise<ServiceRow[]> {
  const query = db.selectFrom('service').selectAll().where('client_id', '=', clientId)
  return query.orderBy('given_on', 'desc').orderBy('recorded_at', 'desc').limit(500).execute()
}

export async function openService(db: Database, keyId: string, row: ServiceRow): Promise<string> {
  return db.keys.unseal(keyId, servicePlace(row.id), row.sealed_note)
}

export async function insertNote(db: Source, row: NoteRow): Promise<void> {
  await db.insertInto('confidential_note').values(row).execute()
}

/** A note stays with the organisation that wrote it, whoever keeps the file now. */
export async function listNotes(db: Source, organisationId: string, clientId: string): Promise<NoteRow[]> {
  const query = db.selectFrom('confidential_note').selectAll().where('client_id', '=', clientId)
  return query.where('organisation_id', '=', organisationId).orderBy('written_at', 'desc').limit(500).execute()
}

export async function openNote(db: Database, keyId: string, row: NoteRow): Promise<string> {
  return db.keys.unseal(keyId, confidentialPlace(row.id), row.sealed_note)
}

export async function insertFeedback(db: Source, row: Selectable<Schema['victim_feedback']>): Promise<void> {
  await db.insertInto('victim_feedback').values(row).execute()
}

export async function listFeedback(db: Source, clientId: string) {
  const query = db.selectFrom('victim_feedback').selectAll().where('client_id', '=', clientId)
  return query.orderBy('recorded_at', 'desc').limit(50).execute()
}

export async function openFeedback(
  db: Database,
  keyId: string,
  row: Selectable<Schema['victim_feedback']>,
): Promise<Feedback> {
  return feedback.parse(JSON.parse(await db.keys.unseal(keyId, feedbackPlace(row.id), row.sealed_feedback)))
}

export async function insertHandover(db: Source, row: HandoverRow): Promise<void> {
  await db.insertInto('client_handover').values(row).execute()
}

export async function listHandovers(db: Source, clientId: string): Promise<HandoverRow[]> {
  const query = db.selectFrom('client_handover').selectAll().where('client_id', '=', clientId)
  return query.orderBy('handed_at', 'desc').limit(50).execute()
}

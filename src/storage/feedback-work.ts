import type { Selectable } from 'kysely'
import { clockUnitOf } from '../domain/calendar/due.ts'
import type { ClientRow } from './client-store.ts'
import { openMeasureWork, type MeasureRow } from './measure-store.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'
import { findWorkItem, openWorkItem, settleWorkItem, workItemId } from './work-item-store.ts'

/** The measure that a sitting starts: she is told what was decided. */
export const feedbackMeasure = 'victim_feedback'

/** The telling that has not been done yet; null for none. */
export async function findDueFeedback(db: Source, caseId: string): Promise<MeasureRow | null> {
  const query = db.selectFrom('measure').selectAll().where('case_id', '=', caseId).where('state', '=', 'due')
  return (await query.where('code', '=', feedbackMeasure).orderBy('due_at').executeTakeFirst()) ?? null
}

/**
 * Lays the telling on the desk of the organisation that works with her and takes it off the inspector's; without one it
 * lies with the inspector again («centre, else inspector», procedure.md section 5).
 */
export async function layFeedback(db: Source, measure: MeasureRow, client: ClientRow | null, at: string) {
  if (client) return giveToCentre(db, measure, client, at)
  const given = await findWorkItem(db, workItemId('feedback', measure.id))
  if (given?.state !== 'open') return
  await settleWorkItem(db, 'feedback', measure.id, at)
  await openMeasureWork(db, [measure])
}

async function giveToCentre(db: Source, measure: MeasureRow, client: ClientRow, at: string): Promise<void> {
  const { id: source_id, case_id, region, district, opened_at, due_at, unit } = measure
  const officer = await db.selectFrom('case_file').select('officer_id').where('id', '=', case_id).executeTakeFirst()
  const owner = { owner_role: 'centre', owner_id: null, organisation_id: client.organisation_id }
  const waits = { officer_id: officer?.officer_id ?? null, code: client.id }
  await settleWorkItem(db, 'measure', source_id, at)
  const clock = { unit: clockUnitOf(unit), opened_at, due_at }
  await openWorkItem(db, { kind: 'feedback', source_id, case_id, region, district, ...owner, ...waits, ...clock })
}

/** The open files of a person of this case, the newest first. */
export async function listCaseClients(db: Source, caseId: string): Promise<Selectable<Schema['client']>[]> {
  const query = db.selectFrom('client').selectAll().where('case_id', '=', caseId)
  return query.where('state', 'in', ['expected', 'open']).orderBy('opened_at', 'desc').limit(50).execute()
}

import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** The measure by which the procedure asks the chair to decide on an extraordinary sitting. */
const measureCode = 'extraordinary_sitting'

export type Settled = {
  readonly caseId: string
  readonly at: string
  readonly by: string
  /** By id of the measure; why no sitting was called. Empty where one was. */
  readonly notes: ReadonlyMap<string, string>
}

export async function listOpenCalls(db: Source, caseId: string): Promise<string[]> {
  const rows = await listCaseMeasures(db, caseId)
  return rows.filter(row => row.code === measureCode && row.state === 'due').map(row => row.id)
}

/** Whatever the chair decides, the measure that asked for the decision is done. */
export async function settleCall(tx: Source, { caseId, at, by, notes }: Settled): Promise<AuditEntry[]> {
  const open = await listOpenCalls(tx, caseId)
  for (const id of open) {
    await closeMeasure(tx, id, { state: 'done', sealed_note: notes.get(id) ?? null, closed_at: at, closed_by: by })
  }
  return open.map(id => {
    return { action: 'measure.recorded', subject: `case:${caseId}`, details: { measure: id, state: 'done' } }
  })
}

import type { Scope } from '../domain/access/scope.ts'
import { listAuditEntries, listRegions, type AuditEntryRow } from './audit-store.ts'
import type { Source } from './scope-filter.ts'

/**
 * The last entries of all regions, the newest first, without those of cases that are closed to the reader: no page may
 * show their numbers in the chain, whose gaps would tell. Each chain is read from its end, so a long log costs no more.
 */
export async function listRecentEntries(
  db: Source,
  scope: Pick<Scope, 'excluded'>,
  limit: number,
): Promise<AuditEntryRow[]> {
  const closed = await listClosedIds(db, scope.excluded)
  const entries: AuditEntryRow[] = []
  for (const region of await listRegions(db)) entries.push(...(await listOpenEntries(db, region, closed, limit)))
  return entries.sort(byNewest).slice(0, limit)
}

async function listOpenEntries(db: Source, region: string, closed: readonly string[], limit: number) {
  const entries: AuditEntryRow[] = []
  for (let offset = 0; entries.length < limit; offset += limit) {
    const page = await listAuditEntries(db, region, { limit, offset })
    entries.push(...page.filter(entry => !closed.some(id => tellsOf(entry, id))))
    if (page.length < limit) break
  }
  return entries.slice(0, limit)
}

function tellsOf({ subject, details }: AuditEntryRow, id: string): boolean {
  return subject.includes(id) || details.includes(id)
}

/** Of the cases, of their assessments, interviews and people: by these an entry tells of them. */
async function listClosedIds(db: Source, caseIds: readonly string[]): Promise<string[]> {
  if (caseIds.length === 0) return []
  const cases = db.selectFrom('case_file').select(['victim_id', 'perpetrator_id']).where('id', 'in', caseIds)
  const assessments = db.selectFrom('assessment').select('id').where('case_id', 'in', caseIds)
  const interviews = db.selectFrom('interview').select('id').where('assessment_id', 'in', assessments)
  const drafts = db.selectFrom('interview').select('id').where('case_id', 'in', caseIds)
  const people = (await cases.execute()).flatMap(row => [row.victim_id, row.perpetrator_id])
  const rows = [...(await assessments.execute()), ...(await interviews.execute()), ...(await drafts.execute())]
  return [...caseIds, ...people, ...rows.map(row => row.id)]
}

function byNewest(one: AuditEntryRow, other: AuditEntryRow): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1
  return one.region === other.region ? other.seq - one.seq : one.region < other.region ? -1 : 1
}

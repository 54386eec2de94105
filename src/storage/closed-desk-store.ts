import { sql, type SqlBool } from 'kysely'
import type { ChainMember } from '../domain/access/own-chain.ts'
import type { ClosedDesk, Closing } from '../domain/follow-up/closed-desk.ts'
import { isListedLast } from './conference-reader.ts'
import type { Source } from './scope-filter.ts'

type Found = { owners: ChainMember[]; conflicts: Set<string>; named: Set<string> | null }

/** Where open work lies of the cases of these districts that are closed to somebody, whatever the reason. */
export async function listClosedDesks(db: Source, districts: readonly string[]): Promise<ClosedDesk[]> {
  const closings = await readClosings(db, districts)
  if (closings.size === 0) return []
  const rows = await listDesks(db, [...closings.keys()])
  return rows.flatMap(({ case_id, ...place }) => {
    const closing = closings.get(case_id ?? '')
    return closing && case_id !== null ? [{ ...place, caseId: case_id, closing }] : []
  })
}

async function readClosings(db: Source, districts: readonly string[]): Promise<Map<string, Closing>> {
  const found = new Map<string, Found>()
  if (districts.length === 0) return found
  const of = (id: string) => found.getOrInsertComputed(id, () => ({ owners: [], conflicts: new Set(), named: null }))
  for (const { case_id, organisation_id, role, ...owner } of await listOwners(db, districts)) {
    of(case_id).owners.push({ ...owner, role: role as ChainMember['role'], organisation: organisation_id })
  }
  for (const { case_id, account_id } of await listConflicts(db, districts)) of(case_id).conflicts.add(account_id)
  for (const { case_id, account_id } of await listNamed(db, districts)) {
    const one = of(case_id)
    one.named ??= new Set()
    if (account_id !== null) one.named.add(account_id)
  }
  return found
}

/** A case `c` of these districts, or one that is proposed to them: its answer is work that lies there. */
function liesIn(districts: readonly string[]) {
  const these = sql.join(districts)
  return sql<SqlBool>`(c.district in (${these}) or c.id in (
    select t.case_id from case_transfer as t where t.state = 'proposed' and t.to_district in (${these})))`
}

// Few cases are closed to anybody. SQLite, which knows nothing of tables that were empty, reads a cross join from the left.
function listOwners(db: Source, districts: readonly string[]) {
  return db
    .selectFrom('own_case as o')
    .crossJoin('case_file as c')
    .whereRef('c.id', '=', 'o.case_id')
    .innerJoin('own_person as p', 'p.id', 'o.own_person_id')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .where(liesIn(districts))
    .where('a.active', '=', 1)
    .select(['o.case_id', 'a.id', 'a.role', 'a.region', 'a.organisation_id'])
    .execute()
}

function listConflicts(db: Source, districts: readonly string[]) {
  return db
    .selectFrom('case_conflict as x')
    .crossJoin('case_file as c')
    .whereRef('c.id', '=', 'x.case_id')
    .where(liesIn(districts))
    .select(['x.case_id', 'x.account_id'])
    .execute()
}

/** Of each case whose last item is closed, every account that is named for it; one row without any where nobody is. */
function listNamed(db: Source, districts: readonly string[]) {
  return db
    .selectFrom('sitting_item as i')
    .innerJoin('agenda_item as q', 'q.id', 'i.agenda_item_id')
    .leftJoin('sitting_item as o', 'o.agenda_item_id', 'i.agenda_item_id')
    .leftJoin('item_reader as r', 'r.item_id', 'o.id')
    .where('i.district', 'in', districts)
    .where('i.closed', '=', 1)
    .where(isListedLast)
    .select(['i.case_id', 'r.account_id'])
    .distinct()
    .execute()
}

/** The desks of the work itself and those to which it has climbed. */
async function listDesks(db: Source, cases: readonly string[]) {
  const items = db
    .selectFrom('work_item as w')
    .where('w.case_id', 'in', cases)
    .where('w.state', '=', 'open')
    .select(['w.desk', 'w.case_id', 'w.region', 'w.district'])
    .distinct()
  const steps = db
    .selectFrom('work_item as w')
    .innerJoin('work_item_step as s', 's.item_id', 'w.id')
    .where('w.case_id', 'in', cases)
    .where('w.state', '=', 'open')
    .where('s.state', '=', 'open')
    .select(['s.desk', 'w.case_id', 'w.region', 'w.district'])
    .distinct()
  return items.union(steps).execute()
}

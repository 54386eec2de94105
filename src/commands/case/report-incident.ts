import { decide, type Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { foldName } from '../../domain/person/fold-name.ts'
import { findCase, findCaseByNumber, isShredded, type CaseRow } from '../../storage/case-store.ts'
import { findStandingPerson, listRecords, openPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { refused, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { listBirths, storeIncident, type NewIncident } from './add-incident.ts'

export type ReportedIncident = NewIncident & { readonly number: string; readonly surname: string }

/**
 * An incident told by any agency, of any district, about a case that it knows by number. It shows nothing of the case
 * and so needs no reach; the surname keeps a mistyped number from reaching another family, and one answer stands for
 * a number that does not exist and a name that does not fit. For the same reason a moment before one of the two was born
 * is refused only to who reaches the case.
 */
export async function reportIncident(
  deps: CommandDeps,
  actor: Actor,
  { number, surname, ...told }: ReportedIncident,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'incident.report')) return refused()
  const one = await findCaseByNumber(deps.db.read, number.trim(), toStamp(deps.now))
  const fits = one !== null && (await isReportable(deps.db.read, one)) && (await isVictim(deps, one, surname))
  if (!fits) return fail({ code: 'case_unknown', at: 'number' })
  const births = decide(actor, 'incident.add', one, 2) === 'allowed' ? await listBirths(deps, one) : []
  return storeIncident(deps, actor, one, { ...told, births }, tx => stillThere(deps, tx, one.id))
}

/** Any incident reopens a closed case (procedure.md section 9); a voided or erased one takes none. */
async function isReportable(db: Source, { state, key_id }: CaseRow): Promise<boolean> {
  return state !== 'voided' && !(await isShredded(db, key_id))
}

async function stillThere(deps: CommandDeps, tx: Source, id: string): Promise<CaseRow> {
  const one = await findCase(tx, id, toStamp(deps.now))
  if (!one || !(await isReportable(tx, one))) throw new Refusal({ code: 'case_unknown', at: 'number' })
  return one
}

async function isVictim({ db }: CommandDeps, one: CaseRow, surname: string): Promise<boolean> {
  const wanted = foldName(surname)
  const standing = await findStandingPerson(db.read, one.victim_id)
  if (wanted === '' || !standing) return false
  for (const record of await listRecords(db.read, standing.id)) {
    const known = await openPerson(db, record)
    if ([known.surname, known.given_name].some(name => foldName(name) === wanted)) return true
  }
  return false
}

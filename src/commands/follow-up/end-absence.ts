import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { endAbsenceRow, findAbsence } from '../../storage/absence-store.ts'
import { findAccount } from '../../storage/account-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

/** Somebody is back, or never left: the deputy stands in no longer. */
export async function endAbsence(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'absence.record')) return refused()
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const row = await findAbsence(tx, id)
    const account = row && (await findAccount(tx, row.account_id))
    const own = account?.id === actor.id
    if (!row || (!own && !(actor.role === 'head' && account?.organisation_id === actor.organisation)))
      throw new Refusal({ code: 'not_found' })
    if (row.ended_at === null) await endAbsenceRow(tx, id, toStamp(deps.now))
    const entry = { action: 'absence.ended', subject: `account:${row.account_id}`, details: { absence: id } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { deleteOwnPerson, findOwnPerson } from '../../storage/own-person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

/** Takes a declaration back: its cases open again to whom nothing else closes them, and its words are destroyed. */
export async function withdrawOwnPerson(
  deps: CommandDeps,
  actor: Actor,
  id: string,
): Promise<Outcome<{ accountId: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const row = await findOwnPerson(deps.db.read, id)
  if (!row) return notFound()
  const { account_id: accountId, region, key_id } = row
  const done = await changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    if (!(await findOwnPerson(tx, id))) throw new Refusal({ code: 'not_found' })
    await deleteOwnPerson(tx, row, toStamp(deps.now))
    const entry = { action: 'own_person.withdrawn', subject: `account:${accountId}`, details: { own_person: id } }
    return { value: succeed({ accountId }), entries: [entry] }
  })
  if (done.ok) await deps.db.keys.destroy(key_id)
  return done
}

import type { Actor } from '../../domain/access/decide.ts'
import { succeed } from '../../domain/fault.ts'
import { change } from '../../storage/change.ts'
import { deleteLocationReader } from '../../storage/location-reader-store.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { reachReader, type ReaderOfCase } from './name-location-reader.ts'

/** From the next request on the account sees the location no more; the log keeps that it could. */
export async function removeLocationReader(deps: CommandDeps, actor: Actor, input: ReaderOfCase) {
  const before = await reachReader(deps, deps.db.read, actor, input)
  if (!before.ok) return before
  return change(deps.db, contextOf(deps, actor, before.value.region), async tx => {
    const still = await reachReader(deps, tx, actor, input)
    if (!still.ok) throw new Error('the case was moved while a reader was removed')
    await deleteLocationReader(tx, input.caseId, input.accountId)
    const entry = { action: 'location_reader.removed', subject: `case:${input.caseId}` }
    return { value: succeed({ caseId: input.caseId }), entries: [{ ...entry, details: { account: input.accountId } }] }
  })
}

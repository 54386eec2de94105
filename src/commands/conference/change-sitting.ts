import type { Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { findMinutes } from '../../storage/conference-minutes.ts'
import { findSitting, type Sitting } from '../../storage/conference-sitting.ts'
import type { Changed } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { reachItem, reachSitting, type ReachedItem, type ReachedSitting } from './reach-sitting.ts'

type Work<R, T> = (tx: Source, reached: R) => Promise<Changed<T>>

/** A change of a sitting that the actor reaches with this permission, judged on the row just read. */
export async function changeSitting<T>(
  deps: CommandDeps,
  actor: Actor,
  action: Permission,
  id: string,
  work: Work<ReachedSitting, T>,
): Promise<Outcome<T>> {
  const known = await findSitting(deps.db.read, id)
  if (!known) return notFound()
  return changeOrRefuse<T>(deps.db, contextOf(deps, actor, known.region), async tx => {
    const reached = await reachSitting(tx, actor, action, id)
    const { value, entries } = await work(tx, takeOrRefuse(reached))
    return { value: succeed(value), entries }
  })
}

/** The same of one item on the list of a sitting. */
export async function changeItem<T>(
  deps: CommandDeps,
  actor: Actor,
  action: Permission,
  id: string,
  work: Work<ReachedItem, T>,
): Promise<Outcome<T>> {
  const known = await findSittingItem(deps.db.read, id)
  if (!known) return notFound()
  return changeOrRefuse<T>(deps.db, contextOf(deps, actor, known.region), async tx => {
    const reached = await reachItem(tx, actor, action, id)
    const { value, entries } = await work(tx, takeOrRefuse(reached))
    return { value: succeed(value), entries }
  })
}

/** What was decided may be written down until the first of the two has signed. */
export async function refuseUnlessWritable(tx: Source, sitting: Sitting): Promise<void> {
  if (sitting.state !== 'open' && sitting.state !== 'closed') throw new Refusal({ code: 'sitting_not_open' })
  if (sitting.state === 'closed' && (await findMinutes(tx, sitting.id))) throw new Refusal({ code: 'minutes_signed' })
}

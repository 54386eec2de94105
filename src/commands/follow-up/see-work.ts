import type { Actor } from '../../domain/access/decide.ts'
import { deskOf } from '../../domain/follow-up/desk.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { readRoster } from '../../storage/roster-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { findWorkItem, settleWorkItem } from '../../storage/work-item-store.ts'
import { contextOf, notFound, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { findReaders } from './find-readers.ts'

/** Work that is done by having been seen: its own record lies elsewhere. */
export const seenKinds = ['flag', 'programme', 'sharing'] as const

/** Whoever sits at its desk has seen it. */
export async function seeWork(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<{ id: string }>> {
  const known = await findWorkItem(deps.db.read, id)
  if (!known || (known.case_id !== null && actor.excluded.includes(known.case_id))) return notFound()
  const roster = await readRoster(deps.db.read, known.region, todayOf(deps))
  const readers = await findReaders(deps.db.read, deskOf(known), known, roster, new Map())
  if (!readers.includes(actor.id)) return notFound()
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const item = await findWorkItem(tx, id)
    const kind = seenKinds.find(each => each === item?.kind)
    if (!item || item.state !== 'open' || !kind) throw new Refusal({ code: 'already_recorded' })
    await settleWorkItem(tx, kind, item.source_id, toStamp(deps.now))
    return { value: succeed({ id }), entries: [{ action: 'work_item.seen', subject: `work_item:${id}` }] }
  })
}

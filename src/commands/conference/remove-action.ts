import type { Actor } from '../../domain/access/decide.ts'
import { deleteDraft, findAction } from '../../storage/conference-action.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem, refuseUnlessWritable } from './change-sitting.ts'

/** Drops a draft; what was sent stays. */
export async function removeAction(deps: CommandDeps, actor: Actor, id: string) {
  const known = await findAction(deps.db.read, id)
  if (!known) return notFound<{ itemId: string }>()
  return changeItem(deps, actor, 'sitting.manage', known.item_id, async (tx, { item, sitting }) => {
    await refuseUnlessWritable(tx, sitting)
    if ((await findAction(tx, id))?.state !== 'draft') throw new Refusal({ code: 'action_sent' })
    await deleteDraft(tx, id)
    const entry = { action: 'action.removed', subject: `case:${item.case_id}`, details: { action: id } }
    return { value: { itemId: item.id }, entries: [entry] }
  })
}

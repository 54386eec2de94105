import type { Actor } from '../../domain/access/decide.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findSitting } from '../../storage/conference-sitting.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { hasChildren } from './has-children.ts'
import { placeItem } from './place-item.ts'
import { proposeForSitting, type SittingProposal } from './sitting-proposal.ts'

const before = new Set(['planned', 'invited', 'open'])

/** Takes the list that the program proposes; what stands on it already stays. */
export async function takeAgenda(deps: CommandDeps, actor: Actor, id: string) {
  const known = await findSitting(deps.db.read, id)
  const commission = known && (await findCommissionOf(deps.db.read, known.district))
  if (!commission) return notFound<{ taken: number }>()
  const proposed = await proposeForSitting(deps, deps.db.read, actor, known, commission)
  const children = await childrenOf(deps, proposed)
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting }) => {
    if (!before.has(sitting.state)) throw new Refusal({ code: 'sitting_state' })
    const entries: AuditEntry[] = []
    const proposal = await proposeForSitting(deps, tx, actor, sitting, commission)
    const discussion = proposal.discussion.map(one => ({ id: one.id, track: 'discussion' as const }))
    const consent = proposal.consent.map(one => ({ id: one, track: 'consent' as const }))
    for (const one of [...discussion, ...consent]) {
      const waiting = proposal.waiting.get(one.id)
      const withChildren = children.get(one.id)
      if (!waiting || withChildren === undefined) continue
      const placing = { waiting, track: one.track, withChildren, by: actor.id }
      const item = await placeItem(tx, deps, sitting, commission, placing)
      const details = { sitting: id, item, track: one.track }
      entries.push({ action: 'sitting_item.added', subject: `case:${waiting.case_id}`, details })
    }
    const taken = { action: 'agenda.taken', subject: `sitting:${id}`, details: { items: entries.length } }
    return { value: { taken: entries.length }, entries: [taken, ...entries] }
  })
}

async function childrenOf(deps: CommandDeps, { discussion, consent, waiting }: SittingProposal) {
  const children = new Map<string, boolean>()
  for (const id of [...discussion.map(one => one.id), ...consent]) {
    const caseId = waiting.get(id)?.case_id
    if (caseId !== undefined) children.set(id, await hasChildren(deps, caseId))
  }
  return children
}

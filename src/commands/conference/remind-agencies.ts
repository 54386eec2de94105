import type { Actor } from '../../domain/access/decide.ts'
import { listResearchOfSitting, updateResearch } from '../../storage/conference-research.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'

/** Reminds whoever has not answered; the page of each then says so. */
export function remindAgencies(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting }) => {
    if (sitting.state !== 'invited' && sitting.state !== 'open') throw new Refusal({ code: 'sitting_state' })
    const requests = await listResearchOfSitting(tx, { excluded: [] }, id)
    const waiting = requests.filter(one => one.state === 'asked')
    for (const one of waiting) await updateResearch(tx, one.id, { reminded_at: toStamp(deps.now) })
    const entry = { action: 'sitting.reminded', subject: `sitting:${id}`, details: { reminded: waiting.length } }
    return { value: { reminded: waiting.length }, entries: [entry] }
  })
}

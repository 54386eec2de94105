import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { insertCopy, nextCopy, type CopyKind } from '../../storage/conference-minutes.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { permissionOfCopy } from './reach-copy.ts'

export type CopyOrder = { readonly sittingId: string; readonly kind: CopyKind; readonly agency: string | null }

const afterwards = new Set(['closed', 'approved'])

/** Numbers a copy for official use before it is made: who took it and when stands in the log. */
export function printCopy(deps: CommandDeps, actor: Actor, { sittingId, kind, agency }: CopyOrder) {
  return changeSitting(deps, actor, permissionOfCopy(kind), sittingId, async (tx, { sitting, seats }) => {
    if (sitting.state === 'planned' && !permits(actor.role, 'sitting.view'))
      throw new Refusal({ code: 'sitting_state' })
    if (kind !== 'agenda' && !afterwards.has(sitting.state)) throw new Refusal({ code: 'sitting_not_closed' })
    if (kind === 'extract' && sitting.state !== 'approved') throw new Refusal({ code: 'extract_too_early' })
    const known = agency === null || seats.some(seat => seat.agency === agency)
    if ((kind === 'extract') !== (agency !== null) || !known)
      throw new Refusal({ code: 'unknown_option', at: 'agency' })
    const id = deps.newId()
    const copy = await nextCopy(tx, sittingId, kind)
    const printed = { printed_at: toStamp(deps.now), printed_by: actor.id }
    await insertCopy(tx, { id, sitting_id: sittingId, region: sitting.region, kind, agency, copy, ...printed })
    const details = { copy: id, kind, number: copy }
    return { value: { id }, entries: [{ action: 'copy.printed', subject: `sitting:${sittingId}`, details }] }
  })
}

import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findTransfer, settleTransfer } from '../../storage/case-transfer-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { contextOfBoth, entriesInBoth } from '../referral/both-chains.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { settleTransferWork } from './transfer-work.ts'

/** The sender takes a proposal back that nobody has answered. */
export async function withdrawTransfer(
  deps: CommandDeps,
  actor: Actor,
  id: string,
): Promise<Outcome<{ caseId: string }>> {
  const known = await findTransfer(deps.db.read, id)
  if (!known) return notFound()
  const { from_region: from, to_region: to } = known
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, from, to), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, 'transfer.propose', known.case_id)
    if ((await findTransfer(tx, id))?.state !== 'proposed') throw new Refusal({ code: 'already_decided' })
    const answered = { sealed_answer: null, answered_at: toStamp(deps.now), answered_by: actor.id }
    await settleTransfer(tx, id, { state: 'withdrawn', ...answered })
    await settleTransferWork(tx, deps, id)
    const entry = { action: 'transfer.withdrawn', subject: `case:${one.id}`, details: { transfer: id } }
    return { value: succeed({ caseId: one.id }), entries: entriesInBoth(entry, from, to) }
  })
}

import { decide, type Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findCase } from '../../storage/case-store.ts'
import { findNotice, markNoticeSeen } from '../../storage/own-person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

/** The reviewer has seen that a case was closed to its own people. */
export async function acknowledgeNotice(
  deps: CommandDeps,
  actor: Actor,
  id: string,
): Promise<Outcome<{ caseId: string }>> {
  const known = await findNotice(deps.db.read, id)
  if (!known) return notFound()
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const row = await findNotice(tx, id)
    const one = row && (await findCase(tx, row.case_id, toStamp(deps.now)))
    const decision = one ? decide(actor, 'review.view', one, 1) : 'unreachable'
    if (!one || decision !== 'allowed') throw new Refusal({ code: decision === 'refused' ? 'refused' : 'not_found' })
    if (row?.seen_at !== null) throw new Refusal({ code: 'already_acknowledged' })
    await markNoticeSeen(tx, id, toStamp(deps.now), actor.id)
    const entry = { action: 'notice.acknowledged', subject: `case:${one.id}`, details: { notice: id } }
    return { value: succeed({ caseId: one.id }), entries: [entry] }
  })
}

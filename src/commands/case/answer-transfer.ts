import type { Actor } from '../../domain/access/decide.ts'
import { decideTransfer } from '../../domain/access/decide-transfer.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findListedItem } from '../../storage/agenda-store.ts'
import { findCase } from '../../storage/case-store.ts'
import {
  findTransfer,
  moveRows,
  settleTransfer,
  transferPlace,
  type TransferRow,
} from '../../storage/case-transfer-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { leaveSitting } from '../conference/leave-sitting.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { contextOfBoth, entriesInBoth } from '../referral/both-chains.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { tooShort, transferReasonAtLeast } from './propose-transfer.ts'
import { settleTransferWork, sitsAtTransfer } from './transfer-work.ts'

export type TransferAnswer = { readonly id: string; readonly accepts: boolean; readonly reason: string }

const longestReason = 2000

/**
 * The receiving unit accepts a case or refuses it with a reason. With the acceptance every row of the case moves,
 * and the chains of both regions say so.
 */
export async function answerTransfer(
  deps: CommandDeps,
  actor: Actor,
  { id, accepts, ...told }: TransferAnswer,
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachTransfer(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const known = reached.value
  const checked = checkTexts(told, longestReason)
  if (!checked.ok) return checked
  const { reason } = checked.value
  if (!accepts && [...reason].length < transferReasonAtLeast) return tooShort()
  const one = await findCase(deps.db.read, known.case_id, toStamp(deps.now))
  if (!one) return notFound()
  const place = transferPlace(id, 'sealed_answer')
  const sealed_answer = reason === '' ? null : await deps.db.keys.seal(one.key_id, place, reason)
  const { from_region: from, to_region: to } = known
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, from, to), async tx => {
    const row = await findTransfer(tx, id)
    const still = await findCase(tx, known.case_id, toStamp(deps.now))
    if (row?.state !== 'proposed' || still?.state !== 'open') throw new Refusal({ code: 'already_decided' })
    takeOrRefuse(await reachTransfer(deps, tx, actor, id))
    const answered = { answered_at: toStamp(deps.now), answered_by: actor.id }
    await settleTransfer(tx, id, { state: accepts ? 'accepted' : 'refused', sealed_answer, ...answered })
    await settleTransferWork(tx, deps, id)
    const left = accepts ? await leaveSittings(tx, row, toStamp(deps.now)) : []
    if (accepts) await moveRows(tx, row.case_id, { region: row.to_region, district: row.to_district })
    return { value: succeed({ caseId: row.case_id }), entries: [...left, ...entriesOf(row, accepts)] }
  })
}

/** A proposal that the actor may answer. */
export async function reachTransfer(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  id: string,
): Promise<Outcome<TransferRow>> {
  const row = await findTransfer(db, id)
  if (!row) return notFound()
  const atDesk = await sitsAtTransfer(deps, db, actor, id)
  const decision = decideTransfer(actor, { caseId: row.case_id, toDistrict: row.to_district, atDesk })
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  return succeed(row)
}

/** The commission of the old district hears it no more; it waits for that of the new one with its clock. */
async function leaveSittings(tx: Source, { case_id, from_region: region }: TransferRow, at: string) {
  const listed = await findListedItem(tx, case_id)
  return listed ? leaveSitting(tx, listed.id, { region, at }) : []
}

/** One in the chain of each region. */
function entriesOf(row: TransferRow, accepts: boolean) {
  const action = accepts ? 'transfer.accepted' : 'transfer.refused'
  const details = { transfer: row.id, from: row.from_district, to: row.to_district }
  const entry = { action, subject: `case:${row.case_id}`, details }
  return entriesInBoth(entry, row.from_region, row.to_region)
}

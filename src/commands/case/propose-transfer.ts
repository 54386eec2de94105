import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { regionOf } from '../../domain/reference/place.ts'
import { insertTransfer, listCaseTransfers, transferPlace } from '../../storage/case-transfer-store.ts'
import { findEntryInForce } from '../../storage/reference-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { contextOfBoth, entriesInBoth } from '../referral/both-chains.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { openTransferWork } from './transfer-work.ts'

export type Proposal = { readonly caseId: string; readonly district: string; readonly reason: string }

const permission = 'transfer.propose'
export const transferReasonAtLeast = 10
const longestReason = 2000

/** Proposes a case to another district. The own district stays its owner, with every clock, until the other accepts. */
export async function proposeTransfer(
  deps: CommandDeps,
  actor: Actor,
  { caseId, district, ...told }: Proposal,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const checked = checkTexts(told, longestReason)
  if (!checked.ok) return checked
  if ([...checked.value.reason].length < transferReasonAtLeast) return tooShort()
  const known = await findEntryInForce(deps.db.read, 'place', district, todayOf(deps))
  const to_region = regionOf(district)
  if (!known || to_region === district || district === reached.value.district) {
    return fail({ code: 'transfer_place', at: 'district' })
  }
  const id = deps.newId()
  const place = transferPlace(id, 'sealed_reason')
  const sealed_reason = await deps.db.keys.seal(reached.value.key_id, place, checked.value.reason)
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, reached.value.region, to_region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const open = (await listCaseTransfers(tx, caseId)).some(row => row.state === 'proposed')
    if (open) throw new Refusal({ code: 'transfer_open', at: 'district' })
    const from = { from_region: one.region, from_district: one.district }
    const by = { proposed_at: toStamp(deps.now), proposed_by: actor.id }
    const waiting = { state: 'proposed', sealed_answer: null, answered_at: null, answered_by: null }
    const to = { to_region, to_district: district }
    const row = { id, case_id: caseId, ...from, ...to, sealed_reason, ...by, ...waiting }
    await insertTransfer(tx, row)
    await openTransferWork(tx, deps, row)
    const entry = { action: 'transfer.proposed', subject: `case:${caseId}`, details: { transfer: id, district } }
    return { value: succeed({ id }), entries: entriesInBoth(entry, one.region, to_region) }
  })
}

export function tooShort<T>(): Outcome<T> {
  return fail({ code: 'too_short', at: 'reason', details: { at_least: transferReasonAtLeast } })
}

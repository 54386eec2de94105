import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import {
  correctionPlace,
  decideCorrectionRow,
  findCorrection,
  isTargetVoided,
  targetOf,
  type CorrectionRow,
} from '../../storage/correction-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachApproval } from '../assessment/reach-approval.ts'
import { faultOfState } from '../assessment/reach-case.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { swapParties } from './swap-parties.ts'
import { voidTarget } from './void-target.ts'

export type CorrectionDecision = { readonly id: string; readonly agrees: boolean; readonly reason: string }

const longestReason = 2000

/**
 * The unit head lets a correction count, or declines and says why; another head or the superior where a head asked.
 * All that hangs on it changes in the same transaction.
 */
export async function decideCorrection(
  deps: CommandDeps,
  actor: Actor,
  { id, agrees, reason }: CorrectionDecision,
): Promise<Outcome<{ caseId: string }>> {
  const known = await findCorrection(deps.db.read, id)
  if (!known) return notFound()
  const reached = await reach(deps, deps.db.read, actor, known)
  if (!reached.ok) return reached
  const checked = checkTexts({ reason }, longestReason)
  if (!checked.ok) return checked
  if (!agrees && checked.value.reason === '') return fail({ code: 'required', at: 'reason' })
  const sealed_answer = await sealAnswer(deps, reached.value, id, checked.value.reason)
  const key = agrees && known.kind === 'swap' ? await deps.db.keys.create('case') : ''
  const done = await changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const one = await stillPendingOrRefuse(deps, tx, actor, known)
    const made_case_id = key === '' ? null : deps.newId()
    const decided = { sealed_answer, decided_at: toStamp(deps.now), decided_by: actor.id, made_case_id }
    await decideCorrectionRow(tx, id, { state: agrees ? 'agreed' : 'declined', ...decided })
    const action = agrees ? 'correction.agreed' : 'correction.declined'
    const entry = { action, subject: `case:${one.id}`, details: { correction: id, kind: known.kind } }
    const swap = made_case_id === null ? null : { caseId: made_case_id, keyId: key }
    const caused = agrees ? await carryOut(tx, deps, actor, one, known, swap) : []
    return { value: succeed({ caseId: swap?.caseId ?? one.id }), entries: [entry, ...caused] }
  })
  if (!done.ok && key !== '') await deps.db.keys.destroy(key)
  return done
}

async function stillPendingOrRefuse(deps: CommandDeps, tx: Source, actor: Actor, known: CorrectionRow) {
  const again = takeOrRefuse(await reach(deps, tx, actor, known))
  const row = await findCorrection(tx, known.id)
  if (row?.state !== 'pending' || (await isTargetVoided(tx, targetOf(row))))
    throw new Refusal({ code: 'already_decided' })
  return again
}

async function reach(deps: CommandDeps, db: Source, actor: Actor, row: CorrectionRow): Promise<Outcome<CaseRow>> {
  const asked = { caseId: row.case_id, makers: [row.asked_by] }
  const reached = await reachApproval(deps, db, actor, 'correction.decide', asked)
  if (!reached.ok) return reached
  const fault = await faultOfState(db, reached.value)
  return fault ? fail(fault) : reached
}

async function sealAnswer({ db }: CommandDeps, one: CaseRow, id: string, reason: string): Promise<string | null> {
  return reason === '' ? null : db.keys.seal(one.key_id, correctionPlace(id, 'sealed_answer'), reason)
}

async function carryOut(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  row: CorrectionRow,
  swap: { readonly caseId: string; readonly keyId: string } | null,
): Promise<AuditEntry[]> {
  const correction = { id: row.id, target: targetOf(row) }
  if (!swap) return voidTarget(tx, deps, actor, one, correction)
  const made = await swapParties(tx, deps, actor, one, swap)
  return [...made, ...(await voidTarget(tx, deps, actor, one, correction))]
}

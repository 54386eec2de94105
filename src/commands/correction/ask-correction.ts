import type { Actor } from '../../domain/access/decide.ts'
import { correctionReasonAtLeast, type CorrectionKind, type Target } from '../../domain/case/correction.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import { findIncident, type CaseRow } from '../../storage/case-store.ts'
import {
  correctionPlace,
  insertCorrection,
  isTargetVoided,
  listCaseCorrections,
  type CorrectionRow,
} from '../../storage/correction-store.ts'
import { findOrder } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { openApproval } from '../follow-up/open-approval.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export type AskedCorrection = {
  readonly caseId: string
  readonly kind: CorrectionKind
  /** A swap is of the case itself. */
  readonly target: Target
  readonly reason: string
}

const permission = 'correction.ask'
const longestReason = 2000

/**
 * Asks the unit head to void something of a case, or to let victim and perpetrator change places. Until the head has
 * agreed nothing changes: one alone puts nothing right.
 */
export async function askCorrection(
  deps: CommandDeps,
  actor: Actor,
  { caseId, kind, target, reason }: AskedCorrection,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const checked = checkTexts({ reason }, longestReason)
  if (!checked.ok) return checked
  const words = checked.value.reason
  if ([...words].length < correctionReasonAtLeast)
    return fail({ code: 'too_short', at: 'reason', details: { at_least: correctionReasonAtLeast } })
  const row = await buildRow(deps, actor, reached.value, { kind, target, words })
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    await checkTargetOrRefuse(tx, one, target)
    await insertCorrection(tx, { ...row, region: one.region, district: one.district })
    await openApproval(tx, deps, actor, { kind: 'void', id: row.id, one, makers: [actor.id] })
    const details = { correction: row.id, kind, target: target.kind, id: target.id }
    return {
      value: succeed({ id: row.id }),
      entries: [{ action: 'correction.asked', subject: `case:${caseId}`, details }],
    }
  })
}

type Asked = { readonly kind: CorrectionKind; readonly target: Target; readonly words: string }

async function buildRow(
  deps: CommandDeps,
  actor: Actor,
  { id: case_id, key_id, region, district }: CaseRow,
  { kind, target, words }: Asked,
): Promise<CorrectionRow> {
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(key_id, correctionPlace(id, 'sealed_reason'), words)
  const of = { id, kind, target_kind: target.kind, target_id: target.id, case_id, region, district, state: 'pending' }
  const open = { sealed_answer: null, decided_at: null, decided_by: null, made_case_id: null }
  return { ...of, sealed_reason, asked_at: toStamp(deps.now), asked_by: actor.id, ...open }
}

async function checkTargetOrRefuse(tx: Source, one: CaseRow, target: Target): Promise<void> {
  if ((await caseOfTarget(tx, target)) !== one.id) throw new Refusal({ code: 'unknown_option', at: 'target' })
  if (await isTargetVoided(tx, target)) throw new Refusal({ code: 'already_voided', at: 'target' })
  const asked = await listCaseCorrections(tx, one.id)
  const same = (row: CorrectionRow) => row.target_kind === target.kind && row.target_id === target.id
  if (asked.some(row => row.state === 'pending' && same(row)))
    throw new Refusal({ code: 'correction_asked', at: 'target' })
}

async function caseOfTarget(tx: Source, { kind, id }: Target): Promise<string | undefined> {
  switch (kind) {
    case 'assessment':
      return (await findAssessment(tx, id))?.case_id
    case 'incident':
      return (await findIncident(tx, id))?.case_id
    case 'order':
      return (await findOrder(tx, id))?.case_id
    case 'case':
      return id
  }
}

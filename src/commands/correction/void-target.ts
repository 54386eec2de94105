import type { Actor } from '../../domain/access/decide.ts'
import type { Target } from '../../domain/case/correction.ts'
import { supersedeLowerings } from '../../storage/category-lowering-store.ts'
import { listVoidedRaises } from '../../storage/category-raise-store.ts'
import { updateCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { dropPendingCorrections, insertVoided } from '../../storage/correction-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { collectVoided } from './collect-voided.ts'
import { endCaseWork } from './end-case-work.ts'
import { restoreCase } from './restore-case.ts'
import { voidMeasures } from './void-measures.ts'
import { withdrawItem } from './withdraw-item.ts'

/**
 * Takes the target and what hangs on it out of clocks, figures and queue, and judges what remains. The facts stay as
 * they were recorded.
 */
export async function voidTarget(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  correction: { readonly id: string; readonly target: Target },
): Promise<AuditEntry[]> {
  const voided = await collectVoided(tx, one.id, correction.target)
  const of = { correction_id: correction.id, case_id: one.id, region: one.region, voided_at: toStamp(deps.now) }
  await insertVoided(
    tx,
    voided.map(({ kind, id }) => ({ target_kind: kind, target_id: id, ...of })),
  )
  const subject = `case:${one.id}`
  const entries = voided.map(({ kind, id }) => ({
    action: `${kind}.voided`,
    subject,
    details: { id, correction: correction.id },
  }))
  for (const raise of await listVoidedRaises(tx, one.id)) await settleWorkItem(tx, 'raise', raise, of.voided_at)
  const measures = await voidMeasures(tx, deps, actor, one, voided)
  const rest =
    correction.target.kind === 'case' ? await closeCase(tx, deps, actor, one) : await restoreCase(tx, deps, one)
  return [...entries, ...measures, ...rest]
}

async function closeCase(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow): Promise<AuditEntry[]> {
  const at = toStamp(deps.now)
  await updateCase(tx, one.id, { state: 'voided' })
  await supersedeLowerings(tx, one.id, at)
  await dropPendingCorrections(tx, one.id, at)
  return [...(await withdrawItem(tx, one, at)), ...(await endCaseWork(tx, actor, one, at))]
}

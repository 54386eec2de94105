import type { Actor } from '../../domain/access/decide.ts'
import { dueAt } from '../../domain/calendar/due.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

type Approving = {
  readonly kind: 'raise' | 'lowering' | 'void'
  readonly id: string
  readonly one: CaseRow
  /** Whoever has a part in it. */
  readonly makers: readonly string[]
}

/** The unit head has to look at it; the head's superior where a head made it, for nobody approves own work. */
export async function openApproval(
  tx: Source,
  deps: CommandDeps,
  actor: Pick<Actor, 'id'>,
  { kind, id, one, makers }: Approving,
): Promise<void> {
  const { approval_within: within } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure.late
  const roles = await Promise.all(makers.map(async maker => (await findAccount(tx, maker))?.role))
  await openWorkItem(tx, {
    kind,
    source_id: id,
    case_id: one.id,
    region: one.region,
    district: one.district,
    organisation_id: null,
    owner_role: roles.includes('head') ? 'department' : 'head',
    owner_id: null,
    officer_id: actor.id,
    code: kind,
    unit: within.unit,
    opened_at: toStamp(deps.now),
    due_at: toStamp(dueAt(deps.now, within, deps.calendar)),
  })
}

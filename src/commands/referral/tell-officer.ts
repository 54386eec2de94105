import { dueAt } from '../../domain/calendar/due.ts'
import { findCase } from '../../storage/case-store.ts'
import type { ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { procedureOf } from './centre-rules.ts'

/** Before the officer of the case comes that a referral of it is shared no longer; a closed case has nobody to tell. */
export async function tellOfficer(tx: Source, deps: CommandDeps, row: ReferralRow): Promise<void> {
  const one = row.case_id === null ? null : await findCase(tx, row.case_id, toStamp(deps.now))
  if (!one || one.state === 'closed') return
  const { approval_within: within } = procedureOf(deps).late
  const officer = { owner_role: 'inspector', owner_id: one.officer_id, officer_id: one.officer_id }
  await openWorkItem(tx, {
    kind: 'sharing',
    source_id: row.id,
    case_id: one.id,
    region: one.region,
    district: one.district,
    organisation_id: null,
    ...officer,
    code: row.kind,
    unit: within.unit,
    opened_at: toStamp(deps.now),
    due_at: toStamp(dueAt(deps.now, within, deps.calendar)),
  })
}

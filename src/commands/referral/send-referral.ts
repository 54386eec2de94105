import { categoryOrThrow } from '../../domain/referral/referral-clock.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import { insertReferral, type ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { procedureOf } from './centre-rules.ts'
import { freeReferralNumber } from './new-number.ts'

/** Stores a referral under its number and puts the answer on the receiver's list. */
export async function sendReferral(tx: Source, deps: CommandDeps, row: Omit<ReferralRow, 'number'>): Promise<void> {
  await insertReferral(tx, { ...row, number: await freeReferralNumber(tx, deps) })
  await askForAnswer(tx, deps, row, row.to_id, row.answer_by)
}

/** A refused referral comes back to its sender's list, to be sent on within the same clock. */
export async function returnToSender(tx: Source, deps: CommandDeps, row: ReferralRow, dueAt: string): Promise<void> {
  await askForAnswer(tx, deps, row, row.from_id, dueAt)
}

const helpers = new Set(['crisis_centre', 'family_centre', 'mobile_group', 'help_organisation'])
const desks: Readonly<Record<string, string>> = { police: 'inspector', commission: 'secretary' }

async function askForAnswer(
  tx: Source,
  deps: CommandDeps,
  row: Omit<ReferralRow, 'number'>,
  organisationId: string,
  due_at: string,
): Promise<void> {
  const organisation = await findOrganisation(tx, organisationId)
  const kind = organisation?.kind ?? ''
  const role = helpers.has(kind) ? 'centre' : (desks[kind] ?? 'member')
  const ofDistrict = role === 'inspector' || role === 'secretary'
  await openWorkItem(tx, {
    kind: 'referral',
    source_id: row.id,
    case_id: row.case_id,
    region: row.region,
    district: row.district,
    organisation_id: ofDistrict ? null : organisationId,
    owner_role: role,
    owner_id: null,
    code: row.kind,
    unit: procedureOf(deps).crisis_centre.answer_within[categoryOrThrow(row.urgency)].unit,
    opened_at: toStamp(deps.now),
    due_at,
  })
}

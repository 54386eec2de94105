import type { ChangeContext } from '../../storage/change.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { findReferral, listRunOut, type ReferralRow } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { programContext, type CommandDeps } from '../deps.ts'
import { changeOrNothing, NothingLeft } from '../refusal.ts'
import { entriesInBoth } from './both-chains.ts'
import { endSharing, isConsented } from './sharing.ts'
import { tellOfficer } from './tell-officer.ts'

const batchSize = 200

/**
 * Ends what was shared on a ground that has run out by time, as her withdrawal would, and tells the officer of the case;
 * returns how many referrals.
 */
export async function lapseSharing(deps: CommandDeps): Promise<{ readonly lapsed: number }> {
  let [lapsed, behind] = [0, '']
  for (;;) {
    const batch = await listRunOut(deps.db.read, toStamp(deps.now), behind, batchSize)
    for (const row of batch) if (!(await isConsented(deps.db.read, row, deps.now))) lapsed += await lapse(deps, row)
    const last = batch.at(-1)
    if (!last) return { lapsed }
    behind = last.id
  }
}

/** 1, or 0 where somebody else ended it or gave a ground anew before the heads were held. */
async function lapse(deps: CommandDeps, { id, region }: ReferralRow): Promise<number> {
  const other = (await findClientOfReferral(deps.db.read, id))?.region ?? region
  const context = programContext(deps.now, region)
  const both: ChangeContext = other === region ? context : { ...context, region: [region, other] }
  return changeOrNothing(deps.db, both, 0, async tx => {
    const row = await findReferral(tx, id)
    if (!row || row.sharing_ended_at !== null || (await isConsented(tx, row, deps.now))) throw new NothingLeft()
    const entry = await endSharing(tx, row, toStamp(deps.now))
    await tellOfficer(tx, deps, row)
    return { value: 1, entries: entriesInBoth(entry, region, other) }
  })
}

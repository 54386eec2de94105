import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { findProvider } from '../../storage/provider-store.ts'
import { findHoldingStay } from '../../storage/stay-store.ts'
import type { CommandDeps } from '../deps.ts'
import { reservePlaces } from '../referral/accept-referral.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

export type KeptBed = { readonly id: string; readonly adults: number; readonly children: number }

/** Keeps places for somebody who is on her way. */
export async function keepBed(
  deps: CommandDeps,
  actor: Actor,
  { id, adults, children }: KeptBed,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  if (adults + children < 1) return fail({ code: 'nobody_chosen', at: 'adults' })
  if (adults < 1) return fail({ code: 'child_without_adult', at: 'adults' })
  return changeClient(deps, actor, reached.value, async (tx, row) => {
    if (await findHoldingStay(tx, id)) throw new Refusal({ code: 'place_held', at: 'adults' })
    const provider = await findProvider(tx, row.organisation_id)
    if (!provider) throw new Refusal({ code: 'unknown_organisation' })
    await reservePlaces(tx, deps, id, provider, { adult: adults, child: children })
    return { action: 'bed.reserved', details: { adults, children } }
  })
}

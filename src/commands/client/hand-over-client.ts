import { decideHandover } from '../../domain/access/decide-client.ts'
import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findTermFaults } from '../../domain/referral/provider.ts'
import { clientStanding, findClient, type ClientRow } from '../../storage/client-store.ts'
import { findProvider, listWorkers, termsOf } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, notFound, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { findTaker, moveFile } from './move-file.ts'

export type Handover = { readonly id: string; readonly toId: string; readonly consented: boolean }

/**
 * Hands one file to another organisation of the region with her consent: persons, plan, safety plan and stay go along, the
 * confidential notes stay. Whoever is there gets a place kept at the new one before the old one is given up. Where
 * nobody of the old one is left, the coordinator of the region hands it on without reading it.
 */
export async function handOverClient(
  deps: CommandDeps,
  actor: Actor,
  { id, toId, consented }: Handover,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachToHandOver(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  if (!consented) return fail({ code: 'consent_missing', at: 'consented' })
  const taker = await findTaker(deps, reached.value, toId)
  if (!taker.ok) return taker
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const still = takeOrRefuse(await reachToHandOver(deps, tx, actor, id))
    if (still.organisation_id !== reached.value.organisation_id) throw new Refusal({ code: 'changed_meanwhile' })
    await moveFile(tx, deps, actor, still, taker.value)
    const details = { from: still.organisation_id, to: toId }
    return { value: succeed({ id }), entries: [{ action: 'client.handed_over', subject: `client:${id}`, details }] }
  })
}

async function reachToHandOver(deps: CommandDeps, db: Source, actor: Actor, id: string): Promise<Outcome<ClientRow>> {
  const row = await findClient(db, id)
  if (!row) return notFound()
  const left = await isLeft(deps, db, row.organisation_id)
  const decision = decideHandover(actor, clientStanding(row), left)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  return row.state === 'closed' ? fail({ code: 'client_closed' }) : succeed(row)
}

/** Whether an organisation may work no longer, or has nobody left who could hand its files over. */
export async function isLeft(deps: CommandDeps, db: Source, organisationId: string): Promise<boolean> {
  const provider = await findProvider(db, organisationId)
  if (!provider || findTermFaults(termsOf(provider), todayOf(deps)).length > 0) return true
  return (await listWorkers(db, organisationId)).length === 0
}

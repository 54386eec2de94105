import {
  actPlace,
  breachPlace,
  insertBreach,
  insertChecks,
  insertOrder,
  insertRelease,
  listChecks,
  listReleases,
  listStandingBreaches,
  listStandingOrders,
  type OrderRow,
} from '../../storage/order-store.ts'
import { reseal, type Copy } from './copy-case.ts'

/** The orders that count with their checks and breaches, and when he comes out. */
export async function copyOrders(copy: Copy, measures: ReadonlyMap<string, string>): Promise<void> {
  const { tx, deps, from, caseId: case_id } = copy
  for (const row of await listStandingOrders(tx, from.id)) await copyOrder(copy, row, measures)
  for (const row of await listReleases(tx, from.id)) await insertRelease(tx, { ...row, id: deps.newId(), case_id })
}

async function copyOrder(copy: Copy, row: OrderRow, measures: ReadonlyMap<string, string>): Promise<void> {
  const { tx, deps, from, caseId: case_id } = copy
  const id = deps.newId()
  const sealed_act = await reseal(copy, row.sealed_act, actPlace, { old: row.id, made: id })
  await insertOrder(tx, { ...row, id, case_id, sealed_act })
  const checks = (await listChecks(tx, row.id)).flatMap(check => measures.get(check) ?? [])
  await insertChecks(
    tx,
    checks.map(check => ({ id: check, order_id: id, case_id, region: row.region })),
  )
  for (const breach of (await listStandingBreaches(tx, from.id)).filter(each => each.order_id === row.id)) {
    const made = deps.newId()
    const sealed_account = await reseal(copy, breach.sealed_account, breachPlace, { old: breach.id, made })
    await insertBreach(tx, { ...breach, id: made, order_id: id, case_id, sealed_account })
  }
}

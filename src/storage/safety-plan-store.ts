import type { Selectable } from 'kysely'
import { z } from 'zod'
import { planParts, type SafetyPlan } from '../domain/referral/safety-plan.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type SafetyPlanRow = Selectable<Schema['safety_plan']>

const plan = z.record(z.enum(planParts), z.string())

export const planPlace = (id: string) => ({ table: 'safety_plan', column: 'sealed_plan', row: id }) as const

export async function insertSafetyPlan(db: Source, row: SafetyPlanRow): Promise<void> {
  await db.insertInto('safety_plan').values(row).execute()
}

/** Every version, the newest first. */
export async function listSafetyPlans(db: Source, clientId: string): Promise<SafetyPlanRow[]> {
  const query = db.selectFrom('safety_plan').selectAll().where('client_id', '=', clientId)
  return query.orderBy('version', 'desc').limit(200).execute()
}

export async function openSafetyPlan(db: Database, keyId: string, row: SafetyPlanRow): Promise<SafetyPlan> {
  return plan.parse(JSON.parse(await db.keys.unseal(keyId, planPlace(row.id), row.sealed_plan)))
}

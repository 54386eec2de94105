import type { Selectable } from 'kysely'
import { consentStates, type ConsentEvent, type Override } from '../domain/case/consent.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type ConsentRow = Selectable<Schema['consent']>
export type OverrideRow = Selectable<Schema['consent_override']>

export const overridePlace = (id: string) => ({ table: 'consent_override', column: 'sealed_reason', row: id }) as const

export async function insertConsent(db: Source, row: ConsentRow): Promise<void> {
  await db.insertInto('consent').values(row).execute()
}

export async function insertOverride(db: Source, row: OverrideRow): Promise<void> {
  await db.insertInto('consent_override').values(row).execute()
}

/** What she said of each agency, in the order in which it was written down. */
export async function listConsents(db: Source, caseId: string): Promise<ConsentRow[]> {
  const query = db.selectFrom('consent').selectAll().where('case_id', '=', caseId)
  return query.orderBy('recorded_at').orderBy('id').limit(500).execute()
}

export async function listOverrides(db: Source, caseId: string): Promise<OverrideRow[]> {
  const query = db.selectFrom('consent_override').selectAll().where('case_id', '=', caseId)
  return query.orderBy('recorded_at', 'desc').limit(200).execute()
}

export async function openOverride(db: Database, keyId: string, row: OverrideRow): Promise<string> {
  return db.keys.unseal(keyId, overridePlace(row.id), row.sealed_reason)
}

/** The rows as the rules of consent read them. */
export function consentEvents(rows: readonly ConsentRow[]): ConsentEvent[] {
  return rows.map(({ agency, state, recorded_at }) => {
    const known = consentStates.find(each => each === state)
    if (!known) throw new Error(`a consent in the unknown state ${state}`)
    return { agency, state: known, at: Temporal.Instant.from(recorded_at) }
  })
}

export function overridesOf(rows: readonly OverrideRow[]): Override[] {
  return rows.map(({ agency, recorded_at, ends_at }) => {
    return {
      agency,
      at: Temporal.Instant.from(recorded_at),
      ends: ends_at === null ? null : Temporal.Instant.from(ends_at),
    }
  })
}

import type { Migration } from 'kysely/migration'
import * as foundation from './0001-foundation.ts'

/** The static list, in order; forward only. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
}

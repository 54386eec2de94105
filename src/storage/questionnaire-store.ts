import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type DefinitionUse = Selectable<Schema['definition_use']>

/** Every version of a questionnaire file that judged a stored assessment, with the hash it had then. */
export async function listDefinitionUses(db: Source): Promise<DefinitionUse[]> {
  return db.selectFrom('definition_use').selectAll().orderBy('kind').orderBy('name').orderBy('version').execute()
}

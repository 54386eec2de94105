import type { Fault } from '../domain/fault.ts'
import { openDatabase, type DatabaseOptions } from '../storage/database.ts'
import { indexPeople } from '../storage/index-people.ts'
import { examine, listOrphanKeys, type FindingCode } from '../storage/doctor.ts'

const mends: Readonly<Record<FindingCode, string>> = {
  setting_wrong:
    'stop the program, let it open the database itself, and set the value on the server if it is PostgreSQL',
  keys_inside_data: 'set PANA_KEY_DIR to a folder outside PANA_DATA_DIR and move the keys there',
  file_open_to_others: 'chmod go= on it',
  migration_pending: 'run pana migrate',
  anchor_stale: 'check that PANA_AUDIT_ANCHOR can be written; restart to anchor at once',
  anchor_broken: 'compare the anchor file with its copies outside, then run pana verify-audit',
  key_orphaned: 'run pana doctor --sweep to destroy it',
  people_unindexed: 'run pana doctor --index, or restart the program',
  time_zones_old: 'update Node: Kazakhstan changed its time on 2024-03-01, known from 2024a on',
}

/** Prints each finding with its mend on one line. Questionnaire faults come from whoever read the files. */
export async function runDoctor(
  options: DatabaseOptions,
  questionnaireFaults: readonly Fault[],
  { sweep = false, index = false }: { readonly sweep?: boolean; readonly index?: boolean } = {},
): Promise<number> {
  const db = await openDatabase({ ...options, migrate: false })
  try {
    const now = options.now?.() ?? new Date()
    if (sweep) await db.keys.destroyAll(await listOrphanKeys(db, now))
    if (index) await indexPeople(db)
    const found = (await examine(db, options, now)).map(({ code, what }) => `${code}: ${what}; ${mends[code]}`)
    const lines = [...found, ...questionnaireFaults.map(lineOf)]
    for (const line of lines) console.log(line)
    return lines.length === 0 ? 0 : 1
  } finally {
    await db.close()
  }
}

function lineOf(fault: Fault): string {
  return `questionnaire ${fault.code}: ${fault.at ?? ''}; mend the file that it names`
}

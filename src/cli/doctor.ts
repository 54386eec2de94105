import type { Fault } from '../domain/fault.ts'
import { faultsOfUse, loadQuestionnaires, QuestionnaireFaults, sentenceOf } from '../questionnaires.ts'
import type { Database, DatabaseOptions } from '../storage/database.ts'
import { indexPeople } from '../storage/index-people.ts'
import { examine, listOrphanKeys, type FindingCode } from '../storage/doctor.ts'
import { pendingMigrations } from '../storage/migrate.ts'
import { listDefinitionUses } from '../storage/questionnaire-store.ts'
import { exitStatus, readArguments, type Command } from './command.ts'
import { questionnaireFolder, readExistingOptions, withDatabase } from './installation.ts'

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

export const doctor: Command = {
  name: 'doctor',
  forms: ['doctor [--sweep] [--index]'],
  about: `Looks the installation over and prints each finding with its mend; exit status 1 when there is one.
--sweep first destroys the keys that nothing uses, left behind when a start or a save was cut off.
--index first makes the clues by which people are found, for those that lack them.`,
  run: (args, io) => {
    const { values } = readArguments(args, {
      sweep: { type: 'boolean', default: false },
      index: { type: 'boolean', default: false },
    })
    const options = readExistingOptions(io, { anchor: false })
    return withDatabase(options, async db => {
      const lines = await listFindings(db, options, values)
      for (const line of lines) io.stdout.write(`${line}\n`)
      if (lines.length === 0) io.stdout.write('0 findings\n')
      return lines.length === 0 ? exitStatus.done : exitStatus.foundWrong
    })
  },
}

async function listFindings(
  db: Database,
  options: DatabaseOptions,
  { sweep, index }: { readonly sweep: boolean; readonly index: boolean },
): Promise<string[]> {
  const pending = await pendingMigrations(db.engine)
  // The other checks read tables that an older schema may lack.
  if (pending.length > 0) return pending.map(name => lineOf('migration_pending', name))
  const now = new Date()
  if (sweep) await db.keys.destroyAll(await listOrphanKeys(db, now))
  if (index) await indexPeople(db)
  const found = (await examine(db, options, now)).map(({ code, what }) => lineOf(code, what))
  return [...found, ...(await faultsOfQuestionnaires(db)).map(sentenceOf)]
}

function lineOf(code: FindingCode, what: string): string {
  return `${code}: ${what}; ${mends[code]}`
}

async function faultsOfQuestionnaires(db: Database): Promise<readonly Fault[]> {
  try {
    return faultsOfUse(loadQuestionnaires(questionnaireFolder), await listDefinitionUses(db.read))
  } catch (error) {
    if (error instanceof QuestionnaireFaults) return error.faults
    throw error
  }
}

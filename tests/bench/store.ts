import { devNull } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadWorkingCalendar } from '../../db/reference/working-calendar.ts'
import { seedDemo } from '../../db/demo/seed-demo.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { questionnaires } from '../support/program.ts'
import { makeId } from '../../src/storage/random-bytes.ts'

/** A database of this many demo cases under the folder; one that an earlier run left there is used again. */
export async function openStore(folder: string, cases: number): Promise<Database> {
  const [dataDir, keyDir, anchorDir] = ['data', 'keys', 'anchor'].map(name => join(folder, String(cases), name))
  if (!dataDir || !keyDir || !anchorDir) throw new Error('three folders are needed')
  const db = await openDatabase({ dataDir, keyDir, anchorDir, allowCreate: true })
  const { count } = await countCases(db)
  if (count === 0) await seedDemo({ ...dependenciesOf(db), now: Temporal.Now.instant() }, { cases, seed: 1 })
  else if (Number(count) < cases) throw new Error(`${dataDir} holds ${count} cases, not ${cases}: remove it`)
  return db
}

/** As in production: no training checks in the templates, every request in a log. */
export function dependenciesOf(db: Database): Dependencies {
  return {
    db,
    questionnaires,
    calendar: loadWorkingCalendar(),
    clock: () => Temporal.Now.instant(),
    newId: makeId,
    sessionSecret: 'bench',
    mode: 'production',
    publicUrl: 'https://pana.example',
    trustedProxy: 'loopback',
    anchorDir: '',
    log: pino({ level: 'info' }, pino.destination(devNull)),
  }
}

function countCases(db: Database) {
  return db.read
    .selectFrom('case_file')
    .select(each => each.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
}

import { seedReference } from '../../db/reference/seed-reference.ts'
import { seedDemo } from '../../db/demo/seed-demo.ts'
import { currentCalendar } from '../storage/reference-store.ts'
import { localDate } from '../storage/stamp.ts'
import { ConfigurationFault, readConfig } from '../config.ts'
import { exitStatus, readArguments, UsageFault, type Command } from './command.ts'
import { readQuestionnaires, readStorageOptions, withDatabase } from './installation.ts'
import { makeId } from '../storage/random-bytes.ts'

const options = {
  cases: { type: 'string', default: '12' },
  seed: { type: 'string', default: '1' },
} as const

export const demo: Command = {
  name: 'demo',
  forms: ['demo [--cases N] [--seed S]'],
  about: `Adds N invented cases (12 unless said otherwise): the same people and answers for the same seed S.
Training only. An empty place gets its schema and the demo accounts first.`,
  run: async (args, io) => {
    const { values } = readArguments(args, options)
    const [cases, seed] = [readWhole('--cases', values.cases), readWhole('--seed', values.seed)]
    if (readConfig(io.env).mode === 'production')
      throw new ConfigurationFault('PANA_MODE', 'production takes no invented people')
    const questionnaires = readQuestionnaires()
    return withDatabase(readStorageOptions(io), async db => {
      const now = Temporal.Now.instant()
      const newId = makeId
      await seedReference({ db, now, newId })
      const calendar = await currentCalendar(db.read, localDate(now))
      io.stdout.write(`${await seedDemo({ db, questionnaires, calendar, now, newId }, { cases, seed })} cases\n`)
      return exitStatus.done
    })
  },
}

function readWhole(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageFault(`${option} takes a whole number of at most nine digits`)
  return Number(text)
}

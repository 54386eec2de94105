import { basename, dirname, join, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { definitionsOf, type Definitions } from '../commands/assessment/definitions.ts'
import { compareVersions, loadQuestionnaires, type Questionnaires } from '../questionnaires.ts'
import { pendingMigrations } from '../storage/migrate.ts'
import { exitStatus, readArguments, UsageFault, type Command } from './command.ts'
import { compareProcedures, sayComparison } from './compare-procedures.ts'
import { readExistingOptions, readQuestionnaires, withDatabase } from './installation.ts'

export const procedure: Command = {
  name: 'procedure',
  forms: ['procedure compare OLD NEW [--json]'],
  about: `Judges every stored assessment by OLD and by NEW and prints how many change category, from which to which, by
district. Nothing is written. OLD and NEW are versions of the program's own files (1.0.0, or kz/1.0.0 where there are
several procedures) or the path of a procedure in a copy of the questionnaires folder
(COPY/procedures/kz/1.1.0.yaml). The figures are raw: they are for the console, not for publication.`,
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, { least: 3, most: 3 })
    const [verb, old = '', next = ''] = positionals
    if (verb !== 'compare') throw new UsageFault(`a procedure is not to ${verb}`)
    const pair = { old: readProcedure(old), new: readProcedure(next) }
    const found = await withDatabase(readExistingOptions(io, { anchor: false }), async db => {
      if ((await pendingMigrations(db.engine)).length > 0)
        throw new Error('the schema is older: run pana migrate first')
      return compareProcedures(db, pair)
    })
    io.stdout.write(values.json === true ? `${JSON.stringify(found)}\n` : sayComparison(found))
    return exitStatus.done
  },
}

function readProcedure(named: string): Definitions {
  return named.endsWith('.yaml') ? readFile(named) : findVersion(readQuestionnaires(), named)
}

/** The bank and the instruments that it names are those of its own folder, which is checked as at start. */
function readFile(named: string): Definitions {
  const path = resolve(named)
  const own = dirname(path)
  if (!existsSync(path)) throw new UsageFault(`cannot read ${named}`)
  if (basename(dirname(own)) !== 'procedures') {
    throw new UsageFault(`${named} is not at procedures/NAME/VERSION.yaml of a questionnaires folder`)
  }
  const all = loadQuestionnaires(join(own, '../..'))
  return definitionsOf(all, basename(own), basename(path, '.yaml'))
}

function findVersion(all: Questionnaires, named: string): Definitions {
  const known = all.procedures.map(each => each.definition).toSorted(compareVersions)
  const found = known.filter(each => named === each.version || named === `${each.procedure}/${each.version}`)
  const [one] = found
  if (one && found.length === 1) return definitionsOf(all, one.procedure, one.version)
  const names = known.map(each => `${each.procedure}/${each.version}`).join(', ')
  throw new UsageFault(`${found.length === 0 ? 'no' : 'more than one'} procedure ${named}; there are ${names}`)
}

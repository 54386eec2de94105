import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseDefinitions } from '../commands/assessment/definitions.ts'
import { checksumsOf, checksumsFile, loadQuestionnaires, QuestionnaireFaults } from '../questionnaires.ts'
import { writeCrosswalk } from './crosswalk.ts'
import { exitStatus, readArguments, UsageFault, type Command, type Io } from './command.ts'
import { questionnaireFolder, today } from './installation.ts'
import { schemaFolder, writeSchemas } from './questionnaire-schema.ts'

export const questionnaires: Command = {
  name: 'questionnaires',
  forms: ['check', 'freeze', 'crosswalk', 'schema'].map(verb => `questionnaires ${verb} [FOLDER]`),
  about: `check reads every file of the question bank, the instruments and the procedures and prints all faults at once.
freeze checks them and writes ${checksumsFile}: from then on a listed file is never changed, only copied to a new version.
crosswalk prints which question codes which item of which instrument, as Markdown.
schema writes the JSON Schemas by which an editor helps with the files, into FOLDER/${schemaFolder}.
FOLDER is the program's own unless said otherwise. Exit status 1 when there are faults.`,
  run: (args, io) => {
    const [verb, folder = questionnaireFolder] = readArguments(args, {}, { least: 1, most: 2 }).positionals
    if (verb === 'crosswalk') return printCrosswalk(folder, io)
    if (verb === 'schema') return writeSchemaFiles(folder, io)
    if (verb !== 'check' && verb !== 'freeze') throw new UsageFault(`questionnaires are not to ${verb}`)
    return checkFolder(folder, io, verb === 'freeze')
  },
}

function printCrosswalk(folder: string, { stdout }: Io): number {
  stdout.write(writeCrosswalk(chooseDefinitions(loadQuestionnaires(folder), today())))
  return exitStatus.done
}

function writeSchemaFiles(folder: string, { stdout }: Io): number {
  mkdirSync(join(folder, schemaFolder), { recursive: true })
  for (const [name, text] of writeSchemas()) {
    writeFileSync(join(folder, schemaFolder, name), text)
    stdout.write(`${schemaFolder}/${name}\n`)
  }
  return exitStatus.done
}

function checkFolder(folder: string, { stdout, stderr }: Io, freeze: boolean): number {
  try {
    const { banks, instruments, procedures } = loadQuestionnaires(folder)
    if (freeze) writeFileSync(join(folder, checksumsFile), checksumsOf(folder))
    stdout.write(
      `${banks.length} banks, ${instruments.length} instruments, ${procedures.length} procedures: no fault\n`,
    )
    return exitStatus.done
  } catch (error) {
    if (!(error instanceof QuestionnaireFaults)) throw error
    stdout.write(`${error.message}\n`)
    stderr.write(`${error.faults.length} faults\n`)
    return exitStatus.foundWrong
  }
}

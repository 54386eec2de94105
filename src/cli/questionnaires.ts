import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseDefinitions } from '../commands/assessment/definitions.ts'
import { checksumsOf, checksumsFile, loadQuestionnaires, QuestionnaireFaults } from '../questionnaires.ts'
import { writeCrosswalk } from './crosswalk.ts'
import { exitStatus, readArguments, UsageFault, type Command, type Io } from './command.ts'
import { questionnaireFolder, today } from './installation.ts'

export const questionnaires: Command = {
  name: 'questionnaires',
  forms: ['questionnaires check [FOLDER]', 'questionnaires freeze [FOLDER]', 'questionnaires crosswalk [FOLDER]'],
  about: `check reads every file of the question bank, the instruments and the procedures and prints all faults at once.
freeze checks them and writes ${checksumsFile}: from then on a listed file is never changed, only copied to a new version.
crosswalk prints which question codes which item of which instrument, as Markdown.
FOLDER is the program's own unless said otherwise. Exit status 1 when there are faults.`,
  run: (args, io) => {
    const [verb, folder = questionnaireFolder] = readArguments(args, {}, { least: 1, most: 2 }).positionals
    if (verb === 'crosswalk') return printCrosswalk(folder, io)
    if (verb !== 'check' && verb !== 'freeze') throw new UsageFault(`questionnaires are not to ${verb}`)
    return checkFolder(folder, io, verb === 'freeze')
  },
}

function printCrosswalk(folder: string, { stdout }: Io): number {
  stdout.write(writeCrosswalk(chooseDefinitions(loadQuestionnaires(folder), today())))
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

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { loadWorkingCalendar } from '../../db/reference/working-calendar.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { ConfigurationFault, readConfig } from '../config.ts'
import { loadQuestionnaires, QuestionnaireFaults } from '../questionnaires.ts'
import { openDatabase } from '../storage/database.ts'
import type { DatabaseOptions } from '../storage/database.ts'
import { runBackup, runRestore } from './backup.ts'
import { runDemo } from './demo.ts'
import { runDoctor } from './doctor.ts'
import { runMigrate } from './migrate.ts'
import { runRescore } from './rescore.ts'
import { runRoutes } from './routes.ts'
import { runScore } from './score.ts'
import { runUser } from './user.ts'
import { runVerifyAudit } from './verify-audit.ts'

const usageStatus = 2
const configurationStatus = 78
const questionnaireFolder = join(import.meta.dirname, '../../questionnaires')

const help = `pana <command>
  score <instrument> [--version v] [FILE]   scores coded answers (JSON or JSON Lines; FILE or standard input)
  score interview [FILE]                    scores bank answers: every instrument, triggers, category, reasons
  routes [--json]                           the route table
  questionnaires check                      reads and checks the questionnaire files, all faults at once
  rescore                                   recomputes every assessment with its own version
  user add|disable|reset NAME               accounts; the password from standard input
  demo --cases N --seed S                   that many invented cases (training only)
  migrate                                   brings the schema to the newest migration
  doctor [--sweep] [--index]                self-check; each finding with its mend
  verify-audit                              recomputes the audit chain
  backup FILE | backup-keys FILE            consistent copies of the data and, apart, of the keys
  restore [--data FILE] [--keys FILE]       restoration from both
`

function storageOptions(): DatabaseOptions {
  const { dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl, mode } = readConfig()
  return { dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl, allowCreate: mode === 'training' }
}

function wrongUsage(): number {
  process.stderr.write(help)
  return usageStatus
}

function scoreFrom(args: readonly string[]): Promise<number> {
  const today = Temporal.Now.plainDateISO('Asia/Almaty').toString()
  const { stdin, stdout, stderr } = process
  return runScore(args, { stdin, stdout, stderr, today, questionnaires: loadQuestionnaires(questionnaireFolder) })
}

function checkQuestionnaires(args: readonly string[]): number {
  if (args[0] !== 'check') return wrongUsage()
  loadQuestionnaires(questionnaireFolder)
  process.stdout.write('ok\n')
  return 0
}

function runOnFile(args: readonly string[], run: (file: string) => Promise<number>): Promise<number> | number {
  const file = args[0]
  return file === undefined || args.length > 1 ? wrongUsage() : run(file)
}

async function restoreFrom(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' }, keys: { type: 'string' } } })
  if (!values.data && !values.keys) return wrongUsage()
  return runRestore(storageOptions(), {
    ...(values.data ? { data: values.data } : {}),
    ...(values.keys ? { keys: values.keys } : {}),
  })
}

async function readFirstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  return ''
}

/** Runs on the opened database and closes it, whatever comes of it. */
async function withDeps(run: (deps: CommandDeps) => Promise<number>): Promise<number> {
  const questionnaires = loadQuestionnaires(questionnaireFolder)
  const db = await openDatabase(storageOptions())
  const now = Temporal.Now.instant()
  const newId = () => randomBytes(16).toString('base64url')
  try {
    return await run({ db, questionnaires, calendar: loadWorkingCalendar(), now, newId })
  } finally {
    await db.close()
  }
}

function makeDemo(args: readonly string[]): Promise<number> {
  if (readConfig().mode === 'production')
    throw new ConfigurationFault('PANA_MODE', 'production takes no invented people')
  return withDeps(deps => runDemo(args, deps))
}

type Command = (args: readonly string[]) => Promise<number> | number

const commands: Readonly<Record<string, Command>> = {
  score: scoreFrom,
  routes: args => runRoutes(args),
  questionnaires: checkQuestionnaires,
  rescore: () => withDeps(runRescore),
  user: args => withDeps(deps => runUser(args, deps, readFirstLine)),
  demo: makeDemo,
  migrate: () => runMigrate(storageOptions()),
  doctor: args => runDoctor(storageOptions(), [], { sweep: args.includes('--sweep'), index: args.includes('--index') }),
  'verify-audit': () => runVerifyAudit(storageOptions()),
  backup: args => runOnFile(args, data => runBackup(storageOptions(), { data })),
  'backup-keys': args => runOnFile(args, keys => runBackup(storageOptions(), { keys })),
  restore: restoreFrom,
}

function statusOf(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof ConfigurationFault) return configurationStatus
  if (error instanceof QuestionnaireFaults) return 1
  return error instanceof TypeError ? usageStatus : 1
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  const command = commands[name ?? '']
  if (name === undefined || name === '--help' || args.includes('--help')) {
    process.stdout.write(help)
    return name === undefined ? usageStatus : 0
  }
  return command ? command(args) : wrongUsage()
}

process.exitCode = await run(process.argv.slice(2)).catch(statusOf)

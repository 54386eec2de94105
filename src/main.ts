import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { loadWorkingCalendar } from '../db/reference/working-calendar.ts'
import { demoAccounts, demoPassword } from '../db/demo/places.ts'
import { seedDemo } from '../db/demo/seed-demo.ts'
import { createApp } from './app.ts'
import { ConfigurationFault, readConfig, type Config } from './config.ts'
import { loadQuestionnaires, QuestionnaireFaults } from './questionnaires.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { countAccounts } from './storage/account-store.ts'
import { indexPeople } from './storage/index-people.ts'
import type { Dependencies } from './web/dependencies.ts'

const configurationStatus = 78
const root = join(import.meta.dirname, '..')
const demoCases = { cases: 12, seed: 1 }

/** Secrets of this installation lie with the keys: every process of it signs cookies alike. */
function readSessionSecret(config: Config): string {
  const file = join(config.keyDir, 'session.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return createHmac('sha256', readFileSync(file)).update('cookie').digest('base64url')
}

function openData(config: Config, log: Logger): Promise<Database> {
  const { dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl } = config
  return openDatabase({
    dataDir,
    keyDir,
    anchorDir,
    databaseUrl,
    keyDatabaseUrl,
    allowCreate: config.mode === 'training',
    onAnchorFault: error => log.error({ fault: String(error) }, 'the audit anchor could not be written'),
  })
}

function build(config: Config, db: Database, log: Logger): Dependencies {
  return {
    db,
    questionnaires: loadQuestionnaires(join(root, 'questionnaires')),
    calendar: loadWorkingCalendar(),
    clock: () => Temporal.Now.instant(),
    newId: () => randomBytes(16).toString('base64url'),
    sessionSecret: readSessionSecret(config),
    mode: config.mode,
    publicUrl: config.publicUrl,
    trustedProxy: config.trustedProxy,
    anchorDir: config.anchorDir,
    log,
  }
}

/** The invented people of the training mode, once, into an empty database. */
async function prepareTraining(deps: Dependencies): Promise<void> {
  if ((await countAccounts(deps.db.read)) > 0) return
  await seedDemo({ ...deps, now: deps.clock() }, demoCases)
}

function announce(config: Config, server: Server): void {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  console.log(`Pana: http://${config.host}:${port}`)
  if (config.mode !== 'training') return
  console.log('Training mode: all people are invented.')
  console.log(`accounts: ${demoAccounts.map(([username]) => username).join(', ')}`)
  console.log(`password: ${demoPassword}`)
}

async function start(): Promise<void> {
  const config = readConfig()
  const log = pino({ level: config.mode === 'training' ? 'warn' : 'info' })
  const db = await openData(config, log)
  const deps = build(config, db, log)
  await indexPeople(db)
  if (config.mode === 'training') await prepareTraining(deps)
  const server = createServer(createApp(deps))
  server.listen(config.port, config.host, () => announce(config, server))
  stopGracefully(server, db)
}

/** Requests under way are answered, the audit heads anchored, the database closed. */
function stopGracefully(server: Server, db: Database): void {
  const stop = () => {
    server.close(() => void db.close().then(() => process.exit(0)))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5000).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  const wrongSetting = error instanceof ConfigurationFault || error instanceof QuestionnaireFaults
  process.exit(wrongSetting ? configurationStatus : 1)
}

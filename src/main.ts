import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pino, type Logger } from 'pino'
import { seedReference } from '../db/reference/seed-reference.ts'
import { demoAccounts, demoPassword } from '../db/demo/places.ts'
import { seedDemo } from '../db/demo/seed-demo.ts'
import { createApp } from './app.ts'
import { ConfigurationFault, readConfig, type Config } from './config.ts'
import { programJobs } from './jobs/program-jobs.ts'
import { startScheduler, type Scheduler } from './jobs/scheduler.ts'
import { faultsOfUse, loadQuestionnaires, QuestionnaireFaults } from './questionnaires.ts'
import { asConfigurationFault, checkContents, checkPlaces, listen } from './start-checks.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { countAccounts } from './storage/account-store.ts'
import { doAlone, isBeingDone } from './storage/job-store.ts'
import { listDefinitionUses } from './storage/questionnaire-store.ts'
import { currentCalendar } from './storage/reference-store.ts'
import { localDate, toStamp } from './storage/stamp.ts'
import { indexPeople } from './storage/index-people.ts'
import type { Dependencies } from './web/dependencies.ts'
import { makeId } from './storage/random-bytes.ts'

const configurationStatus = 78
const root = join(import.meta.dirname, '..')
const workMs = 3000
const demoCases = { cases: 12, seed: 1 }
const demoJob = 'load_demo'
/** Seconds; loading takes a few, on a busy machine many. */
const demoLease = 120

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

async function build(config: Config, db: Database, log: Logger): Promise<Dependencies> {
  const questionnaires = loadQuestionnaires(join(root, 'questionnaires'))
  const newId = makeId
  const now = Temporal.Now.instant()
  await seedReference({ db, now, newId })
  return {
    db,
    questionnaires,
    calendar: await currentCalendar(db.read, localDate(now)),
    clock: () => Temporal.Now.instant(),
    newId,
    sessionSecret: db.keys.sessionSecret,
    mode: config.mode,
    publicUrl: config.publicUrl,
    trustedProxy: config.trustedProxy,
    anchorDir: config.anchorDir,
    log,
  }
}

/** A stored assessment must stay explicable: what judged it has to be among the files, unchanged. */
async function refuseChangedDefinitions({ db, questionnaires }: Dependencies): Promise<void> {
  const faults = faultsOfUse(questionnaires, await listDefinitionUses(db.read))
  if (faults.length > 0) throw new QuestionnaireFaults(faults)
}

/**
 * The invented people of the training mode, once, into an empty database, by one of the processes that find it so. The
 * others wait until all are there: their jobs would end the drafts of stories that lie in the past.
 */
async function prepareTraining(deps: Dependencies): Promise<void> {
  const { db, clock } = deps
  const holder = deps.newId()
  for (;;) {
    const now = clock()
    const empty = (await countAccounts(db.read)) === 0
    if (!empty && !(await isBeingDone(db.read, demoJob, toStamp(now)))) return
    const claim = { name: demoJob, holder, at: toStamp(now), until: toStamp(now.add({ seconds: demoLease })) }
    const load = async () => ({ cases: await seedDemo({ ...deps, now }, demoCases) })
    if (!empty || !(await doAlone(db.write, claim, () => toStamp(clock()), load))) await wait(250)
  }
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
  await checkPlaces(config)
  const log = pino({ level: config.mode === 'training' ? 'warn' : 'info' })
  const db = await openData(config, log)
  try {
    await serve(config, await build(config, db, log))
  } catch (error) {
    await db.close()
    throw error
  }
}

async function serve(config: Config, deps: Dependencies): Promise<void> {
  await checkContents(config, deps.db)
  await refuseChangedDefinitions(deps)
  await indexPeople(deps.db)
  const server = createServer(createApp(deps))
  if (config.mode === 'training') await prepareTraining(deps)
  await listen(server, config)
  const delivery = { smtpUrl: config.smtpUrl, webhookUrl: config.webhookUrl, publicUrl: config.publicUrl ?? '' }
  stopGracefully(server, startScheduler({ ...deps, delivery }, programJobs), deps.db)
  announce(config, server)
}

/** Requests and work under way come to their end, the audit heads are anchored, the database closed. */
function stopGracefully(server: Server, scheduler: Scheduler, db: Database): void {
  const end = async () => {
    // Work may be stopped anywhere; only the anchors must be written.
    await Promise.race([scheduler.stop(), wait(workMs)])
    await db.close()
    process.exit(0)
  }
  const stop = () => {
    server.close(() => void end())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5000).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  await start()
} catch (error) {
  const fault = asConfigurationFault(error)
  console.error(fault instanceof Error ? fault.message : fault)
  const wrongSetting = fault instanceof ConfigurationFault || fault instanceof QuestionnaireFaults
  process.exit(wrongSetting ? configurationStatus : 1)
}

import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { programJobs } from '../../src/jobs/program-jobs.ts'
import { runJob } from '../../src/jobs/run-job.ts'
import { openDatabase } from '../../src/storage/database.ts'
import type { Place } from './database.ts'
import { questionnaires } from './program.ts'

const worked = new Set(['climb_late', 'deliver_notices', 'warn_of_flags'])

export type Worker = {
  /** Does what is due at this moment; false when the process died before it said so. */
  readonly work: (now: Temporal.Instant) => Promise<boolean>
  readonly kill: () => void
}

/** The program's own work in a process of its own, by a clock that the test moves. */
export async function startWorker(place: Place, webhookUrl: string): Promise<Worker> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify({ place, webhookUrl })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  const work = async (now: Temporal.Instant) => {
    if (hasEnded(child)) return false
    child.stdin.write(`${now.toString()}\n`)
    return (await lines.next()).done !== true
  }
  child.stdin.on('error', () => undefined)
  return { work, kill: () => void child.kill('SIGKILL') }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function workOnDemand(text: string): Promise<void> {
  const { place, webhookUrl } = JSON.parse(text) as { place: Place; webhookUrl: string }
  const db = await openDatabase(place)
  const newId = () => randomBytes(16).toString('base64url')
  const clock = { now: Temporal.Instant.from('2026-01-01T00:00:00Z') }
  const delivery = { smtpUrl: undefined, webhookUrl, publicUrl: 'https://pana.example/' }
  const edge = { db, clock: () => clock.now, newId, anchorDir: place.anchorDir, log: pino({ level: 'silent' }) }
  const jobs = programJobs.filter(job => worked.has(job.name))
  const holder = newId()
  console.log('ready')
  for await (const line of createInterface({ input: process.stdin })) {
    clock.now = Temporal.Instant.from(line)
    for (const job of jobs) await runJob({ ...edge, questionnaires, delivery }, job, holder, 'now')
    console.log('done')
  }
  await db.close()
}

if (import.meta.main) await workOnDemand(process.argv[2] ?? '')

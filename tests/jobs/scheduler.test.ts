import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { seedReference } from '../../db/reference/seed-reference.ts'
import { expect, test } from 'vitest'
import type { Job, JobDeps } from '../../src/jobs/job.ts'
import { programJobs } from '../../src/jobs/program-jobs.ts'
import { runJob } from '../../src/jobs/run-job.ts'
import { startScheduler } from '../../src/jobs/scheduler.ts'
import type { Database } from '../../src/storage/database.ts'
import { findJobResult } from '../../src/storage/job-store.ts'
import { eachEngine, type Place } from '../support/database.ts'
import { questionnaires } from '../support/program.ts'

const start = Temporal.Instant.from('2026-11-01T10:00:00.000Z')

function depsOf(db: Database & { place: Place }, clock = { now: start }) {
  let ids = 0
  const log = pino({ level: 'silent' })
  const newId = () => `process-${(ids += 1)}`
  const delivery = { smtpUrl: undefined, webhookUrl: undefined, publicUrl: '' }
  const edge = { db, clock: () => clock.now, newId, anchorDir: db.place.anchorDir, log }
  const deps: JobDeps = { ...edge, questionnaires, delivery }
  return { deps, clock }
}

function counting(work: () => Promise<void> = async () => undefined): Job & { runs: number } {
  const job = {
    name: 'count',
    everyMinutes: 60,
    atStart: true,
    runs: 0,
    run: async () => {
      job.runs += 1
      await work()
      return { runs: job.runs }
    },
  }
  return job
}

eachEngine((_engine, open) => {
  test('of several processes one does a piece of work', async () => {
    const db = await open()
    const { deps } = depsOf(db)
    const allAsked = Promise.withResolvers<void>()
    const job = counting(() => allAsked.promise)
    let refused = 0
    const processes = ['a', 'b', 'c', 'd'].map(async holder => {
      const done = await runJob(deps, job, holder, 'now')
      if (!done && (refused += 1) === 3) allAsked.resolve()
      return done
    })
    expect((await Promise.all(processes)).filter(Boolean)).toHaveLength(1)
    expect(job.runs).toBe(1)
  })

  test('work that is done is due again after its time, for all processes together', async () => {
    const { deps, clock } = depsOf(await open())
    const job = counting()
    expect(await runJob(deps, job, 'a', 'due')).toBe(true)
    clock.now = start.add({ minutes: 59 })
    expect(await runJob(deps, job, 'b', 'due')).toBe(false)
    clock.now = start.add({ minutes: 60 })
    expect(await runJob(deps, job, 'b', 'due')).toBe(true)
    expect(await findJobResult(deps.db.read, 'count')).toMatchObject({ result: '{"runs":2}' })
  })

  test('the work of a process that died is taken over when its lease is over', async () => {
    const { deps, clock } = depsOf(await open())
    const died = counting(() => new Promise(() => undefined))
    void runJob(deps, died, 'a', 'now')
    await expect.poll(() => died.runs).toBe(1)
    const job = counting()
    clock.now = start.add({ minutes: 30 }).subtract({ milliseconds: 1 })
    expect(await runJob(deps, job, 'b', 'now')).toBe(false)
    clock.now = start.add({ minutes: 30 })
    expect(await runJob(deps, job, 'b', 'now')).toBe(true)
  })

  test('work that failed is not counted as done and stops no other', async () => {
    const { deps } = depsOf(await open())
    const failing = { ...counting(), name: 'fail', run: () => Promise.reject(new Error('no')) }
    const job = counting()
    const scheduler = startScheduler(deps, [failing, job])
    await expect.poll(() => job.runs).toBe(1)
    await scheduler.stop()
    expect(await findJobResult(deps.db.read, 'fail')).toBeNull()
    expect(await runJob(deps, { ...failing, run: job.run }, 'b', 'due')).toBe(true)
  })

  test('stopping waits for the work under way and begins nothing new', async () => {
    const { deps } = depsOf(await open())
    const first = counting(() => wait(50))
    const second = { ...counting(), name: 'second' }
    const scheduler = startScheduler(deps, [first, second])
    await expect.poll(() => first.runs).toBe(1)
    await scheduler.stop()
    expect(await findJobResult(deps.db.read, 'count')).not.toBeNull()
    expect(await findJobResult(deps.db.read, 'second')).toBeNull()
  })

  test('sessions and attempts whose time is over are swept, the others stay', async () => {
    const { deps } = depsOf(await open())
    const at = start.toString({ fractionalSecondDigits: 3 })
    const later = start.add({ hours: 1 }).toString({ fractionalSecondDigits: 3 })
    for (const [id_hash, expires_at] of Object.entries({ old: at, live: later })) {
      const row = { id_hash, account_id: 'a', data: '{}', created_at: at, seen_at: at, expires_at }
      await deps.db.write.insertInto('session').values(row).execute()
      await deps.db.write.insertInto('attempt_limit').values({ key: id_hash, points: 1, expires_at }).execute()
    }
    await seedReference({ ...deps, now: start })
    for (const job of programJobs) await runJob(deps, job, 'a', 'now')
    expect(await deps.db.read.selectFrom('session').select('id_hash').execute()).toEqual([{ id_hash: 'live' }])
    expect(await deps.db.read.selectFrom('attempt_limit').select('key').execute()).toEqual([{ key: 'live' }])
  })
})

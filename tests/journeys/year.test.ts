import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { inventOpeningNow } from '../../db/demo/invent-opening.ts'
import { makeOpenings } from '../../db/demo/make-openings.ts'
import { createRandom, type Random } from '../../db/demo/random.ts'
import { seedBatch } from '../../db/demo/seed-bulk.ts'
import { disableAccount } from '../../src/commands/account/disable-account.ts'
import { recordAbsence } from '../../src/commands/follow-up/record-absence.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { ladderOf, stepAt } from '../../src/domain/follow-up/ladder.ts'
import { readersOf } from '../../src/domain/follow-up/readers.ts'
import { actorOf, findAccount, insertAccount } from '../../src/storage/account-store.ts'
import { change } from '../../src/storage/change.ts'
import type { Database } from '../../src/storage/database.ts'
import { closeMeasure } from '../../src/storage/measure-store.ts'
import { saveSetting } from '../../src/storage/notice-store.ts'
import { readRoster } from '../../src/storage/roster-store.ts'
import { localDate, toStamp } from '../../src/storage/stamp.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { procedure } from '../domain/kz.ts'
import { eachEngine, type Place } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'
import { startWorker, type Worker } from '../support/work-process.ts'

const long = process.env['PANA_TEST_LONG'] !== undefined
const { cases, people, kills, stepDays } = long
  ? { cases: 2000, people: 40, kills: 40, stepDays: 1 }
  : { cases: 200, people: 6, kills: 3, stepDays: 5 }
const begin = Temporal.Instant.from('2026-01-05T03:00:00Z')
const days = 360
/** Longer than every lease, so that what a killed process held is free again. */
const afterKill = { minutes: 7 }
const place = { region: '750000000', district: '751010000' }

/** A gateway that keeps what it took by its key, as a sender of text messages does, and now and then takes nothing. */
async function openGateway(random: Random) {
  const taken = new Map<string, string[]>()
  const server = createServer((request, response) => {
    void readText(request).then(body => {
      const key = String(request.headers['idempotency-key'])
      const refuses = random.below(20) === 0
      if (!refuses) taken.set(key, [...(taken.get(key) ?? []), body])
      response.statusCode = refuses ? 503 : 200
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms` }
}

async function hire(db: Database): Promise<Actor[]> {
  const known = await findAccount(db.read, 'demo-account-inspector')
  if (!known) throw new Error('no inspector')
  const names = Array.from({ length: people }, (_, at) => `officer-${String(at).padStart(16, '0')}`)
  for (const id of names) await insertAccount(db.write, { ...known, id, username: id, display_name: id })
  const quiet = { quiet_from: '22:00', quiet_to: '07:00', digest_at: '08:30' }
  for (const [at, id] of [...names, 'demo-account-head', 'demo-account-department', 'demo-account-duty'].entries())
    await saveSetting(db.write, { id, email: '', phone: '+77000000017', ...quiet, digest: at % 3 === 0 ? 1 : 0 })
  return names.map(id => actorOf({ ...known, id }))
}

/** Officers do most of what is due in time, some of it late and some never. */
async function doMeasures(deps: CommandDeps, random: Random): Promise<void> {
  const soon = toStamp(deps.now.add({ hours: 20 }))
  const due = await deps.db.read
    .selectFrom('measure')
    .select(['id', 'case_id'])
    .where('state', '=', 'due')
    .where('due_at', '<=', soon)
    .orderBy('id')
    .execute()
  const done = due.filter(() => random.below(100) < (long ? 60 : 85))
  if (done.length === 0) return
  const context = { actor: { id: 'year', role: 'program' }, at: toStamp(deps.now), region: place.region }
  await change(deps.db, context, async tx => {
    const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: 'year' }
    for (const { id } of done) await closeMeasure(tx, id, closed)
    const entries = done.map(({ id, case_id }) => {
      return { action: 'measure.recorded', subject: `case:${case_id}`, details: { measure: id, state: 'done' } }
    })
    return { value: null, entries }
  })
}

/** Both processes work at this moment; one that is killed in the middle is followed by another, a little later. */
async function workAt(
  house: House,
  now: Temporal.Instant,
  killing: boolean,
  random: Random,
): Promise<Temporal.Instant> {
  const works = house.workers.map(worker => worker.work(now))
  if (killing) {
    await wait(random.below(40))
    house.workers[0]?.kill()
  }
  const finished = await Promise.all(works)
  if (!killing) {
    expect(finished).toEqual([true, true])
    return now
  }
  house.workers[0] = await startWorker(house.place, house.gateway)
  return workAt(house, now.add(afterKill), false, random)
}

type House = { readonly workers: Worker[]; readonly place: Place; readonly gateway: string }

async function expectOwned(db: Database, now: Temporal.Instant): Promise<void> {
  const open = await db.read
    .selectFrom('work_item')
    .select(['desk', 'region', 'district'])
    .distinct()
    .where('state', '=', 'open')
    .execute()
  const roster = await readRoster(db.read, place.region, localDate(now))
  expect(open.filter(item => readersOf(item.desk, item, roster).length === 0)).toEqual([])
}

/** By the moments at which the program looked: every step whose moment came while the item was open, and no other. */
async function expectExactSteps(db: Database, deps: CommandDeps, ticks: readonly string[]): Promise<number> {
  const items = await db.read
    .selectFrom('work_item as w')
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .selectAll('w')
    .select('c.category')
    .execute()
  const steps = await db.read.selectFrom('work_item_step').selectAll().orderBy('step').execute()
  const climbed = Map.groupBy(steps, step => step.item_id)
  for (const item of items) {
    const due = Temporal.Instant.from(item.due_at)
    const looked = ticks.findLast(tick => item.settled_at === null || tick < item.settled_at) ?? ''
    const expected = ladderOf(procedure.late, item)
      .map(step => [step.to, toStamp(stepAt(due, step, deps.calendar))])
      .filter(([, at]) => (at ?? '') <= looked)
    const real = (climbed.get(item.id) ?? []).map(step => [step.to_role, step.stood_at])
    expect(real, `${item.id} due ${item.due_at}, settled ${item.settled_at}`).toEqual(expected)
  }
  return steps.length
}

async function expectDelivered(
  db: Database,
  taken: ReadonlyMap<string, readonly string[]>,
  gone: string,
): Promise<void> {
  const rows = await db.read
    .selectFrom('notice_delivery')
    .select(['state', 'sent_as', 'notice_id', 'channel', 'account_id'])
    .execute()
  expect(rows.length).toBeGreaterThan(0)
  const sent = rows.filter(row => row.state === 'sent')
  const others = rows.filter(row => row.state !== 'sent')
  expect(others.filter(row => row.state !== 'dropped' || row.account_id !== gone)).toEqual([])
  expect(new Set(sent.map(row => row.sent_as))).toEqual(new Set(taken.keys()))
  expect(new Set(rows.map(row => `${row.notice_id} ${row.channel}`)).size).toBe(rows.length)
  for (const bodies of taken.values()) expect(new Set(bodies).size, 'the same message under the same key').toBe(1)
}

eachEngine((_engine, open) => {
  test(
    'in a year of a district nothing is unowned, every late item climbs exactly its steps, and every notice arrives once',
    async () => {
      const random = createRandom(11)
      const db = await open()
      const { deps } = await startProgram(db, 0, { now: begin })
      const officers = await hire(db)
      const gateway = await openGateway(random)
      const workers = [await startWorker(db.place, gateway.url), await startWorker(db.place, gateway.url)]
      onTestFinished(() => workers.forEach(worker => worker.kill()))
      const house: House = { workers, place: db.place, gateway: gateway.url }
      const killDays = new Set(Array.from({ length: kills }, () => stepDays * (5 + random.below(days / stepDays - 5))))
      const casesOn = Map.groupBy(
        Array.from({ length: cases }, () => stepDays * random.below((days - 90) / stepDays)),
        day => day,
      )
      const ticks: string[] = []
      for (let day = 0; day < days; day += stepDays) {
        const now = begin.add({ hours: 24 * day })
        const edge = { ...deps, now }
        const opened = casesOn.get(day) ?? []
        const officer = officers[(day / stepDays) % (officers.length - 1)]
        if (officer && opened.length > 0)
          await seedBatch(
            edge,
            { actor: officer, seeds: opened.map(() => random.below(2 ** 31)) },
            { make: order => makeOpenings(edge, order, inventOpeningNow) },
          )
        await doMeasures(edge, random)
        if (day === 90) await leave(edge, officers)
        // For days nobody runs the program.
        if (day > 200 && day <= 205) continue
        ticks.push(toStamp(await workAt(house, now, killDays.has(day), random)))
        if (day % 30 === 0) await expectOwned(db, now)
      }
      const last = begin.add({ hours: 24 * days })
      for (let hours = 0; hours < 80; hours += 8)
        ticks.push(toStamp(await workAt(house, last.add({ hours }), false, random)))
      expect(await expectExactSteps(db, { ...deps, now: last }, ticks)).toBeGreaterThan(cases)
      await expectDelivered(db, gateway.taken, officers[0]?.id ?? '')
      await expectOwned(db, last)
      expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
    },
    long ? 3_000_000 : 240_000,
  )
})

/** One officer's account is closed, another is away for the summer with a deputy. */
async function leave(deps: CommandDeps, officers: readonly Actor[]): Promise<void> {
  const [gone, away, deputy] = officers
  if (!gone || !away || !deputy) throw new Error('three officers are needed')
  valueOrThrow(await disableAccount(deps, await actorNamed(deps, 'admin'), gone.id))
  const absent = { accountId: away.id, fromOn: '2026-06-01', toOn: '2026-08-31', deputyId: deputy.id }
  valueOrThrow(await recordAbsence(deps, away, absent))
}

import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { identityPlace } from '../../src/storage/person-store.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine, makePlace, type Place } from '../support/database.ts'
import { answerInterview, startInterview, submitInterview } from '../support/interview.ts'
import { runProgram, type RunningProgram } from '../support/process.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const long = process.env['PANA_TEST_LONG'] !== undefined
const { kills, wanted } = long ? { kills: 20, wanted: 1000 } : { kills: 5, wanted: 100 }
const officers = ['inspector', 'inspector', 'inspector2', 'inspector3'] as const

/** An interview that was sent for submission; `assessment` once the program has acknowledged it. */
type Sent = { readonly officer: string; readonly interview: string; assessment?: string }

/** Submits whole interviews until the program dies under the officer. */
async function work(program: RunningProgram, officer: string, sent: Sent[]): Promise<never> {
  const visitor = await signIn(program.address, officer)
  for (;;) await submitOne(visitor, officer, sent)
}

async function submitOne(visitor: Visitor, officer: string, sent: Sent[]): Promise<void> {
  const interview = await startInterview(visitor)
  await answerInterview(visitor, interview)
  const one: Sent = { officer, interview }
  sent.push(one)
  one.assessment = await submitInterview(visitor, interview)
}

function countAcknowledged(sent: readonly Sent[]): number {
  return sent.filter(one => one.assessment !== undefined).length
}

/** Lets the officers work and kills the program at a random moment after its share of acknowledgements. */
async function workUntilKilled(place: Place, sent: Sent[], share: number): Promise<void> {
  const program = await runProgram(place)
  const works = officers.map(officer => work(program, officer, sent))
  const ended = Promise.allSettled(works)
  while (countAcknowledged(sent) < share) await Promise.race([wait(5), ...works])
  await wait(randomInt(150))
  await program.stop('SIGKILL')
  const faults = (await ended).flatMap(end => (end.status === 'rejected' ? [String(end.reason)] : []))
  expect(faults.filter(fault => !/ECONNRESET|ECONNREFUSED|socket hang up|aborted/.test(fault))).toEqual([])
}

/** Each officer submits everything again, as a tablet does whose answer was lost. */
async function submitAgain(program: RunningProgram, sent: readonly Sent[]): Promise<string[]> {
  const found: string[] = []
  for (const officer of new Set(officers)) {
    const visitor = await signIn(program.address, officer)
    for (const { interview, assessment } of sent.filter(one => one.officer === officer)) {
      const again = await submitInterview(visitor, interview)
      expect(again).toBe(assessment ?? again)
      found.push(again)
    }
  }
  return found
}

async function listHalfCases({ read }: Database): Promise<string[]> {
  const cases = read.selectFrom('case_file as c')
  const whole = cases
    .innerJoin('person as v', 'v.id', 'c.victim_id')
    .innerJoin('person as p', 'p.id', 'c.perpetrator_id')
    .innerJoin('incident as i', 'i.case_id', 'c.id')
    .innerJoin('assessment as a', join => join.onRef('a.case_id', '=', 'c.id').onRef('a.incident_id', '=', 'i.id'))
    .innerJoin('interview as n', 'n.assessment_id', 'a.id')
    .innerJoin('measure as m', 'm.assessment_id', 'a.id')
    .innerJoin('assessment_definition as d', 'd.assessment_id', 'a.id')
    .select('c.id')
  return (await cases.select('c.id').where('c.id', 'not in', whole).execute()).map(row => row.id)
}

async function countRows({ read }: Database): Promise<Record<string, number>> {
  const tables = ['case_file', 'incident', 'assessment'] as const
  const counts = tables.map(async table => {
    const { count } = await read
      .selectFrom(table)
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return [table, Number(count)] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

async function openIdentities({ read, keys }: Database): Promise<void> {
  for (const one of await read.selectFrom('person').selectAll().execute()) {
    await keys.unseal(one.key_id, identityPlace(one.id), one.sealed_identity)
  }
}

/** The demo people without a case, so that every case of the database is one of ours. */
async function prepareAccounts(db: Database): Promise<void> {
  await startProgram(db)
  await db.close()
}

eachEngine((kind, open) => {
  it(`${kills} kills lose and double none of ${wanted} submissions`, { timeout: 30 * 60_000 }, async () => {
    const place = makePlace(kind)
    await prepareAccounts(await open(place))
    const sent: Sent[] = []
    for (let kill = 1; kill <= kills; kill += 1) await workUntilKilled(place, sent, Math.ceil((wanted * kill) / kills))
    expect(countAcknowledged(sent)).toBeGreaterThanOrEqual(wanted)

    const program = await runProgram(place)
    const assessments = await submitAgain(program, sent)
    await program.stop('SIGTERM')
    expect(new Set(assessments).size, 'each interview has an assessment of its own').toBe(sent.length)

    const db = await open(place)
    const stored = await db.read.selectFrom('assessment').select('id').execute()
    expect(new Set(assessments).difference(new Set(stored.map(row => row.id)))).toEqual(new Set())
    const total = sent.length
    expect(await countRows(db)).toEqual({ case_file: total, incident: total, assessment: total })
    expect(await listHalfCases(db)).toEqual([])
    await openIdentities(db)
    expect(await verifyAudit(db, place.anchorDir)).toEqual([])
  })
})

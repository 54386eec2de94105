import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { hashPassword } from '../../src/storage/password.ts'
import { guessGuard } from '../../src/web/http/guessing.ts'
import { eachEngine, makePlace, type OpenDatabase } from '../support/database.ts'
import { signIn, startProgram, visit, type Clock } from '../support/program.ts'

const home = '198.51.100.7'
const someAddress = (n: number) => `203.0.113.${n + 1}`
const sum = ({ user, system }: NodeJS.CpuUsage) => user + system
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value)

async function openGuard(open: OpenDatabase) {
  const db = await open()
  const clock: Clock = { now: Temporal.Instant.from('2026-11-20T04:00:00.000Z') }
  const guardOf = (db: Database) => guessGuard({ db, clock: () => clock.now })
  /** One attempt: whether it was looked at, or the minutes to wait. */
  async function attempt(username: string, address: string, right: boolean, guard = guardOf(db)) {
    const admitted = await guard.admit(username, address)
    if (!('failed' in admitted)) return Math.ceil(admitted.wait / 60)
    await (right ? admitted.succeeded() : admitted.failed())
    return 'looked at'
  }
  async function guess(count: number, username: (n: number) => string, address: (n: number) => string) {
    const answers = []
    for (let n = 0; n < count; n += 1) answers.push(await attempt(username(n), address(n), false))
    return answers
  }
  return { db, clock, guardOf, attempt, guess }
}

eachEngine((_engine, open) => {
  it('a name takes ten wrong passwords from an address, then waits at most a quarter of an hour', async () => {
    const { clock, attempt, guess } = await openGuard(open)
    const answers = await guess(
      12,
      () => 'inspector',
      () => home,
    )
    expect(answers).toEqual([...times(10, 'looked at'), 15, 15])
    expect(await attempt(' Inspector', home, true), 'the same name in another spelling').toBe(15)
    expect(await attempt('secretary', home, true), 'a colleague').toBe('looked at')
    clock.now = clock.now.add({ minutes: 15 })
    expect(await attempt('inspector', home, true)).toBe('looked at')
  })

  it('refused attempts do not prolong the wait', async () => {
    const { clock, attempt, guess } = await openGuard(open)
    await guess(
      10,
      () => 'inspector',
      () => home,
    )
    for (let minute = 0; minute < 15; minute += 1) {
      expect(await attempt('inspector', home, false)).toBe(15 - minute)
      clock.now = clock.now.add({ minutes: 1 })
    }
    expect(await attempt('inspector', home, true)).toBe('looked at')
  })

  it('a block outlives a restart and holds in every process', async () => {
    const { db, guardOf, attempt, guess } = await openGuard(open)
    await guess(
      10,
      () => 'inspector',
      () => home,
    )
    const again = await openDatabase(db.place)
    expect(await attempt('inspector', home, true, guardOf(again))).toBe(15)
    await again.close()
  })

  it('guesses from many addresses slow the name, but never its owner where the owner has signed in', async () => {
    const { clock, attempt, guess } = await openGuard(open)
    await attempt('inspector', home, true)
    expect(await guess(22, () => 'inspector', someAddress)).toEqual([...times(20, 'looked at'), 15, 15])
    expect(await attempt('inspector', home, true)).toBe('looked at')
    expect(await attempt('inspector', '198.51.100.8', true), 'not known there').toBe(15)
    clock.now = clock.now.add({ minutes: 15 })
    expect(await attempt('inspector', '198.51.100.8', true)).toBe('looked at')
  })

  it('an address takes thirty wrong passwords over all names; only failures count', async () => {
    const { attempt, guess } = await openGuard(open)
    for (let n = 0; n < 35; n += 1) await attempt(`officer${n}`, home, true)
    expect(
      await guess(
        31,
        n => `nobody${n}`,
        () => home,
      ),
    ).toEqual([...times(30, 'looked at'), 15])
    expect(await attempt('secretary', home, true), 'never signed in there').toBe(15)
    expect(await attempt('officer7', home, true), 'known there').toBe('looked at')
  })

  it('guesses at the same moment get no more tries than one after another', async () => {
    const { attempt } = await openGuard(open)
    const answers = await Promise.all(times(25, '').map(() => attempt('inspector', home, false)))
    expect(answers.filter(answer => answer === 'looked at')).toHaveLength(10)
  })

  it('what is typed as a name does not rest in the table: it may be a password', async () => {
    const { db, attempt } = await openGuard(open)
    await attempt('my secret password', home, false)
    const rows = await db.read.selectFrom('attempt_limit').select('key').execute()
    expect(rows.map(row => row.key.split(':')[0]).sort()).toEqual(['account', 'address', 'pair'])
    expect(JSON.stringify(rows)).not.toMatch(/secret|198\.51/)
  })
})

describe('at the door', () => {
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  const clock: Clock = { now: Temporal.Instant.from('2026-11-20T04:00:00.000Z') }

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    app = (await startProgram(db, 0, clock)).app
    await db.write
      .updateTable('account')
      .set({ password_hash: await hashPassword(demoPassword) })
      .execute()
  })
  afterAll(() => db.close())

  /** With what it took of the processor: a clock would tell of the other programs of the machine. */
  async function knock(username: string, password = 'wrong wrong wrong') {
    const visitor = visit(app)
    await visitor.get('/sign-in')
    const start = process.cpuUsage()
    const { status, text } = await visitor.post('/sign-in', { username, password })
    return { status, text: text.replaceAll(/value="[^"]*"/g, ''), spent: sum(process.cpuUsage(start)) }
  }

  it('a name that nobody has answers like a wrong password, in words and in time, until and beyond the limit', async () => {
    const answers: Record<string, Awaited<ReturnType<typeof knock>>[]> = { inspector: [], nobody: [] }
    for (let n = 0; n < 11; n += 1) for (const [name, list] of Object.entries(answers)) list.push(await knock(name))
    const said = (name: string) => answers[name]?.map(({ status, text }) => `${status} ${text}`)
    expect(said('inspector')).toEqual(said('nobody'))
    expect(answers['nobody']?.map(answer => answer.status)).toEqual([...times(10, 401), 429])
    expect(answers['nobody']?.at(-1)?.text).toContain('Повторите через 15 мин')
    const fastest = (name: string) => Math.min(...(answers[name] ?? []).slice(1, 10).map(answer => answer.spent))
    expect(fastest('nobody') / fastest('inspector')).toBeGreaterThan(0.5)
    expect(fastest('nobody') / fastest('inspector')).toBeLessThan(2)
  })

  it('an unlock and a change of the password are guessed at no more often than a sign-in', async () => {
    clock.now = clock.now.add({ hours: 1 })
    const visitor = await signIn(app, 'secretary')
    const form = { current: 'wrong', next: 'another long password' }
    const statuses = []
    for (let n = 0; n < 6; n += 1) statuses.push((await visitor.post('/me/password', form)).status)
    for (let n = 0; n < 5; n += 1) statuses.push((await visitor.post('/unlock', { password: 'wrong' })).status)
    expect(statuses).toEqual([...times(6, 422), ...times(4, 401), 429])
    const blocked = await visitor.post('/me/password', { ...form, current: demoPassword })
    expect(blocked.status).toBe(429)
    expect(blocked.text).toContain('Повторите через 15 мин')
  })
})

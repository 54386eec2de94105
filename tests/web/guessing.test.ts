import { expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { createApp } from '../../src/app.ts'
import { eachEngine, type OpenDatabase } from '../support/database.ts'
import { signIn, startProgram, visit, type Clock } from '../support/program.ts'

const proxy = 'loopback'

async function open(openDb: OpenDatabase) {
  const db = await openDb()
  const clock: Clock = { now: Temporal.Instant.from('2026-11-20T04:00:00.000Z') }
  const { deps } = await startProgram(db, 0, clock)
  const app = createApp({ ...deps, trustedProxy: proxy })
  const from = (address: string) => ({ 'x-forwarded-for': address })
  async function guess(username: string, address: string, password = 'wrong wrong wrong') {
    const visitor = visit(app, from(address))
    await visitor.get('/sign-in')
    return visitor.post('/sign-in', { username, password })
  }
  async function guessOften(count: number, username: (n: number) => string, address: (n: number) => string) {
    const answers = []
    for (let n = 0; n < count; n += 1) answers.push((await guess(username(n), address(n))).status)
    return answers
  }
  return { db, deps, clock, app, guess, guessOften, from }
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status)
const someAddress = (n: number) => `203.0.113.${n + 1}`

eachEngine((_engine, openDb) => {
  it('a name takes ten wrong passwords from an address, then waits at most a quarter of an hour', async () => {
    const { clock, guess, guessOften } = await open(openDb)
    expect(
      await guessOften(
        12,
        () => 'inspector',
        () => '203.0.113.9',
      ),
    ).toEqual([...times(10, 401), 429, 429])
    const wait = await guess('Inspector ', '203.0.113.9', demoPassword)
    expect(wait.status).toBe(429)
    expect(wait.text).toContain('Повторите через 15 мин')
    expect((await guess('secretary', '203.0.113.9', demoPassword)).status, 'a colleague').toBe(303)
    clock.now = clock.now.add({ minutes: 15, milliseconds: 1 })
    expect((await guess('inspector', '203.0.113.9', demoPassword)).status).toBe(303)
  })

  it('a block outlives a restart and holds in every process', async () => {
    const { db, deps, guessOften, from } = await open(openDb)
    await guessOften(
      10,
      () => 'inspector',
      () => '203.0.113.9',
    )
    const again = await openDatabase(db.place)
    const visitor = visit(createApp({ ...deps, db: again, trustedProxy: proxy }), from('203.0.113.9'))
    await visitor.get('/sign-in')
    expect((await visitor.post('/sign-in', { username: 'inspector', password: demoPassword })).status).toBe(429)
    await again.close()
  })

  it('guesses from many addresses slow the name, but never its owner where the owner has signed in', async () => {
    const { app, guess, guessOften, from } = await open(openDb)
    await signIn(app, 'inspector', from('198.51.100.7'))
    expect(await guessOften(22, () => 'inspector', someAddress)).toEqual([...times(20, 401), 429, 429])
    expect((await guess('inspector', '198.51.100.7', demoPassword)).status).toBe(303)
    expect((await guess('inspector', '198.51.100.8', demoPassword)).status).toBe(429)
  })

  it('an address takes thirty wrong passwords over all names; only failures count', async () => {
    const { app, guess, guessOften, from } = await open(openDb)
    for (let n = 0; n < 35; n += 1) await signIn(app, 'inspector', from('203.0.113.9'))
    expect(
      await guessOften(
        31,
        n => `nobody${n}`,
        () => '203.0.113.9',
      ),
    ).toEqual([...times(30, 401), 429])
    expect((await guess('secretary', '203.0.113.9', demoPassword)).status, 'never signed in there').toBe(429)
    expect((await guess('inspector', '203.0.113.9', demoPassword)).status, 'known there').toBe(303)
  })

  it('guesses at the same moment get no more tries than one after another', async () => {
    const { guess } = await open(openDb)
    const answers = await Promise.all(Array.from({ length: 15 }, () => guess('inspector', '203.0.113.9')))
    expect(answers.filter(answer => answer.status === 401)).toHaveLength(10)
  })

  it('what is typed as a name does not rest in the table: it may be a password', async () => {
    const { db, guess } = await open(openDb)
    await guess('my secret password', '203.0.113.9')
    const rows = JSON.stringify(await db.read.selectFrom('attempt_limit').selectAll().execute())
    expect(rows).not.toMatch(/secret|203\.0\.113/)
    expect(rows).toContain('account:')
  })

  it('an unlock and a change of the password are guessed at no more often than a sign-in', async () => {
    const { clock, app, from } = await open(openDb)
    const visitor = await signIn(app, 'inspector', from('203.0.113.9'))
    const next = 'another long password'
    const statuses = []
    for (let n = 0; n < 6; n += 1)
      statuses.push((await visitor.post('/me/password', { current: 'wrong', next })).status)
    clock.now = clock.now.add({ minutes: 15 }).subtract({ seconds: 1 })
    await visitor.get('/cases')
    clock.now = clock.now.add({ minutes: 15 })
    await visitor.get('/cases')
    for (let n = 0; n < 11; n += 1) statuses.push((await visitor.post('/unlock', { password: 'wrong' })).status)
    expect(statuses).toEqual([...times(6, 422), ...times(10, 401), 429])
  })
})

it('a name that nobody has answers like a wrong password, in words and in time', async () => {
  const db = await openDatabase((await import('../support/database.ts')).makePlace('sqlite'))
  const { app } = await startProgram(db)
  const spent: Record<string, number[]> = { known: [], unknown: [] }
  const texts = new Set<string>()
  for (let n = 0; n < 7; n += 1) {
    for (const [kind, username] of [
      ['known', 'inspector'],
      ['unknown', 'nobody'],
    ] as const) {
      const visitor = visit(app)
      await visitor.get('/sign-in')
      const start = performance.now()
      const answer = await visitor.post('/sign-in', { username, password: 'wrong wrong wrong' })
      spent[kind]?.push(performance.now() - start)
      texts.add(`${answer.status} ${answer.text.replaceAll(/value="[^"]*"/g, '')}`)
    }
  }
  expect(texts.size).toBe(1)
  const fastest = (kind: string) => Math.min(...(spent[kind] ?? []))
  const ratio = fastest('unknown') / fastest('known')
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
  await db.close()
})

import { promisify } from 'node:util'
import { Cookie, type SessionData } from 'express-session'
import { expect, test } from 'vitest'
import { AttemptLimiter } from '../../src/storage/limits.ts'
import { hashSessionId, sessionHours, SessionStore } from '../../src/storage/session-store.ts'
import { eachEngine } from '../support/database.ts'

const start = Date.parse('2026-03-01T10:00:00.000Z')

function makeClock() {
  const clock = { ms: start, now: () => new Date(clock.ms) }
  return clock
}

function sessionOf(accountId: string): SessionData {
  return { cookie: new Cookie(), accountId } as SessionData
}

eachEngine((_name, open) => {
  async function openStore() {
    const clock = makeClock()
    const db = await open()
    const store = new SessionStore(db, clock.now)
    const get = promisify((sid: string, done: (error: unknown, found?: SessionData | null) => void) =>
      store.get(sid, done),
    )
    const set = promisify((sid: string, session: SessionData, done: (error?: unknown) => void) =>
      store.set(sid, session, done),
    )
    return { clock, db, store, get, set }
  }

  test('a session is found by its id, which the table does not hold', async () => {
    const { db, get, set } = await openStore()
    await set('secret-id', sessionOf('a1'))
    expect(await get('secret-id')).toMatchObject({ accountId: 'a1' })
    expect(await get(hashSessionId('secret-id'))).toBeNull()
    expect(JSON.stringify(await db.read.selectFrom('session').selectAll().execute())).not.toContain('secret-id')
  })

  test('a session is marked as seen once a minute, and not for each page', async () => {
    const { clock, store, get, set } = await openStore()
    await set('s', sessionOf('a1'))
    const touch = promisify((session: SessionData, done: (error?: unknown) => void) => store.touch('s', session, done))
    const seenAfter = async (ms: number) => {
      clock.ms += ms
      await touch((await get('s')) ?? sessionOf('a1'))
      return Date.parse((await store.listSessions('a1'))[0]?.seenAt ?? '') - start
    }
    expect([await seenAfter(30_000), await seenAfter(29_999), await seenAfter(2), await seenAfter(1)]).toEqual([
      0, 0, 60_001, 60_001,
    ])
  })

  test('a session ends with its time, however late it was written last', async () => {
    const { clock, get, set } = await openStore()
    await set('s', sessionOf('a1'))
    clock.ms += sessionHours * 3_600_000 - 1
    await set('s', sessionOf('a1'))
    expect(await get('s')).not.toBeNull()
    clock.ms += 1
    expect(await get('s')).toBeNull()
  })

  test('all sessions of an account end but the present one', async () => {
    const { store, get, set } = await openStore()
    for (const [sid, account] of [
      ['s1', 'a1'],
      ['s2', 'a1'],
      ['s3', 'a2'],
    ] as const)
      await set(sid, sessionOf(account))
    expect((await store.listSessions('a1')).map(session => session.idHash).sort()).toEqual(
      [hashSessionId('s1'), hashSessionId('s2')].sort(),
    )
    await store.endSessions('a1', hashSessionId('s2'))
    expect([await get('s1'), await get('s2'), await get('s3')].map(found => found !== null)).toEqual([
      false,
      true,
      true,
    ])
  })

  test('guesses beyond the limit are refused until the time is over, in every process', async () => {
    const clock = makeClock()
    const db = await open()
    const options = { keyPrefix: 'sign_in', points: 3, duration: 60 }
    const [one, other] = [new AttemptLimiter(db, options, clock.now), new AttemptLimiter(db, options, clock.now)]
    await Promise.all([one.consume('u'), other.consume('u'), one.consume('u')])
    await expect(other.consume('u')).rejects.toMatchObject({ consumedPoints: 4, msBeforeNext: 60_000 })
    await expect(other.consume('another')).resolves.toMatchObject({ remainingPoints: 2 })
    clock.ms += 60_001
    await expect(one.consume('u')).resolves.toMatchObject({ consumedPoints: 1, isFirstInDuration: true })
    await one.delete('u')
    expect(await one.get('u')).toBeNull()
  })
})

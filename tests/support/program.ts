import type { Express } from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { loadWorkingCalendar } from '../../db/reference/working-calendar.ts'
import { demoPassword } from '../../db/demo/places.ts'
import { seedDemo } from '../../db/demo/seed-demo.ts'
import { createApp } from '../../src/app.ts'
import { loadQuestionnaires } from '../../src/questionnaires.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { makeId } from '../../src/storage/random-bytes.ts'
import { demoPasswordHash } from './demo-password.ts'

export const questionnaires = loadQuestionnaires(new URL('../../questionnaires', import.meta.url).pathname)

export type Clock = { now: Temporal.Instant }

/** The program on a fresh database with the demo people and this many invented cases. */
export async function startProgram(
  db: Database,
  cases = 0,
  clock: Clock = { now: Temporal.Now.instant() },
  anchorDir = '',
) {
  const deps: Dependencies = {
    db,
    questionnaires,
    calendar: loadWorkingCalendar(),
    clock: () => clock.now,
    newId: makeId,
    sessionSecret: 'test',
    mode: 'training',
    publicUrl: undefined,
    trustedProxy: undefined,
    anchorDir,
    log: pino({ level: 'silent' }),
  }
  await seedDemo({ ...deps, now: clock.now }, { cases, seed: 7, passwordHash: demoPasswordHash })
  return { app: createApp(deps), deps, clock }
}

const tokenPattern = /name="_csrf" value="([^"]+)"/

export type Visitor = Awaited<ReturnType<typeof visit>>

/** Somebody with a cookie jar, at the program or at its address; `post` takes the form token from the last page. */
export function visit(app: Express | string, headers: Readonly<Record<string, string>> = {}) {
  const agent = supertest.agent(app)
  let token = ''
  let cookie = ''
  const note = (response: { text: string; headers: Record<string, string> }) => {
    token = tokenPattern.exec(response.text)?.[1] ?? token
    cookie = [response.headers['set-cookie']].flat()[0]?.split(';')[0] ?? cookie
  }
  async function get(path: string) {
    const response = await agent.get(path).set({ 'accept-language': 'ru', ...headers })
    note(response)
    return response
  }
  async function download(path: string): Promise<Buffer> {
    const response = await agent
      .get(path)
      .buffer(true)
      .parse((stream, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => done(null, Buffer.concat(chunks)))
      })
    if (response.status !== 200) throw new Error(`${path} gave ${response.status}`)
    return response.body as Buffer
  }
  async function post(path: string, fields: Record<string, string | readonly string[]> = {}) {
    const body = new URLSearchParams([['_csrf', token]])
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
    const response = await agent
      .post(path)
      .set({ 'accept-language': 'ru', ...headers })
      .send(body.toString())
    note(response)
    return response
  }
  return {
    get,
    post,
    download,
    cookie: () => cookie,
    token: () => token,
    setToken: (other: string) => void (token = other),
  }
}

export async function signIn(app: Express | string, username: string, headers: Readonly<Record<string, string>> = {}) {
  const visitor = visit(app, headers)
  await visitor.get('/sign-in')
  const response = await visitor.post('/sign-in', { username, password: demoPassword })
  if (response.status !== 303) throw new Error(`${username} could not sign in: ${response.status}`)
  await visitor.get('/me')
  return visitor
}

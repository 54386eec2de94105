import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

let db: Database
let secretary: Visitor

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  const { app } = await startProgram(db, 900)
  secretary = await signIn(app, 'secretary')
})

afterAll(async () => db.close())

const numbersOn = (page: string) => [...page.matchAll(/href="\/cases\/[^"]+">([^<]+)</g)].map(found => found[1])
const nextOf = (page: string) => /href="(\/queue\?page=\d+&amp;behind=[^"]+)"/.exec(page)?.[1]?.replace('&amp;', '&')

test('the secretary turns the pages of the queue from the first case to the last', async () => {
  const seen = []
  let path: string | undefined = '/queue'
  let pages = 0
  while (path) {
    const { text } = await secretary.get(path)
    seen.push(...numbersOn(text))
    path = nextOf(text)
    pages += 1
  }
  const total = Number(/В очереди: (\d+)/.exec((await secretary.get('/queue')).text)?.[1])
  expect(total).toBeGreaterThan(100)
  expect(new Set(seen).size).toBe(total)
  expect(seen).toHaveLength(total)
  expect(pages).toBe(Math.ceil(total / 50))
})

test('a page by its number is the page that one turns to, and a place that nobody wrote is the page itself', async () => {
  const turned = await secretary.get(nextOf((await secretary.get('/queue')).text) ?? '')
  const named = await secretary.get('/queue?page=2')
  expect(numbersOn(named.text)).toEqual(numbersOn(turned.text))
  expect(numbersOn((await secretary.get('/queue?page=2&behind=3~x~y')).text)).toEqual(numbersOn(named.text))
})

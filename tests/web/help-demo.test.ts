import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBedsOf } from '../../src/storage/bed-store.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { findProvider } from '../../src/storage/provider-store.ts'
import { makePlace } from '../support/database.ts'
import { tirek } from '../support/help-story.ts'
import { signIn, startProgram } from '../support/program.ts'

let db: Database
let app: Awaited<ReturnType<typeof startProgram>>['app']

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  app = (await startProgram(db, 12)).app
}, 120_000)
afterAll(() => db.close())

it('the demo has a referral that waits, one refused, a kept place and somebody who moved in', async () => {
  const rows = await db.read.selectFrom('referral').select(['state']).execute()
  expect(rows.map(row => row.state).sort()).toEqual(['accepted', 'accepted', 'refused', 'sent'])
  const provider = await findProvider(db.read, tirek)
  if (!provider) throw new Error('the demo has no shelter')
  expect((await readBedsOf(db.read, provider)).board.adult.occupied).toBe(1)
  const centre = await signIn(app, 'centre')
  expect((await centre.get('/clients')).text.match(/C-\d{4}-\d{8}/g)).toHaveLength(2)
})

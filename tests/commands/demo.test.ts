import { expect, test } from 'vitest'
import { demoActor } from '../../db/demo/demo-actor.ts'
import { startMaker } from '../../db/demo/opening-maker.ts'
import { seedBatch } from '../../db/demo/seed-bulk.ts'
import type { Made } from '../../db/demo/make-openings.ts'
import { openPerson } from '../../src/storage/person-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'

const enoughForAThread = 100_000

async function startDemo(db: Database) {
  const { deps, clock } = await startProgram(db)
  const own = { ...deps, now: clock.now }
  return { deps: own, actor: await demoActor(own, 'inspector') }
}

async function namesOf(db: Database, { ready }: Made) {
  const people = ready.flatMap(({ rows }) => rows.people.flatMap(party => party.person ?? []))
  return Promise.all(people.map(row => openPerson(db, row)))
}

eachEngine((_, open) => {
  test('a thread makes the same people as the program itself, under keys that open here', async () => {
    const db = await open()
    const { deps, actor } = await startDemo(db)
    const [here, thread] = [startMaker(deps, 1), startMaker(deps, enoughForAThread)]
    const order = { actor, seeds: [1, 2, 3] }
    const [own, theirs] = [await here.make(order), await thread.make(order)]
    await thread.close()
    expect(await namesOf(db, theirs)).toEqual(await namesOf(db, own))
    expect(theirs.ready.map(one => one.rows.measures.length)).toEqual(own.ready.map(one => one.rows.measures.length))
  })

  test('when some of the cases cannot be made none is stored and no key of theirs is left', async () => {
    const db = await open()
    const { deps, actor } = await startDemo(db)
    const before = await db.keys.listCreatedBefore('9')
    const maker = startMaker(deps, 1)
    let pieces = 0
    const failing = {
      make: (order: Parameters<typeof maker.make>[0]) => {
        pieces += 1
        const few = { ...order, seeds: order.seeds.slice(0, 3) }
        return pieces === 3 ? Promise.reject(new Error('no more')) : maker.make(few)
      },
    }
    const seeds = Array.from({ length: 600 }, (_, at) => at)
    await expect(seedBatch(deps, { actor, seeds }, failing)).rejects.toThrow('no more')
    expect(await db.read.selectFrom('case_file').select('id').execute()).toEqual([])
    expect((await db.keys.listCreatedBefore('9')).sort()).toEqual(before.sort())
  })
})

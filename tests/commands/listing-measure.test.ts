import { expect, test } from 'vitest'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory } from '../support/story.ts'

eachEngine((_engine, open) => {
  test('the listing of a case is done by the program itself, and nobody is asked for it', async () => {
    const db = await open()
    const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
    const { deps } = await startProgram(db, 0, { now })
    const edge = { ...deps, now }
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), extreme)
    const measures = await listCaseMeasures(db.read, caseId)
    const listing = measures.filter(one => one.code === 'commission_listing')
    expect(listing).toMatchObject([{ state: 'done', closed_by: 'program', closed_at: '2026-11-23T04:00:00.000Z' }])
    expect(measures.filter(one => one.owner_role === 'program' && one.state === 'due')).toEqual([])
  })
})

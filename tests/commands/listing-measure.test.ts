import { expect, test } from 'vitest'
import { recordMeasure } from '../../src/commands/measure/record-measure.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory } from '../support/story.ts'

eachEngine((_engine, open) => {
  test('a visit that repeats is due again when it is recorded, also when nobody was met; other measures are not', async () => {
    const db = await open()
    const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
    const { deps } = await startProgram(db, 0, { now })
    const edge = { ...deps, now }
    const inspector = await actorNamed(edge, 'inspector')
    const { caseId } = await openStory(edge, inspector, extreme)
    const close = async (code: string, at: string, state: 'done' | 'not_possible' | 'not_needed') => {
      const found = (await listCaseMeasures(db.read, caseId)).find(one => one.code === code && one.state === 'due')
      const input = { id: found?.id ?? '', state, note: 'Дверь не открыли' }
      expect(await recordMeasure({ ...edge, now: Temporal.Instant.from(at) }, inspector, input)).toMatchObject({
        ok: true,
      })
      const all = (await listCaseMeasures(db.read, caseId)).filter(one => one.code === code && one.state === 'due')
      return all.map(one => one.due_at)
    }
    expect(await close('home_visit', '2026-11-23T10:00:00Z', 'done')).toEqual(['2026-11-25T10:00:00.000Z'])
    expect(await close('home_visit', '2026-11-25T09:00:00Z', 'not_possible')).toEqual(['2026-11-27T09:00:00.000Z'])
    expect(await close('home_visit', '2026-11-26T09:00:00Z', 'not_needed')).toEqual([])
    expect(await close('weapon_check', '2026-11-23T05:00:00Z', 'done')).toEqual([])
  })

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

import { expect, test } from 'vitest'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { recordMeasure } from '../../src/commands/measure/record-measure.ts'
import { divideDay, workScopeOf, type WorkMoments } from '../../src/domain/follow-up/work-scope.ts'
import type { Database } from '../../src/storage/database.ts'
import { setNextStep } from '../../src/storage/ladder-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import {
  findWorkItem,
  listCaseWork,
  moveWorkItem,
  openWorkItem,
  settleWorkItem,
} from '../../src/storage/work-item-store.ts'
import { countWork, listWork, type WorkPlace } from '../../src/storage/work-list.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, reassess, scene, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T17:00:00Z')

async function begin(db: Database) {
  const { deps, clock } = await startProgram(db, 0, { now })
  const inspector = await actorNamed(deps, 'inspector')
  const at = (moment: Temporal.Instant) => ({ ...deps, now: moment })
  return { deps, clock, inspector, at }
}

function momentsAt(moment: Temporal.Instant): WorkMoments {
  const calendar = { zone: 'Asia/Almaty', holidays: new Set<string>(), workingWeekendDays: new Set<string>() }
  const { at, redBefore, dayEndsAt, newSince } = divideDay(moment, { amount: 2, unit: 'h' }, calendar)
  return { at: toStamp(at), redBefore: toStamp(redBefore), dayEndsAt: toStamp(dayEndsAt), newSince: toStamp(newSince) }
}

eachEngine((_engine, open) => {
  test('every measure that is due, and the next assessment, is work on the desk of the officer of the case', async () => {
    const db = await open()
    const { inspector, at } = await begin(db)
    const { caseId } = await openStory(at(now), inspector, extreme)
    const due = (await listCaseMeasures(db.read, caseId)).filter(row => row.state === 'due')
    const work = await listCaseWork(db.read, caseId)
    expect(
      work
        .filter(item => item.kind === 'measure')
        .map(item => [item.source_id, item.due_at])
        .toSorted(),
    ).toEqual(due.map(row => [row.id, row.due_at]).toSorted())
    expect(work.filter(item => item.kind === 'reassessment').map(item => [item.desk, item.unit])).toEqual([
      [inspector.id, 'h'],
    ])
    for (const item of work.filter(one => one.owner_role === 'inspector')) expect(item.desk).toBe(inspector.id)
    for (const item of work.filter(one => one.owner_role === 'head')) expect(item.desk).toBe('head:751010000')
  })

  test('work that was settled in another region at this moment climbs no further', async () => {
    const db = await open()
    const { inspector, at } = await begin(db)
    const { caseId } = await openStory(at(now), inspector, extreme)
    const [one] = await listCaseWork(db.read, caseId)
    if (!one) throw new Error('the case has no work')
    expect(await setNextStep(db.write, one.id, 1, one.due_at)).toBe(true)
    const measure = one.kind === 'measure' ? 'measure' : 'reassessment'
    await settleWorkItem(db.write, measure, one.source_id, toStamp(now))
    expect(await setNextStep(db.write, one.id, 2, one.due_at)).toBe(false)
    expect(await findWorkItem(db.read, one.id)).toMatchObject({ state: 'settled', step: 1, climb_at: null })
  })

  test('a measure that is recorded is work no longer, from two tablets once', async () => {
    const db = await open()
    const { inspector, at } = await begin(db)
    const { caseId } = await openStory(at(now), inspector, extreme)
    const before = await listCaseWork(db.read, caseId)
    const one = before.find(item => item.code === 'inform_rights')
    const record = () => recordMeasure(at(now), inspector, { id: one?.source_id ?? '', state: 'done', note: '' })
    const [first, second] = await Promise.all([record(), record()])
    expect([first.ok, second.ok].toSorted()).toEqual([false, true])
    const refused = [first, second].find(done => !done.ok)
    expect(refused).toMatchObject({ faults: [{ code: 'already_recorded' }] })
    const after = await listCaseWork(db.read, caseId)
    expect(after.map(item => item.id)).toEqual(before.map(item => item.id).filter(id => id !== one?.id))
  })

  test('a new assessment moves the clocks of what is open, and its own', async () => {
    const db = await open()
    const { inspector, at } = await begin(db)
    const { caseId } = await openStory(at(now), inspector, scene)
    const later = now.add({ hours: 5 })
    const { id } = valueOrThrow(await startReassessment(at(later), inspector, { caseId, prompt: 'scheduled' }))
    await reassess(at(later), inspector, id, extreme)
    const due = (await listCaseMeasures(db.read, caseId)).filter(row => row.state === 'due')
    const work = await listCaseWork(db.read, caseId)
    const clocks = new Map(work.map(item => [item.source_id, [item.due_at, item.unit]]))
    for (const row of due) expect(clocks.get(row.id), row.code).toEqual([row.due_at, row.unit])
    expect(clocks.get(caseId)).toEqual([toStamp(later.add({ hours: 72 })), 'h'])
  })

  test('the day divides into late, now, today, new and later; what is due in hours reddens when it climbs to the head', async () => {
    const db = await open()
    const { inspector } = await begin(db)
    const scope = workScopeOf(inspector, [])
    const place = { case_id: null, region: inspector.region, district: inspector.district ?? '' }
    const owner = { organisation_id: null, owner_role: 'inspector', owner_id: inspector.id, code: 'x' }
    const give = (source_id: string, unit: 'h' | 'cd', due: Temporal.Instant, opened = now.subtract({ hours: 60 })) => {
      const clock = { unit, opened_at: toStamp(opened), due_at: toStamp(due) }
      return openWorkItem(db.write, { kind: 'action', source_id, ...place, ...owner, ...clock })
    }
    await give('hour-late', 'h', now.subtract({ hours: 3 }))
    await give('hour-now', 'h', now.subtract({ hours: 1 }))
    await give('day-late', 'cd', now.subtract({ hours: 1 }))
    await give('today', 'cd', Temporal.Instant.from('2026-11-20T18:59:59.999Z'))
    await give('new', 'cd', now.add({ hours: 50 }), now.subtract({ hours: 1 }))
    await give('later', 'cd', now.add({ hours: 51 }))
    const ids = async (part: Parameters<typeof listWork>[2]) =>
      (await listWork(db.read, scope, part, momentsAt(now), { limit: 10 })).map(item => item.source_id)
    expect(await ids('late')).toEqual(['hour-late', 'day-late'])
    expect(await ids('now')).toEqual(['hour-now'])
    expect(await ids('today')).toEqual(['today'])
    expect(await ids('new')).toEqual(['new'])
    expect(await ids('later')).toEqual(['new', 'later'])
    expect(await countWork(db.read, scope, 'later', momentsAt(now), 1)).toBe(1)
    await settleWorkItem(db.write, 'action', 'day-late', toStamp(now))
    await moveWorkItem(db.write, 'action', 'hour-late', toStamp(now.add({ hours: 80 })))
    expect(await ids('late')).toEqual([])
    expect(await ids('later')).toEqual(['new', 'later', 'hour-late'])
  })

  test('the pages of a list, each found behind the one before, are the whole list once and in order', async () => {
    const db = await open()
    const { inspector, at } = await begin(db)
    await openStory(at(now), inspector, extreme)
    await openStory(at(now), inspector, { ...scene, victim: { ...Object(scene['victim']), surname: 'Иная' } })
    const scope = workScopeOf(inspector, [])
    const moments = momentsAt(now.add({ hours: 300 }))
    const whole = await listWork(db.read, scope, 'late', moments, { limit: 1000 })
    expect(whole.length).toBeGreaterThan(12)
    const found = []
    for (let behind: WorkPlace | undefined; ;) {
      const page = await listWork(db.read, scope, 'late', moments, { limit: 5, behind })
      found.push(...page)
      behind = page.at(-1)
      if (page.length < 5) break
    }
    expect(found).toEqual(whole)
  })
})

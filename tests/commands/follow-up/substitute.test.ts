import { expect, test } from 'vitest'
import { handOverWork } from '../../../src/commands/follow-up/hand-over-work.ts'
import { recordAbsence } from '../../../src/commands/follow-up/record-absence.ts'
import { climbLate } from '../../../src/commands/follow-up/climb-late.ts'
import { recordMeasure } from '../../../src/commands/measure/record-measure.ts'
import type { Actor } from '../../../src/domain/access/decide.ts'
import { findAccount, insertAccount } from '../../../src/storage/account-store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { insertConflict } from '../../../src/storage/conference-sitting.ts'
import { listCaseMeasures } from '../../../src/storage/measure-store.ts'
import { toStamp } from '../../../src/storage/stamp.ts'
import { workItemId } from '../../../src/storage/work-item-store.ts'
import { eachEngine } from '../../support/database.ts'
import { signIn, startProgram, type Visitor } from '../../support/program.ts'
import { actorNamed, extreme, openStory, valueOrThrow } from '../../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T17:00:00Z')

async function addColleague(db: Database, like: Actor, username: string): Promise<void> {
  const known = await findAccount(db.read, like.id)
  if (!known) throw new Error('no account')
  await insertAccount(db.write, { ...known, id: `demo-account-${username}`, username })
}

/** Closes a case to an account and the chain above it: somebody of its own people stands in it. */
async function closeAsOwn(db: Database, caseId: string, owner: Actor): Promise<void> {
  const own = { id: 'own', account_id: owner.id, region: owner.region, relation: 'sibling', key_id: 'k' }
  const declared = { sealed_identity: '', declared_at: toStamp(now), declared_by: owner.id }
  await db.write
    .insertInto('own_person')
    .values({ ...own, ...declared })
    .execute()
  const closed = { own_person_id: 'own', case_id: caseId, closed_at: toStamp(now) }
  await db.write.insertInto('own_case').values(closed).execute()
}

async function begin(db: Database) {
  const { app, deps, clock } = await startProgram(db, 0, { now })
  const inspector = await actorNamed(deps, 'inspector')
  await addColleague(db, inspector, 'colleague')
  const edge = { ...deps, now }
  const { caseId } = await openStory(edge, inspector, extreme)
  const measures = await listCaseMeasures(db.read, caseId)
  const measureOf = (code: string) => measures.find(row => row.code === code)?.id ?? ''
  const visitors = new Map<string, Visitor>()
  const dayOf = async (username: string) => {
    const visitor = visitors.get(username) ?? (await signIn(app, username))
    visitors.set(username, visitor)
    return (await visitor.get('/')).text
  }
  const pageOf = async (username: string, path: string) => {
    await dayOf(username)
    return (await visitors.get(username)?.get(path))?.status
  }
  return { db, edge, clock, inspector, caseId, measureOf, dayOf, pageOf }
}

eachEngine((_engine, open) => {
  test('work of a case that is closed to its officer and the chain above lies before a colleague at once', async () => {
    const db = await open()
    const { edge, inspector, caseId, measureOf, dayOf, pageOf } = await begin(db)
    const safety = measureOf('immediate_safety')
    const item = `/work-items/${workItemId('measure', safety)}`
    expect(await dayOf('colleague')).not.toContain(caseId)
    expect(await dayOf('inspector')).toContain(caseId)
    await closeAsOwn(db, caseId, inspector)
    for (const shutOut of ['inspector', 'head', 'department', 'duty']) {
      expect(await dayOf(shutOut), shutOut).not.toContain(caseId)
      expect(await pageOf(shutOut, item), shutOut).toBe(404)
    }
    expect(await dayOf('colleague')).toContain(`/cases/${caseId}#q-${safety}`)
    expect(await pageOf('colleague', item)).toBe(200)
    expect(await dayOf('inspector2')).not.toContain(caseId)
    const done = { id: safety, state: 'done', note: 'Учебный итог' } as const
    valueOrThrow(await recordMeasure(edge, await actorNamed(edge, 'colleague'), done))
    expect(await dayOf('colleague')).not.toContain(`#q-${safety}`)
  })

  test('of an officer who is away it lies before the deputy, unless the case is closed to the deputy too', async () => {
    const db = await open()
    const { edge, inspector, caseId, measureOf, dayOf } = await begin(db)
    await addColleague(db, inspector, 'deputy')
    const days = async () => {
      const pages = [await dayOf('deputy'), await dayOf('head')]
      return pages.map(page => page.includes(`#q-${measureOf('immediate_safety')}`))
    }
    const absence = { accountId: inspector.id, fromOn: '2026-11-20', toOn: '2026-12-01' }
    valueOrThrow(await recordAbsence(edge, inspector, { ...absence, deputyId: 'demo-account-deputy' }))
    expect(await days()).toEqual([true, false])
    const conflict = { case_id: caseId, account_id: 'demo-account-deputy', region: inspector.region }
    await insertConflict(db.write, { ...conflict, declared_at: toStamp(now), declared_by: inspector.id })
    expect(await days()).toEqual([false, true])
  })

  test('of a case that was given to somebody to whom it is closed it lies before the others, and climbs past the head', async () => {
    const db = await open()
    const { edge, clock, inspector, caseId, measureOf, dayOf } = await begin(db)
    const colleague = await actorNamed(edge, 'colleague')
    await closeAsOwn(db, caseId, colleague)
    expect(await dayOf('inspector')).toContain(caseId)
    const head = await actorNamed(edge, 'head')
    valueOrThrow(await handOverWork(edge, head, { from: inspector.id, to: colleague.id }))
    expect(await dayOf('colleague')).not.toContain(caseId)
    expect(await dayOf('inspector')).toContain(`#q-${measureOf('immediate_safety')}`)
    clock.now = now.add({ hours: 3 })
    await climbLate({ ...edge, now: clock.now, channels: { mail: false, webhook: false } })
    const climbed = (await dayOf('inspector')).split('<section id="climbed">')[1]?.split('</section>')[0] ?? ''
    expect(climbed, 'shown among the own work, not said again').not.toContain(measureOf('immediate_safety'))
    expect(await dayOf('head')).not.toContain(caseId)
  })

  test('work of the head in a case that is closed to the head lies before the superior', async () => {
    const db = await open()
    const { inspector, caseId, measureOf, dayOf } = await begin(db)
    const item = workItemId('measure', measureOf('priority_response'))
    const conflict = { case_id: caseId, account_id: 'demo-account-head', region: inspector.region }
    expect(await dayOf('head')).toContain(measureOf('priority_response'))
    expect(await dayOf('department')).not.toContain(item)
    await insertConflict(db.write, { ...conflict, declared_at: toStamp(now), declared_by: inspector.id })
    expect(await dayOf('head')).not.toContain(measureOf('priority_response'))
    expect(await dayOf('department')).toContain(item)
  })
})

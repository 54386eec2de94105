import { expect, test } from 'vitest'
import { climbLate } from '../../src/commands/follow-up/climb-late.ts'
import { disableAccount } from '../../src/commands/account/disable-account.ts'
import { findAccount, insertAccount } from '../../src/storage/account-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import {
  findWorkItem,
  listSteps,
  moveWorkItem,
  openWorkItem,
  settleWorkItem,
} from '../../src/storage/work-item-store.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene } from '../support/story.ts'

const friday = Temporal.Instant.from('2026-11-20T10:00:00Z')
const channels = { mail: false, webhook: false }

async function begin(db: Database) {
  const { app, deps, clock } = await startProgram(db, 0, { now: friday })
  const inspector = await actorNamed(deps, 'inspector')
  const climbAt = (now: Temporal.Instant) => {
    clock.now = now
    return climbLate({ ...deps, now, channels })
  }
  const give = (source_id: string, unit: 'h' | 'cd', due: Temporal.Instant) =>
    openWorkItem(db.write, {
      kind: 'visit',
      source_id,
      case_id: null,
      region: inspector.region,
      district: inspector.district ?? '',
      organisation_id: null,
      owner_role: 'inspector',
      owner_id: inspector.id,
      code: 'visit',
      unit,
      opened_at: toStamp(friday),
      due_at: toStamp(due),
    })
  const stepsOf = async (source: string) =>
    (await listSteps(db.read, `visit-${source}`)).map(step => [step.to_role, step.stood_at, step.climbed_at])
  return { app, deps, inspector, climbAt, give, stepsOf }
}

async function noticesOf(db: Database) {
  const rows = await db.read.selectFrom('notice').select(['account_id', 'source']).orderBy('source').execute()
  return rows.map(row => [row.account_id.replace('demo-account-', ''), row.source.split('~')[2]])
}

eachEngine((_engine, open) => {
  test('an item climbs each step at its moment, tells whoever sits there, and stops when it is settled', async () => {
    const db = await open()
    const { climbAt, give, stepsOf } = await begin(db)
    const due = friday.add({ hours: 1 })
    await give('one', 'h', due)
    expect(await climbAt(due.subtract({ milliseconds: 1 }))).toEqual({ climbed: 0 })
    expect(await climbAt(due)).toEqual({ climbed: 1 })
    expect(await climbAt(due)).toEqual({ climbed: 0 })
    expect(await climbAt(due.add({ hours: 2 }))).toEqual({ climbed: 1 })
    await settleWorkItem(db.write, 'visit', 'one', toStamp(due.add({ hours: 3 })))
    expect(await climbAt(due.add({ hours: 6 }))).toEqual({ climbed: 0 })
    expect((await stepsOf('one')).map(([to]) => to)).toEqual(['owner', 'head'])
    expect(await noticesOf(db)).toEqual([
      ['inspector', '0'],
      ['head', '1'],
    ])
  })

  test('after three days without the program everything climbs once, in the order in which it was due', async () => {
    const db = await open()
    const { climbAt, give } = await begin(db)
    for (const hour of [0, 1, 2, 3, 4, 5]) await give(`hour-${hour}`, 'h', friday.add({ hours: hour, minutes: 30 }))
    const back = friday.add({ hours: 72 })
    expect(await climbAt(back)).toEqual({ climbed: 18 })
    expect(await climbAt(back)).toEqual({ climbed: 0 })
    const log = await db.read
      .selectFrom('audit_entry')
      .select(['subject', 'details'])
      .where('action', '=', 'work_item.climbed')
      .orderBy('seq')
      .execute()
    const moments = await Promise.all(
      log.map(async ({ subject, details }) => {
        const { step } = JSON.parse(details) as { step: number }
        return (await listSteps(db.read, subject.slice('work_item:'.length))).find(one => one.step === step)?.stood_at
      }),
    )
    expect(moments).toHaveLength(18)
    expect(moments).toEqual(moments.toSorted())
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
  })

  test('two processes at once take an item up by one step, with one notice', async () => {
    const db = await open()
    const { climbAt, give, stepsOf } = await begin(db)
    await give('one', 'h', friday)
    const done = await Promise.all([climbAt(friday), climbAt(friday)])
    expect(done.map(one => one.climbed).toSorted()).toEqual([0, 1])
    expect(await stepsOf('one')).toHaveLength(1)
    expect(await noticesOf(db)).toHaveLength(1)
  })

  test('an item that gets another due time begins its ladder anew', async () => {
    const db = await open()
    const { climbAt, give, stepsOf } = await begin(db)
    await give('one', 'h', friday)
    await climbAt(friday.add({ hours: 2 }))
    const later = friday.add({ hours: 24 })
    await moveWorkItem(db.write, 'visit', 'one', toStamp(later))
    expect(await climbAt(later.subtract({ hours: 1 }))).toEqual({ climbed: 0 })
    expect(await climbAt(later)).toEqual({ climbed: 1 })
    expect((await stepsOf('one')).map(([to]) => to)).toEqual(['owner', 'head', 'owner'])
  })

  test('the work of somebody whose account is closed is before the head, and its lateness too', async () => {
    const db = await open()
    const { app, deps, climbAt, give, inspector } = await begin(db)
    await give('one', 'h', friday.add({ hours: 1 }))
    const admin = await actorNamed(deps, 'admin')
    await disableAccount({ ...deps, now: friday }, admin, inspector.id)
    const head = await signIn(app, 'head')
    expect((await head.get('/')).text).toContain('visit')
    await climbAt(friday.add({ hours: 1 }))
    expect(await noticesOf(db)).toEqual([['head', '0']])
    expect(await findWorkItem(db.read, 'visit-one')).toMatchObject({ desk: inspector.id, state: 'open' })
  })

  test('nobody is told of a case that is closed to them: an own person’s goes past the officer and the chain above', async () => {
    const db = await open()
    const { deps, climbAt, give, inspector } = await begin(db)
    const known = await findAccount(db.read, inspector.id)
    if (!known) throw new Error('no account')
    await insertAccount(db.write, { ...known, id: 'demo-account-colleague', username: 'colleague' })
    const later = friday.add({ hours: 8 })
    const { caseId } = await openStory({ ...deps, now: later }, inspector, scene)
    await give('of-no-case', 'h', later)
    const own = { id: 'own', account_id: inspector.id, region: inspector.region, relation: 'sibling', key_id: 'k' }
    const declared = { sealed_identity: '', declared_at: toStamp(friday), declared_by: inspector.id }
    await db.write
      .insertInto('own_person')
      .values({ ...own, ...declared })
      .execute()
    const closed = { own_person_id: 'own', case_id: caseId, closed_at: toStamp(friday) }
    await db.write.insertInto('own_case').values(closed).execute()
    await climbAt(friday.add({ hours: 24 * 9 }))
    const told = await db.read
      .selectFrom('notice as n')
      .innerJoin('work_item as w', 'w.id', 'n.item_id')
      .select(['n.account_id', 'w.case_id'])
      .distinct()
      .execute()
    const readers = (id: string | null) => told.filter(row => row.case_id === id).map(row => row.account_id)
    expect(readers(caseId)).toEqual(['demo-account-colleague'])
    expect(readers(null).toSorted()).toEqual(['demo-account-duty', 'demo-account-head', inspector.id])
  })

  test('the demo’s cases of three years leave nothing that has been late since', async () => {
    const db = await open()
    await startProgram(db, 16, { now: friday })
    const opened = db.read.selectFrom('work_item').select(['id', 'due_at', 'climb_at']).where('state', '=', 'open')
    const items = await opened.where('kind', '=', 'reassessment').execute()
    expect(items).toHaveLength(16)
    const lastWeek = toStamp(friday.subtract({ hours: 24 * 7 }))
    expect(items.filter(item => item.due_at < lastWeek)).toEqual([])
    expect(items.filter(item => item.due_at < toStamp(friday)).length, 'told as a story').toBeLessThan(3)
  }, 60_000)

  test('what has climbed to the head stands in the head’s day as an item, with every step on its page', async () => {
    const db = await open()
    const { app, climbAt, give } = await begin(db)
    await give('a-measure-of-nobody', 'h', friday)
    await climbAt(friday.add({ hours: 2 }))
    const head = await signIn(app, 'head')
    const path = '/work-items/visit-a-measure-of-nobody'
    expect((await head.get('/')).text).toContain(path)
    const page = await head.get(path)
    expect(page.text).toContain('начальник подразделения полиции')
    expect((await (await signIn(app, 'secretary')).get(path)).status).toBe(404)
  })
})

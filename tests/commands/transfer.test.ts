import { expect, test } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import { answerTransfer } from '../../src/commands/case/answer-transfer.ts'
import { entrustTransfer } from '../../src/commands/case/entrust-transfer.ts'
import { proposeTransfer } from '../../src/commands/case/propose-transfer.ts'
import { sitsAtTransfer } from '../../src/commands/case/transfer-work.ts'
import { withdrawTransfer } from '../../src/commands/case/withdraw-transfer.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { climbLate } from '../../src/commands/follow-up/climb-late.ts'
import { recordAbsence } from '../../src/commands/follow-up/record-absence.ts'
import { declareOwnPerson } from '../../src/commands/own-person/declare-own-person.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { standsInForClosed } from '../../src/domain/follow-up/closed-desk.ts'
import { districtsOf, standsInFor } from '../../src/domain/follow-up/readers.ts'
import { workScopeOf } from '../../src/domain/follow-up/work-scope.ts'
import { listCaseTransfers } from '../../src/storage/case-transfer-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listClosedDesks } from '../../src/storage/closed-desk-store.ts'
import { insertConflict } from '../../src/storage/conference-sitting.ts'
import type { Database } from '../../src/storage/database.ts'
import { readRoster } from '../../src/storage/roster-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { findWorkItem, listSteps } from '../../src/storage/work-item-store.ts'
import { listWork } from '../../src/storage/work-list.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const [auezov, astana] = ['751110000', '711010000']
const reason = 'Она переехала к сестре в другой район'
const victim = { surname: 'Учебная', given_name: 'Сәуле', patronymic: '', born_on: '1990-03-05', iin: '', sex: '' }
const accepted = { accepts: true, reason: '' } as const
const channels = { mail: false, webhook: false }
const notFound = { ok: false, faults: [{ code: 'not_found' }] }

async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const head = await actorNamed(edge, 'head')
  const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), { ...scene, victim })
  const propose = async (district = auezov) =>
    valueOrThrow(await proposeTransfer(edge, head, { caseId, district, reason })).id
  const item = (id: string) => findWorkItem(db.read, `transfer-${id}`)
  return { db, edge, head, caseId, propose, item, later: (hours: number) => ({ ...edge, now: now.add({ hours }) }) }
}

/** The victim is this account's sister, so that the case closes to it. */
async function declareSister(edge: CommandDeps, username: string): Promise<void> {
  const { sex: _sex, ...known } = victim
  const sister = { ...known, phone: '', unit: '', relation: 'sibling' } as const
  const accountId = (await actorNamed(edge, username)).id
  valueOrThrow(await declareOwnPerson(edge, await actorNamed(edge, 'admin'), { ...sister, accountId }))
}

/** What stands on somebody's day, whichever part of it. */
async function dayOf({ db }: CommandDeps, actor: Actor, part: 'later' | 'waiting' = 'later') {
  const roster = await readRoster(db.read, actor.region, '2026-11-23')
  const at = toStamp(now)
  const moments = { at, redBefore: at, dayEndsAt: '2026-11-23T18:59:59.999Z', newSince: at }
  const closed = await listClosedDesks(db.read, districtsOf(actor, roster))
  const scope = workScopeOf(actor, standsInFor(actor.id, roster), standsInForClosed(actor.id, roster, closed))
  const rows = await listWork(db.read, scope, part, moments, { limit: 100 })
  return rows.filter(row => row.kind === 'transfer').map(row => row.source_id)
}

eachEngine((_engine, open) => {
  test('a proposed case is one piece of work of the receiving head, due in a working day, until it is answered', async () => {
    const { edge, head, caseId, propose, item } = await begin(await open())
    const id = await propose()
    const due_at = '2026-11-24T18:59:59.999Z'
    expect(await item(id)).toMatchObject({
      district: auezov,
      desk: `head:${auezov}`,
      due_at,
      unit: 'wd',
      state: 'open',
    })
    const [theirs, officer] = [await actorNamed(edge, 'head2'), await actorNamed(edge, 'inspector2')]
    expect([await dayOf(edge, theirs), await dayOf(edge, officer)]).toEqual([[id], []])
    expect(await dayOf(edge, head, 'waiting')).toEqual([id])
    expect(await answerTransfer(edge, officer, { id, ...accepted })).toMatchObject(notFound)
    valueOrThrow(await answerTransfer(edge, theirs, { id, ...accepted }))
    expect(await item(id)).toMatchObject({ state: 'settled', district: auezov })
    const [row] = await listCaseTransfers(edge.db.read, caseId)
    expect(row).toMatchObject({ state: 'accepted', answered_by: theirs.id })
  })

  test('the head names the inspector who answers; nobody else of the unit does, and the head still may', async () => {
    const db = await open()
    const { edge, propose, item, caseId } = await begin(db)
    const [theirs, officer] = [await actorNamed(edge, 'head2'), await actorNamed(edge, 'inspector2')]
    const id = await propose()
    const strangers = [await actorNamed(edge, 'inspector'), theirs]
    for (const one of strangers) {
      expect(await entrustTransfer(edge, theirs, { id, to: one.id })).toMatchObject({
        faults: [{ code: 'unknown_account' }],
      })
    }
    expect(await entrustTransfer(edge, officer, { id, to: officer.id })).toMatchObject({
      faults: [{ code: 'refused' }],
    })
    const far = await actorNamed(edge, 'head')
    expect(await entrustTransfer(edge, far, { id, to: officer.id })).toMatchObject(notFound)
    const due = (await item(id))?.due_at
    valueOrThrow(await entrustTransfer(edge, theirs, { id, to: officer.id }))
    expect(await item(id)).toMatchObject({ desk: officer.id, owner_role: 'inspector', due_at: due })
    expect([await dayOf(edge, theirs), await dayOf(edge, officer)]).toEqual([[], [id]])
    valueOrThrow(await answerTransfer(edge, officer, { id, ...accepted }))
    expect(await findCase(db.read, caseId, toStamp(now))).toMatchObject({ district: auezov })
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
    expect(await entrustTransfer(edge, theirs, { id, to: officer.id })).toMatchObject({
      faults: [{ code: 'already_decided' }],
    })
  })

  test('the answer that is late climbs to the head and to the superior of the receiving unit', async () => {
    const { edge, propose, item, later } = await begin(await open())
    const id = await propose()
    const officer = await actorNamed(edge, 'inspector2')
    valueOrThrow(await entrustTransfer(edge, await actorNamed(edge, 'head2'), { id, to: officer.id }))
    await climbLate({ ...later(24 * 8), channels })
    const steps = await listSteps(edge.db.read, `transfer-${id}`)
    expect(steps.map(step => step.desk)).toEqual([officer.id, `head:${auezov}`, 'department:750000000'])
    valueOrThrow(await answerTransfer(later(24 * 8), officer, { id, accepts: false, reason: 'Она вернулась обратно' }))
    expect((await listSteps(edge.db.read, `transfer-${id}`)).map(step => step.state)).toEqual(['over', 'over', 'over'])
    expect(await item(id)).toMatchObject({ state: 'settled' })
  })

  test('while the head is away and nobody stands in, the inspectors answer; where a unit has no head, they always do', async () => {
    const { edge, propose, head } = await begin(await open())
    const id = await propose()
    const [theirs, officer] = [await actorNamed(edge, 'head2'), await actorNamed(edge, 'inspector2')]
    const away = { accountId: theirs.id, fromOn: '2026-11-23', toOn: '2026-11-27', deputyId: '' }
    expect(await sitsAtTransfer(edge, edge.db.read, officer, id)).toBe(false)
    valueOrThrow(await recordAbsence(edge, theirs, away))
    expect(await sitsAtTransfer(edge, edge.db.read, officer, id)).toBe(true)
    valueOrThrow(await answerTransfer(edge, officer, { id, accepts: false, reason: 'Она вернулась обратно' }))
    const other = await propose(astana)
    const alone = await actorNamed(edge, 'inspector3')
    expect(await dayOf(edge, alone)).toEqual([other])
    valueOrThrow(await withdrawTransfer(edge, head, other))
    expect(await dayOf(edge, alone)).toEqual([])
    valueOrThrow(await answerTransfer(edge, alone, { id: await propose(astana), ...accepted }))
  })

  test('a head to whom the case is closed is not asked, and neither sees it nor answers it', async () => {
    const { edge, propose, item } = await begin(await open())
    await declareSister(edge, 'head2')
    const id = await propose()
    const shut = await actorNamed(edge, 'head2')
    expect(shut.excluded).toHaveLength(1)
    expect(await item(id)).toMatchObject({ desk: `inspector:${auezov}` })
    expect(await dayOf(edge, shut)).toEqual([])
    expect(await answerTransfer(edge, shut, { id, ...accepted })).toMatchObject(notFound)
    valueOrThrow(await answerTransfer(edge, await actorNamed(edge, 'inspector2'), { id, ...accepted }))
  })

  test('a head to whom the case closes while it waits is passed over', async () => {
    const { edge, propose } = await begin(await open())
    const officer = await actorNamed(edge, 'inspector2')
    const id = await propose()
    expect(await answerTransfer(edge, officer, { id, ...accepted })).toMatchObject(notFound)
    await declareSister(edge, 'head2')
    expect(await answerTransfer(edge, await actorNamed(edge, 'head2'), { id, ...accepted })).toMatchObject(notFound)
    valueOrThrow(await answerTransfer(edge, officer, { id, ...accepted }))
  })

  test('what an inspector was named for to whom the case is closed lies before the head again', async () => {
    const { edge, caseId, propose } = await begin(await open())
    const id = await propose()
    const [theirs, officer] = [await actorNamed(edge, 'head2'), await actorNamed(edge, 'inspector2')]
    const conflict = { case_id: caseId, account_id: officer.id, region: officer.region }
    await insertConflict(edge.db.write, { ...conflict, declared_at: toStamp(now), declared_by: officer.id })
    valueOrThrow(await entrustTransfer(edge, theirs, { id, to: officer.id }))
    expect([await dayOf(edge, theirs), await dayOf(edge, await actorNamed(edge, 'inspector2'))]).toEqual([[id], []])
  })

  test('what comes while the head is away and nobody stands in lies before the inspectors', async () => {
    const { edge, propose, item } = await begin(await open())
    const [theirs, officer] = [await actorNamed(edge, 'head2'), await actorNamed(edge, 'inspector2')]
    const away = { accountId: theirs.id, fromOn: '2026-11-23', toOn: '2026-11-27', deputyId: '' }
    valueOrThrow(await recordAbsence(edge, theirs, away))
    const id = await propose()
    expect([await item(id), await dayOf(edge, officer)]).toMatchObject([{ desk: `inspector:${auezov}` }, [id]])
  })

  test('a proposal to another region and its withdrawal stand in the log of both', async () => {
    const db = await open()
    const { edge, head, caseId, propose } = await begin(db)
    valueOrThrow(await withdrawTransfer(edge, head, await propose(astana)))
    const rows = await db.read
      .selectFrom('audit_entry')
      .select(['region', 'action'])
      .where('subject', '=', `case:${caseId}`)
      .where('action', 'like', 'transfer.%')
      .execute()
    const both = ['transfer.proposed', 'transfer.withdrawn'].flatMap(action => [
      `710000000 ${action}`,
      `750000000 ${action}`,
    ])
    expect(rows.map(row => `${row.region} ${row.action}`).toSorted()).toEqual(both.toSorted())
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
  })

  test('a proposal that waited before proposals were work becomes work of the head', async () => {
    const { db, edge, propose, item } = await begin(await open())
    const id = await propose()
    await db.write.deleteFrom('work_item').where('kind', '=', 'transfer').execute()
    await migrations['0017-transfer-work']?.up(db.write)
    expect(await item(id)).toMatchObject({ desk: `head:${auezov}`, due_at: toStamp(now), climb_at: toStamp(now) })
    expect(await climbLate({ ...edge, channels })).toEqual({ climbed: expect.any(Number) })
    expect(await listSteps(db.read, `transfer-${id}`)).toHaveLength(1)
  })
})

import { expect, test } from 'vitest'
import { endOrder } from '../../src/commands/order/end-order.ts'
import { handOrder } from '../../src/commands/order/hand-order.ts'
import { recordBreach } from '../../src/commands/order/record-breach.ts'
import { recordRelease } from '../../src/commands/order/record-release.ts'
import { registerOrder, type NewOrder } from '../../src/commands/order/register-order.ts'
import { factsOfOrders } from '../../src/commands/assessment/case-facts.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findListedItem, openReasons } from '../../src/storage/agenda-store.ts'
import { listCaseAssessments } from '../../src/storage/assessment-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { listBreaches, listCaseOrders, listReleases } from '../../src/storage/order-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const order = {
  kind: 'protective_order' as const,
  number: '75/1-204',
  issuer: 'УП Алмалинского района',
  issuedOn: '2026-11-23',
  handedAt: '2026-11-23T08:30',
  endsOn: '',
}

async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const actor = await actorNamed(edge, 'inspector')
  const known = { prior_domestic_record: 'no', prior_nondomestic_record: 'no', custody_30_days: 'no' }
  const { caseId } = await openStory(edge, actor, { ...scene, ...known, conditional_release_failure: 'no' })
  const register = (change: Partial<NewOrder> = {}) => registerOrder(edge, actor, { caseId, ...order, ...change })
  const measures = async (code: string) =>
    (await listCaseMeasures(db.read, caseId)).filter(each => each.code === code && each.state === 'due')
  return { edge, actor, caseId, register, measures }
}

eachEngine((_engine, open) => {
  test('a protective order that was handed over starts its copy and its weekly checks, and ends the decision', async () => {
    const { edge, caseId, register, measures } = await begin(await open())
    expect(await measures('protective_order')).toHaveLength(1)
    valueOrThrow(await register())
    expect(await measures('protective_order')).toEqual([])
    expect((await measures('prosecutor_copy')).map(each => each.due_at)).toEqual(['2026-11-24T04:00:00.000Z'])
    expect((await measures('order_compliance')).map(each => each.due_at.slice(0, 10))).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
    ])
    const [row] = await listCaseOrders(edge.db.read, caseId)
    expect(row).toMatchObject({ ends_at: '2026-12-23T03:30:00.000Z', serial: 1 })
    expect(row?.legal_basis_id).not.toBeNull()
    expect(row?.sealed_act).not.toContain('204')
    const facts = await factsOfOrders(edge, edge.db.read, [caseId])
    expect(facts).toEqual({ order_issued: true, order_in_force: true })
  })

  test('no term runs before the handing, and a second order of the kind is counted', async () => {
    const { edge, actor, caseId, register, measures } = await begin(await open())
    const { id: orderId } = valueOrThrow(await register({ handedAt: '' }))
    expect(await measures('order_compliance')).toEqual([])
    expect(await factsOfOrders(edge, edge.db.read, [caseId])).toEqual({ order_issued: true, order_in_force: false })
    valueOrThrow(await handOrder(edge, actor, { orderId, handedAt: '2026-11-23T08:45' }))
    expect(await measures('order_compliance')).toHaveLength(4)
    expect(await handOrder(edge, actor, { orderId, handedAt: '2026-11-23T08:46' })).toMatchObject({
      faults: [{ code: 'already_recorded' }],
    })
    valueOrThrow(await register({ number: '75/1-301' }))
    const serials = (await listCaseOrders(edge.db.read, caseId)).map(row => row.serial)
    expect(serials.sort()).toEqual([1, 2])
  })

  test('an official warning is checked twice a month, a court act runs by its own dates', async () => {
    const { edge, caseId, register, measures } = await begin(await open())
    valueOrThrow(await register({ kind: 'official_warning' }))
    expect((await measures('warning_compliance')).map(each => each.due_at.slice(0, 10))).toEqual([
      '2026-12-08',
      '2026-12-23',
    ])
    valueOrThrow(await register({ kind: 'special_requirements', endsOn: '2027-02-01' }))
    const court = (await listCaseOrders(edge.db.read, caseId)).find(row => row.kind === 'special_requirements')
    expect(court?.ends_at).toBe('2027-02-01T18:59:59.999Z')
  })

  test('an order that is registered late brings no check that is late from birth, one that has ended none at all', async () => {
    const { edge, actor, register, measures } = await begin(await open())
    const late = { issuedOn: '2026-11-07', number: '75/1-180' }
    valueOrThrow(await register({ ...late, handedAt: '2026-11-07T10:00' }))
    const first = await measures('order_compliance')
    expect(first.map(each => each.due_at.slice(0, 10))).toEqual(['2026-11-28', '2026-12-05'])
    const told = valueOrThrow(await register({ ...late, number: '75/1-181', handedAt: '' }))
    valueOrThrow(await handOrder(edge, actor, { orderId: told.id, handedAt: '2026-11-14T10:00' }))
    expect(await measures('order_compliance')).toHaveLength(first.length + 3)
    valueOrThrow(await register({ issuedOn: '2026-10-01', number: '75/1-120', handedAt: '2026-10-01T10:00' }))
    expect(await measures('order_compliance')).toHaveLength(first.length + 3)
    const at = toStamp(now)
    expect((await measures('order_compliance')).filter(each => each.due_at < at)).toEqual([])
  })

  test('a breach makes the case high and listed at once, with its next assessment due today', async () => {
    const { edge, actor, caseId, register } = await begin(await open())
    const { id: orderId } = valueOrThrow(await register())
    const at = toStamp(now)
    expect(await findCase(edge.db.read, caseId, at)).toMatchObject({ category: 'low', listed: false })
    const account = 'Пришёл к её работе и ждал у выхода'
    valueOrThrow(await recordBreach(edge, actor, { orderId, happenedAt: '2026-11-23T08:50', account }))
    expect(await findCase(edge.db.read, caseId, at)).toMatchObject({
      category: 'high',
      listed: true,
      reassess_by: '2026-11-23T18:59:59.999Z',
    })
    const item = await findListedItem(edge.db.read, caseId)
    expect(item && openReasons(item)).toContain('order_breached')
    const [last] = await listCaseAssessments(edge.db.read, caseId)
    expect(last?.kind).toBe('event')
    expect(last?.result.reasons.map(reason => reason.rule)).toContain('order_breached')
  })

  test('what was not in force cannot be breached, and an order that ended needs no further check', async () => {
    const { edge, actor, register, measures } = await begin(await open())
    const { id: orderId } = valueOrThrow(await register())
    const breach = (happenedAt: string) => recordBreach(edge, actor, { orderId, happenedAt, account: 'Звонил' })
    expect(await breach('2026-11-23T08:29')).toMatchObject({ faults: [{ code: 'order_not_in_force' }] })
    expect(await breach('2026-11-23T09:01')).toMatchObject({ faults: [{ code: 'in_future' }] })
    expect(await breach('2026-02-30T09:01')).toMatchObject({ faults: [{ code: 'invalid_date' }] })
    valueOrThrow(await endOrder(edge, actor, { orderId, reason: 'lifted' }))
    expect(await measures('order_compliance')).toEqual([])
    expect(await endOrder(edge, actor, { orderId, reason: 'lifted' })).toMatchObject({ ok: false })
  })

  test('a second tap registers nothing twice, and the same act told differently is not lost without a word', async () => {
    const { edge, actor, caseId, register, measures } = await begin(await open())
    const taps = await Promise.all([register(), register()])
    const [orderId] = taps.map(done => valueOrThrow(done).id)
    expect(await listCaseOrders(edge.db.read, caseId)).toMatchObject([{ id: orderId }])
    expect(await measures('order_compliance')).toHaveLength(4)
    expect(await register({ handedAt: '2026-11-23T08:31' })).toMatchObject({ faults: [{ code: 'order_known' }] })
    const breach = { orderId: orderId ?? '', happenedAt: '2026-11-23T08:50', account: 'Ждал у выхода' }
    for (const done of await Promise.all([recordBreach(edge, actor, breach), recordBreach(edge, actor, breach)])) {
      valueOrThrow(done)
    }
    expect(await listBreaches(edge.db.read, caseId)).toHaveLength(1)
    expect(await recordBreach(edge, actor, { ...breach, account: 'Другое' })).toMatchObject({
      faults: [{ code: 'breach_known' }],
    })
    const released = () => recordRelease(edge, actor, { caseId, releasedOn: '2026-11-27' })
    for (const done of [await released(), await released()]) valueOrThrow(done)
    expect(await listReleases(edge.db.read, caseId)).toHaveLength(1)
  })

  test.each([
    ['ends before it begins', { kind: 'special_requirements', endsOn: '2026-11-22' }, 'order_ends_before_start'],
    ['issued tomorrow', { issuedOn: '2026-11-24', handedAt: '' }, 'order_in_future'],
    ['handed before its issue', { handedAt: '2026-11-22T10:00' }, 'order_handed_before_issue'],
    ['with an end of its own', { endsOn: '2026-12-01' }, 'order_term_runs'],
    ['without a number', { number: '' }, 'required'],
    ['with a hidden direction mark', { number: '75\u202E/1' }, 'bidi_control'],
    ['with half a letter', { issuer: '\uD800' }, 'lone_surrogate'],
    ['with a megabyte', { issuer: 'ж'.repeat(500_000) }, 'too_long'],
  ] as const)('an order %s is refused and leaves nothing', async (_what, change, code) => {
    const { edge, caseId, register } = await begin(await open())
    expect(await register(change)).toMatchObject({ ok: false, faults: [{ code }] })
    expect(await listCaseOrders(edge.db.read, caseId)).toEqual([])
  })

  test('a release makes the next assessment due that day at the latest', async () => {
    const { edge, actor, caseId } = await begin(await open())
    valueOrThrow(await recordRelease(edge, actor, { caseId, releasedOn: '2026-11-27' }))
    const one = await findCase(edge.db.read, caseId, toStamp(now))
    expect(one?.reassess_by).toBe('2026-11-27T18:59:59.999Z')
    expect(await recordRelease(edge, actor, { caseId, releasedOn: '2026-02-30' })).toMatchObject({ ok: false })
  })

  test('another district records nothing on the case', async () => {
    const { edge, caseId } = await begin(await open())
    const stranger = await actorNamed(edge, 'inspector2')
    expect(await registerOrder(edge, stranger, { caseId, ...order })).toMatchObject({ faults: [{ code: 'not_found' }] })
  })
})

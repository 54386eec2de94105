import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addLink } from '../../src/commands/case/add-link.ts'
import { answerTransfer } from '../../src/commands/case/answer-transfer.ts'
import { overrideConsent } from '../../src/commands/case/override-consent.ts'
import { proposeTransfer } from '../../src/commands/case/propose-transfer.ts'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import { registerOrder } from '../../src/commands/order/register-order.ts'
import { reportIncident } from '../../src/commands/case/report-incident.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { consentFor, sharingGround, type ConsentState } from '../../src/domain/case/consent.ts'
import { findLastAssessment } from '../../src/storage/assessment-store.ts'
import { listIncoming, movedTables } from '../../src/storage/case-transfer-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listChronology } from '../../src/storage/chronology-store.ts'
import { consentEvents, listConsents, listOverrides, overridesOf } from '../../src/storage/consent-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { listCaseWork } from '../../src/storage/work-item-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)
const page = { limit: 50, offset: 0 }
/** What stays with who wrote it (decision 010): a commission, a centre, an officer, the register of people. */
const staying = new Set(
  `commission_action minutes_addendum minutes_part research_request sitting_item
  client victim_feedback
  person person_address person_alias person_card person_phone iin_exception
  work_item work_item_step location_reader interview`.split(/\s+/),
)
const moved = new Set<string>(movedTables)
const [auezov, astana] = ['751110000', '711010000']
const reason = 'Она переехала к сестре в другой район'

async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const [actor, head] = [await actorNamed(edge, 'inspector'), await actorNamed(edge, 'head')]
  const parent = { given_name: '', patronymic: '', born_on: '1990-03-05', iin: '', sex: '' }
  const victim = { ...parent, surname: 'Учебная' }
  const { caseId } = await openStory(edge, actor, { ...extreme, victim, crisis_centre_offer: 'declined' })
  const one = () => findCase(db.read, caseId, at)
  return { edge, actor, head, caseId, one }
}

eachEngine((_engine, open) => {
  test('an agency may be told by her consent alone, from when she gives it until she withdraws it', async () => {
    const { edge, actor, caseId } = await begin(await open())
    const say = (state: ConsentState, minute: number) => {
      const later = { ...edge, now: now.add({ minutes: minute }) }
      return recordConsent(later, actor, { caseId, agency: 'crisis_centre', state })
    }
    const ground = async (minute: number) => {
      const events = consentEvents(await listConsents(edge.db.read, caseId))
      return sharingGround(events, [], 'crisis_centre', now.add({ minutes: minute }))
    }
    expect(await say('withdrawn', 1)).toMatchObject({ ok: false, faults: [{ code: 'consent_order' }] })
    valueOrThrow(await say('asked', 2))
    valueOrThrow(await say('given', 3))
    expect(await ground(3)).toBe('consent')
    valueOrThrow(await say('withdrawn', 4))
    expect(await ground(4)).toBeNull()
    const events = consentEvents(await listConsents(edge.db.read, caseId))
    expect(consentFor(events, 'health', now.add({ minutes: 5 }))).toBe('none')
  })

  test('the head overrides a refusal with a ground and a reason, and what needs it starts at once', async () => {
    const { edge, actor, head, caseId } = await begin(await open())
    valueOrThrow(await recordConsent(edge, actor, { caseId, agency: 'crisis_centre', state: 'refused' }))
    const input = { caseId, agency: 'crisis_centre', ground: 'danger_to_life', endsOn: '' } as const
    const why = 'Угроза убийством с оружием в руках этой ночью'
    expect(await overrideConsent(edge, actor, { ...input, reason: why })).toMatchObject({
      faults: [{ code: 'refused' }],
    })
    expect(await overrideConsent(edge, head, { ...input, reason: 'Надо' })).toMatchObject({
      faults: [{ code: 'too_short' }],
    })
    const past = { ...input, reason: why, endsOn: '2026-11-22' }
    expect(await overrideConsent(edge, head, past)).toMatchObject({ faults: [{ code: 'override_ended' }] })
    const codes = async () => (await listCaseMeasures(edge.db.read, caseId)).map(measure => measure.code)
    expect(await codes()).not.toContain('crisis_centre_referral')
    valueOrThrow(await overrideConsent(edge, head, { ...input, reason: why }))
    expect(await codes()).toContain('crisis_centre_referral')
    valueOrThrow(await overrideConsent(edge, head, { ...input, reason: why }))
    const [row, ...again] = await listOverrides(edge.db.read, caseId)
    expect(again).toEqual([])
    expect(row).toMatchObject({ authorised_by: head.id, ground: 'danger_to_life' })
    expect(row?.sealed_reason).not.toContain('оружием')
    const events = consentEvents(await listConsents(edge.db.read, caseId))
    expect(sharingGround(events, overridesOf(row ? [row] : []), 'crisis_centre', now)).toBe('override')
  })

  test('a case moves only when the other district accepts it, with every row and an entry in both chains', async () => {
    const db = await open()
    const { edge, actor, head, caseId, one } = await begin(db)
    const order = { kind: 'protective_order', number: '1', issuer: 'УП', issuedOn: '2026-11-23', endsOn: '' } as const
    valueOrThrow(await registerOrder(edge, actor, { caseId, ...order, handedAt: '2026-11-23T08:30' }))
    const { id } = valueOrThrow(await proposeTransfer(edge, head, { caseId, district: astana, reason }))
    expect(await proposeTransfer(edge, head, { caseId, district: auezov, reason })).toMatchObject({
      faults: [{ code: 'transfer_open' }],
    })
    expect(await one()).toMatchObject({ district: '751010000' })
    const receiver = await actorNamed(edge, 'inspector3')
    const stranger = await actorNamed(edge, 'inspector2')
    expect(await listIncoming(db.read, scopeOf(receiver, 'transfer.answer'), page)).toHaveLength(1)
    expect(await listIncoming(db.read, scopeOf(stranger, 'transfer.answer'), page)).toEqual([])
    expect(await answerTransfer(edge, stranger, { id, accepts: true, reason: '' })).toMatchObject({
      faults: [{ code: 'not_found' }],
    })
    valueOrThrow(await answerTransfer(edge, receiver, { id, accepts: true, reason: '' }))
    expect(await one()).toMatchObject({ district: astana, region: '710000000' })
    for (const table of [
      'measure',
      'agenda_item',
      'assessment',
      'protective_order',
      'incident',
      'order_check',
    ] as const) {
      const rows = await db.read.selectFrom(table).select('region').where('case_id', '=', caseId).execute()
      expect(rows.length, table).toBeGreaterThan(0)
      expect(new Set(rows.map(row => row.region)), table).toEqual(new Set(['710000000']))
    }
    const entries = db.read.selectFrom('audit_entry').select('region').where('action', '=', 'transfer.accepted')
    expect((await entries.execute()).map(entry => entry.region).sort()).toEqual(['710000000', '750000000'])
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
    expect(await answerTransfer(edge, receiver, { id, accepts: true, reason: '' })).toMatchObject({ ok: false })
  })

  test('the window of a listing travels with the case', async () => {
    const { edge, head, caseId, one } = await begin(await open())
    const { id } = valueOrThrow(await proposeTransfer(edge, head, { caseId, district: astana, reason }))
    const receiver = await actorNamed(edge, 'inspector3')
    valueOrThrow(await answerTransfer(edge, receiver, { id, accepts: true, reason: '' }))
    const later = { ...edge, now: Temporal.Instant.from('2027-05-01T04:00:00Z') }
    const told = { happenedAt: '2027-05-01T08:00', account: 'Нашёл её по новому адресу' }
    const number = (await one())?.number ?? ''
    valueOrThrow(await reportIncident(later, await actorNamed(edge, 'centre'), { number, surname: 'Учебная', ...told }))
    expect((await findLastAssessment(edge.db.read, caseId))?.facts).toMatchObject({ repeat_within_window: true })
  })

  test('a refused transfer leaves the case where it was, with the reason', async () => {
    const { edge, head, caseId, one } = await begin(await open())
    const { id } = valueOrThrow(await proposeTransfer(edge, head, { caseId, district: auezov, reason }))
    const receiver = await actorNamed(edge, 'head2')
    expect(await answerTransfer(edge, receiver, { id, accepts: false, reason: 'нет' })).toMatchObject({
      faults: [{ code: 'too_short' }],
    })
    valueOrThrow(await answerTransfer(edge, receiver, { id, accepts: false, reason: 'Она вернулась в прежний район' }))
    expect(await one()).toMatchObject({ district: '751010000' })
    expect(await proposeTransfer(edge, head, { caseId, district: '751010000', reason })).toMatchObject({
      faults: [{ code: 'transfer_place' }],
    })
  })

  test('a transfer leaves no row of the case in the old region but what a sitting wrote and work that is over', async () => {
    const { edge, head, caseId, one } = await begin(await open())
    const { id } = valueOrThrow(await proposeTransfer(edge, head, { caseId, district: astana, reason }))
    const receiver = await actorNamed(edge, 'inspector3')
    valueOrThrow(await answerTransfer(edge, receiver, { id, accepts: true, reason: '' }))
    const rows = await listChronology(edge.db.read, scopeOf(receiver, 'chronology.view'), caseId, page)
    expect(rows.find(row => row.kind === 'transfer')).toMatchObject({ code: astana })
    expect((await one())?.officer_id).toBeNull()
    const { read } = edge.db
    const tables = (await read.introspection.getTables()).filter(({ columns }) =>
      ['case_id', 'region'].every(name => columns.some(column => column.name === name)),
    )
    expect(tables.length).toBeGreaterThan(15)
    const behind = tables.map(table => table.name).filter(name => !moved.has(name))
    expect(behind.sort()).toEqual([...staying].sort())
    for (const { name } of tables.filter(table => !staying.has(table.name))) {
      const { rows } = await sql<{ region: string }>`select region from ${sql.table(name)}
        where case_id = ${caseId}`.execute(read)
      expect([...new Set(rows.map(row => row.region))], name).toEqual(rows.length > 0 ? ['710000000'] : [])
    }
    const work = await listCaseWork(read, caseId)
    expect(work.length).toBeGreaterThan(0)
    expect(new Set(work.map(item => item.district))).toEqual(new Set([astana]))
  })

  test('facts of a case let their place be moved and nothing else be changed', async () => {
    const db = await open()
    const { caseId } = await begin(db)
    const change = (values: { category?: string; region?: string }) =>
      db.write.updateTable('assessment').set(values).where('case_id', '=', caseId).execute()
    await expect(change({ category: 'low' })).rejects.toThrow(/refuses/)
    await expect(change({ region: '710000000' })).resolves.toBeDefined()
    await expect(db.write.deleteFrom('assessment').where('case_id', '=', caseId).execute()).rejects.toThrow(/refuses/)
  })

  test.each([
    ['a child older than its parents', { kind: 'child', name: 'Бала', bornOn: '1989-01-01' }, 'child_older'],
    ['somebody born tomorrow', { kind: 'relative', name: 'Апа', bornOn: '2026-11-24' }, 'in_future'],
    ['a day that is none', { kind: 'child', name: 'Бала', bornOn: '2020-02-30' }, 'invalid_date'],
    ['nobody', { kind: 'household', name: ' ', bornOn: '' }, 'required'],
    ['a hidden direction mark', { kind: 'child', name: 'Ба\u202Eла', bornOn: '' }, 'bidi_control'],
  ] as const)('%s is not linked to a case', async (_what, link, code) => {
    const { edge, actor, caseId } = await begin(await open())
    expect(await addLink(edge, actor, { caseId, note: '', ...link })).toMatchObject({ ok: false, faults: [{ code }] })
  })
})

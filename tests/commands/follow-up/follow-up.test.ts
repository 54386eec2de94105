import { expect, test } from 'vitest'
import { proposeTransfer } from '../../../src/commands/case/propose-transfer.ts'
import { withdrawTransfer } from '../../../src/commands/case/withdraw-transfer.ts'
import { closeCase } from '../../../src/commands/follow-up/close-case.ts'
import { endProgramme } from '../../../src/commands/follow-up/end-programme.ts'
import { handOverWork } from '../../../src/commands/follow-up/hand-over-work.ts'
import { recordAbsence } from '../../../src/commands/follow-up/record-absence.ts'
import { recordContact, type TypedContact } from '../../../src/commands/follow-up/record-contact.ts'
import { recordSession } from '../../../src/commands/follow-up/record-session.ts'
import { referProgramme } from '../../../src/commands/follow-up/refer-programme.ts'
import { warnOfFlags } from '../../../src/commands/follow-up/warn-of-flags.ts'
import { startReassessment } from '../../../src/commands/interview/start-reassessment.ts'
import { recordMeasure } from '../../../src/commands/measure/record-measure.ts'
import { insertAccount, findAccount } from '../../../src/storage/account-store.ts'
import { findCase } from '../../../src/storage/case-store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { listCaseMeasures } from '../../../src/storage/measure-store.ts'
import { listProgrammes } from '../../../src/storage/programme-store.ts'
import { toStamp } from '../../../src/storage/stamp.ts'
import { listCaseWork } from '../../../src/storage/work-item-store.ts'
import { eachEngine } from '../../support/database.ts'
import { signIn, startProgram } from '../../support/program.ts'
import { actorNamed, extreme, openStory, reassess, scene, valueOrThrow } from '../../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T17:00:00Z')

async function begin(db: Database, story = scene) {
  const { app, deps, clock } = await startProgram(db, 0, { now })
  const inspector = await actorNamed(deps, 'inspector')
  const head = await actorNamed(deps, 'head')
  const at = (moment: Temporal.Instant) => ({ ...deps, now: moment })
  const { caseId } = await openStory(at(now), inspector, story)
  const told: TypedContact = {
    caseId,
    kind: 'call',
    reached: true,
    childrenSeen: 'none',
    orderKept: 'no_order',
    danger: [],
    happenedAt: '2026-11-20T21:30',
    note: '',
  }
  const stateOf = async () => (await findCase(db.read, caseId, toStamp(now)))?.state
  const kindsOf = async () => (await listCaseWork(db.read, caseId)).map(item => item.kind)
  return { app, deps, clock, inspector, head, at, caseId, told, stateOf, kindsOf }
}

eachEngine((_engine, open) => {
  test('a call that reached her does the call that was due, and plans no second of the kind', async () => {
    const db = await open()
    const { inspector, at, caseId, told } = await begin(db)
    const codes = async (state: string) =>
      (await listCaseMeasures(db.read, caseId)).filter(row => row.state === state).map(row => row.code)
    expect(await codes('due')).toContain('follow_up_call')
    valueOrThrow(await recordContact(at(now), inspector, { ...told, reached: false }))
    expect(await codes('due')).toContain('follow_up_call')
    valueOrThrow(await recordContact(at(now), inspector, told))
    expect(await codes('done')).toContain('follow_up_call')
  })

  test('a contact of the future, or a danger without a word, is refused', async () => {
    const db = await open()
    const { inspector, at, told } = await begin(db)
    expect(await recordContact(at(now), inspector, { ...told, happenedAt: '2026-11-20T22:01' })).toEqual({
      ok: false,
      faults: [{ code: 'in_future', at: 'happened_at' }],
    })
    expect(await recordContact(at(now), inspector, { ...told, danger: ['threats'] })).toEqual({
      ok: false,
      faults: [{ code: 'danger_untold', at: 'note' }],
    })
  })

  test('a sign of danger makes the next assessment due today and opens it', async () => {
    const db = await open()
    const { app, clock, inspector, caseId, kindsOf } = await begin(db)
    clock.now = now
    const officer = await signIn(app, 'inspector')
    await officer.get(`/cases/${caseId}/contacts`)
    const fields = { kind: 'visit', reached: 'yes', children_seen: 'seen', order_kept: 'no_order' }
    const danger = { danger: ['threats', 'weapon'], note: 'Учебный рассказ', happened_at: '2026-11-20T21:30' }
    const sent = await officer.post(`/cases/${caseId}/contacts`, { ...fields, ...danger })
    expect([sent.status, sent.headers['location']]).toEqual([303, `/cases/${caseId}/reassessment`])
    const item = (await listCaseWork(db.read, caseId)).find(one => one.kind === 'reassessment')
    expect(item).toMatchObject({ due_at: '2026-11-20T18:59:59.999Z', desk: inspector.id })
    expect(await kindsOf()).toContain('reassessment')
    const page = await officer.get(`/cases/${caseId}/contacts`)
    expect(page.text).toContain('угрозы, оружие')
  })

  test('a measure done in the future is refused; done yesterday keeps yesterday and what came of it', async () => {
    const db = await open()
    const { inspector, at, caseId } = await begin(db)
    const due = (await listCaseMeasures(db.read, caseId)).find(row => row.code === 'inform_rights')
    const done = { id: due?.id ?? '', state: 'done', note: 'Учебный итог' } as const
    expect(await recordMeasure(at(now), inspector, { ...done, doneAt: '2026-11-21T10:00' })).toEqual({
      ok: false,
      faults: [{ code: 'in_future', at: 'done_at' }],
    })
    const told = { doneAt: '2026-11-19T10:00', effect: 'safer', evidence: 'document' } as const
    valueOrThrow(await recordMeasure(at(now), inspector, { ...done, ...told }))
    const after = (await listCaseMeasures(db.read, caseId)).find(row => row.id === due?.id)
    expect(after).toMatchObject({ done_at: '2026-11-19T05:00:00.000Z', effect: 'safer', evidence: 'document' })
  })

  test('only the head closes, and only when she was reached and nothing else stands in the way', async () => {
    const db = await open()
    const { inspector, head, at, caseId, told, stateOf, kindsOf } = await begin(db)
    const close = (who: typeof head) => closeCase(at(now), who, { caseId, reason: 'Учебное основание' })
    expect(await close(inspector)).toEqual({ ok: false, faults: [{ code: 'refused' }] })
    expect(await close(head)).toEqual({ ok: false, faults: [{ code: 'no_contact', at: 'reason' }] })
    valueOrThrow(await recordContact(at(now), inspector, told))
    const moving = { caseId, district: '751110000', reason: 'Она переехала к сестре' }
    const { id } = valueOrThrow(await proposeTransfer(at(now), head, moving))
    expect(await close(head)).toEqual({ ok: false, faults: [{ code: 'approval_open', at: 'reason' }] })
    valueOrThrow(await withdrawTransfer(at(now), head, id))
    valueOrThrow(await close(head))
    expect([await stateOf(), await kindsOf()]).toEqual(['closed', []])
    expect((await listCaseMeasures(db.read, caseId)).filter(row => row.state === 'due')).toEqual([])
    expect(await close(head)).toEqual({ ok: false, faults: [{ code: 'case_not_open', at: 'reason' }] })
  })

  test('an extreme case does not close; one that was extreme rests six months with two checks, then closes', async () => {
    const db = await open()
    const { inspector, head, at, caseId, told, stateOf } = await begin(db, extreme)
    valueOrThrow(await recordContact(at(now), inspector, told))
    const refused = await closeCase(at(now), head, { caseId, reason: 'Учебное основание' })
    expect(refused).toMatchObject({ ok: false, faults: [{ code: 'category_high' }] })
    await db.write.updateTable('case_file').set({ category: 'medium', category_rank: 1 }).execute()
    await db.write.deleteFrom('work_item').where('kind', 'in', ['sitting', 'action', 'raise', 'lowering']).execute()
    valueOrThrow(await closeCase(at(now), head, { caseId, reason: 'Учебное основание' }))
    expect(await stateOf()).toBe('supervised')
    const checks = (await listCaseWork(db.read, caseId)).map(item => [item.kind, item.due_at])
    expect(checks).toEqual([
      ['supervision', '2027-02-20T18:59:59.999Z'],
      ['supervision', '2027-05-20T18:59:59.999Z'],
    ])
    const call = async (day: string) => {
      const moment = at(Temporal.Instant.from(`${day}T17:00:00Z`))
      valueOrThrow(await recordContact(moment, inspector, { ...told, happenedAt: `${day}T21:30` }))
      return [await stateOf(), (await listCaseWork(db.read, caseId)).length]
    }
    expect(await call('2026-11-21')).toEqual(['supervised', 2])
    expect(await call('2027-02-19')).toEqual(['supervised', 2])
    expect(await call('2027-02-20')).toEqual(['supervised', 1])
    expect(await call('2027-02-21')).toEqual(['supervised', 1])
    expect(await call('2027-05-19')).toEqual(['supervised', 1])
    expect(await call('2027-05-20')).toEqual(['closed', 0])
  })

  test('a sign of danger in a closed case opens it again, with an assessment due today', async () => {
    const db = await open()
    const { inspector, head, at, caseId, told, stateOf, kindsOf } = await begin(db)
    valueOrThrow(await recordContact(at(now), inspector, told))
    valueOrThrow(await closeCase(at(now), head, { caseId, reason: 'Учебное основание' }))
    const later = at(now.add({ hours: 24 }))
    valueOrThrow(await recordContact(later, inspector, { ...told, danger: ['threats'], note: 'Учебный рассказ' }))
    expect([await stateOf(), await kindsOf()]).toEqual(['open', ['reassessment']])
    expect((await listCaseWork(db.read, caseId))[0]?.due_at).toBe('2026-11-21T18:59:59.999Z')
  })

  test('a new assessment reopens a closed case, with its clock and its measures', async () => {
    const db = await open()
    const { inspector, head, at, caseId, told, stateOf, kindsOf } = await begin(db)
    valueOrThrow(await recordContact(at(now), inspector, told))
    valueOrThrow(await closeCase(at(now), head, { caseId, reason: 'Учебное основание' }))
    const later = now.add({ hours: 24 })
    const started = valueOrThrow(await startReassessment(at(later), inspector, { caseId, prompt: 'new_incident' }))
    await reassess(at(later), inspector, started.id, { ...extreme, incident_at: '2026-11-21T20:00' })
    expect(await stateOf()).toBe('open')
    expect(new Set(await kindsOf())).toEqual(new Set(['measure', 'reassessment']))
  })

  test('the page of a closed case takes a further incident, and that reopens it', async () => {
    const db = await open()
    const { app, clock, inspector, head, at, caseId, told, stateOf, kindsOf } = await begin(db)
    valueOrThrow(await recordContact(at(now), inspector, told))
    valueOrThrow(await closeCase(at(now), head, { caseId, reason: 'Учебное основание' }))
    clock.now = now
    const officer = await signIn(app, 'inspector')
    const page = await officer.get(`/cases/${caseId}/chronology`)
    expect(page.text).toContain(`action="/cases/${caseId}/incidents"`)
    const incident = { happened_at: '2026-11-20T21:40', account: 'Снова пришёл' }
    expect((await officer.post(`/cases/${caseId}/incidents`, incident)).status).toBe(303)
    expect(await stateOf()).toBe('open')
    expect(await kindsOf()).toContain('reassessment')
  })

  test('a person’s work lies before the deputy while the person is away, and with whom the head hands it to', async () => {
    const db = await open()
    const { app, inspector, head, at, caseId } = await begin(db)
    const known = await findAccount(db.read, inspector.id)
    if (!known) throw new Error('no account')
    const other = { ...known, id: 'account-of-the-deputy', username: 'deputy' }
    await insertAccount(db.write, other)
    const absence = { accountId: inspector.id, fromOn: '2026-11-20', toOn: '2026-12-01', deputyId: other.id }
    const deputy = await signIn(app, 'deputy')
    expect((await deputy.get('/')).text).not.toContain(`/cases/${caseId}`)
    valueOrThrow(await recordAbsence(at(now), inspector, absence))
    expect(await recordAbsence(at(now), inspector, absence)).toMatchObject({ faults: [{ code: 'absence_twice' }] })
    expect((await deputy.get('/')).text).toContain(`/cases/${caseId}`)
    const { items } = valueOrThrow(await handOverWork(at(now), head, { from: inspector.id, to: other.id }))
    expect(items).toBeGreaterThan(5)
    const desks = new Set(
      (await listCaseWork(db.read, caseId)).filter(one => one.owner_role === 'inspector').map(one => one.desk),
    )
    expect(desks).toEqual(new Set([other.id]))
    expect((await findCase(db.read, caseId, toStamp(now)))?.officer_id).toBe(other.id)
  })

  test('two missed sessions of a programme come before the head, its end takes them away', async () => {
    const db = await open()
    const { inspector, at, caseId, kindsOf } = await begin(db)
    const referred = { caseId, kind: 'psychological_correction', referredOn: '2026-11-10' } as const
    valueOrThrow(await referProgramme(at(now), inspector, referred))
    const [programme] = await listProgrammes(db.read, caseId)
    const programmeId = programme?.id ?? ''
    const miss = (heldOn: string) => recordSession(at(now), inspector, { programmeId, heldOn, attended: false })
    expect(await miss('2026-11-09')).toMatchObject({ faults: [{ code: 'before_referral' }] })
    expect(await miss('2026-11-21')).toMatchObject({ faults: [{ code: 'in_future' }] })
    valueOrThrow(await miss('2026-11-11'))
    expect(await miss('2026-11-11')).toMatchObject({ faults: [{ code: 'session_twice' }] })
    expect(await kindsOf()).not.toContain('programme')
    valueOrThrow(await miss('2026-11-12'))
    expect(await kindsOf()).toContain('programme')
    const ended = { programmeId, endedOn: '2026-11-20', ending: 'broken_off' } as const
    valueOrThrow(await endProgramme(at(now), inspector, ended))
    expect(await kindsOf()).not.toContain('programme')
  })

  test('a mark of repetition comes before the head thirty days before its twelve months end, once', async () => {
    const db = await open()
    const { at, kindsOf } = await begin(db, extreme)
    const warn = (day: string) => warnOfFlags(at(Temporal.Instant.from(`${day}T05:00:00Z`)))
    expect(await warn('2027-10-20')).toEqual({ warned: 0 })
    expect(await warn('2027-10-21')).toEqual({ warned: 1 })
    expect(await warn('2027-10-22')).toEqual({ warned: 0 })
    expect(await kindsOf()).toContain('flag')
  })
})

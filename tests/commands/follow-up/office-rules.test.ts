import { expect, test } from 'vitest'
import { addClientPerson } from '../../../src/commands/client/add-client-person.ts'
import { lapseReservations } from '../../../src/commands/client/lapse-reservations.ts'
import type { CommandDeps } from '../../../src/commands/deps.ts'
import { recordContact, type TypedContact } from '../../../src/commands/follow-up/record-contact.ts'
import { recordSession } from '../../../src/commands/follow-up/record-session.ts'
import { referProgramme } from '../../../src/commands/follow-up/refer-programme.ts'
import { raiseCategory } from '../../../src/commands/assessment/raise-category.ts'
import { needsWords } from '../../../src/domain/follow-up/one-tap.ts'
import { procedure, type Procedure } from '../../../src/domain/questionnaire/procedure.ts'
import { findLastAssessment } from '../../../src/storage/assessment-store.ts'
import { listClientPeople } from '../../../src/storage/client-store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { listProgrammes } from '../../../src/storage/programme-store.ts'
import { findWorkItem, listCaseWork, workItemId } from '../../../src/storage/work-item-store.ts'
import { eachEngine } from '../../support/database.ts'
import { acceptOrThrow, openReferred } from '../../support/help-story.ts'
import { questionnaires, signIn, startProgram } from '../../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow } from '../../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T17:00:00Z')
const shipped = questionnaires.procedures[0]?.definition
if (!shipped) throw new Error('no procedure')

/** The shipped procedure as an office has changed it in a file. */
function changed(part: Partial<Procedure>): CommandDeps['questionnaires'] {
  const definition = procedure.parse({ ...shipped, ...part })
  return { ...questionnaires, procedures: [{ definition, sha256: 'f'.repeat(64) }] }
}

async function begin(db: Database, part: Partial<Procedure>) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, questionnaires: changed(part), now }
  return { edge, inspector: await actorNamed(edge, 'inspector'), centre: await actorNamed(edge, 'centre') }
}

const dueAfter = async (db: Database, caseId: string) =>
  (await listCaseWork(db.read, caseId)).find(one => one.kind === 'reassessment')?.due_at

test('a file that does not name the rules of the office means the usual ones', () => {
  const { follow_up, crisis_centre, late } = shipped
  expect(follow_up.missed_sessions).toBe(2)
  expect(follow_up.reassess_on).toHaveLength(8)
  expect(crisis_centre.reservation).toEqual({
    kept_for: { amount: 48, unit: 'h' },
    sought_within: { amount: 24, unit: 'h' },
  })
  expect(crisis_centre.ages).toEqual({ kindergarten_from: 3, school_from: 7, elderly_from: 60 })
  expect(late.approval_within).toEqual({ amount: 1, unit: 'wd' })
  expect(['home_visit', 'inform_rights'].map(code => needsWords(shipped, code))).toEqual([true, false])
})

test('a measure takes one tap or words as the procedure says', () => {
  const measures = shipped.measures.map(one => ({ ...one, in_words: one.code === 'inform_rights' }))
  expect(['home_visit', 'inform_rights'].map(code => needsWords({ measures }, code))).toEqual([false, true])
})

test('bounds of age that do not rise are a fault of the file', () => {
  const ages = { kindergarten_from: 6, school_from: 6, elderly_from: 60 }
  const read = procedure.safeParse({ ...shipped, crisis_centre: { ...shipped.crisis_centre, ages } })
  expect(read.error?.issues.map(issue => issue.path.join('.'))).toEqual(['crisis_centre.ages.school_from'])
})

eachEngine((_engine, open) => {
  test('a place is kept as long as the procedure says, and she is sought within its clock', async () => {
    const reservation = { kept_for: { amount: 6, unit: 'h' }, sought_within: { amount: 2, unit: 'h' } } as const
    const db = await open()
    const { edge, centre } = await begin(db, { crisis_centre: { ...shipped.crisis_centre, reservation } })
    const { id: referral } = await openReferred(edge)
    const id = await acceptOrThrow(edge, centre, referral)
    const after = (hours: number) => ({ ...edge, now: now.add({ hours }) })
    expect(await lapseReservations(after(6))).toEqual({ lapsed: 0 })
    expect(await lapseReservations(after(7))).toEqual({ lapsed: 1 })
    const sought = await findWorkItem(db.read, workItemId('contact', id))
    expect(sought?.due_at).toBe('2026-11-21T02:00:00.000Z')
  })

  test('a child counts by the bounds of the procedure, and its page says them', async () => {
    const ages = { kindergarten_from: 2, school_from: 6, elderly_from: 60 }
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const { edge, centre } = { edge: { ...deps, now }, centre: await actorNamed(deps, 'centre') }
    const own = { ...edge, questionnaires: changed({ crisis_centre: { ...shipped.crisis_centre, ages } }) }
    const { id: referral } = await openReferred(own)
    const id = await acceptOrThrow(own, centre, referral)
    valueOrThrow(await addClientPerson(own, centre, { id, name: 'Бала', born_on: '2020-11-20', note: '' }))
    valueOrThrow(await addClientPerson(edge, centre, { id, name: 'Сәби', born_on: '2024-11-20', note: '' }))
    const groups = (await listClientPeople(db.read, id)).map(one => one.age_group)
    expect(groups.toSorted()).toEqual(['child_0_2', 'child_7_17'])
    const worker = await signIn(app, 'centre')
    expect((await worker.get(`/clients/${id}`)).text).toContain('7–17 лет')
  })

  test('only a sign that the procedure names makes the next assessment due today, a broken order always', async () => {
    const db = await open()
    const follow_up = { ...shipped.follow_up, reassess_on: ['weapon'] } as const satisfies Procedure['follow_up']
    const { edge, inspector } = await begin(db, {
      follow_up: { ...follow_up, reassess_on: [...follow_up.reassess_on] },
    })
    const { caseId } = await openStory(edge, inspector, scene)
    const before = await dueAfter(db, caseId)
    const told: TypedContact = {
      caseId,
      kind: 'call',
      reached: true,
      childrenSeen: 'none',
      orderKept: 'no_order',
      danger: ['threats'],
      happenedAt: '2026-11-20T21:30',
      note: 'Учебный рассказ',
    }
    expect(valueOrThrow(await recordContact(edge, inspector, told)).dangerous).toBe(false)
    expect(await dueAfter(db, caseId)).toBe(before)
    expect(await recordContact(edge, inspector, { ...told, note: '' })).toMatchObject({
      faults: [{ code: 'danger_untold' }],
    })
    const broken = { ...told, danger: [], orderKept: 'broken' } as const
    expect(valueOrThrow(await recordContact(edge, inspector, broken)).dangerous).toBe(true)
    expect(await dueAfter(db, caseId)).toBe('2026-11-20T18:59:59.999Z')
  })

  test('so many missed sessions come before the head as the procedure says, by its clock of approvals', async () => {
    const db = await open()
    const late = { ...shipped.late, approval_within: { amount: 4, unit: 'h' } } as const
    const follow_up = { ...shipped.follow_up, missed_sessions: 3 }
    const { edge, inspector } = await begin(db, { late, follow_up })
    const { caseId } = await openStory(edge, inspector, scene)
    const itemOf = async (kind: string) => (await listCaseWork(db.read, caseId)).find(one => one.kind === kind)
    const referred = { caseId, kind: 'psychological_correction', referredOn: '2026-11-10' } as const
    valueOrThrow(await referProgramme(edge, inspector, referred))
    const [programme] = await listProgrammes(db.read, caseId)
    for (const heldOn of ['2026-11-11', '2026-11-12', '2026-11-13']) {
      expect(await itemOf('programme')).toBeUndefined()
      const missed = { programmeId: programme?.id ?? '', heldOn, attended: false }
      valueOrThrow(await recordSession(edge, inspector, missed))
    }
    expect((await itemOf('programme'))?.due_at).toBe('2026-11-20T21:00:00.000Z')
    const assessment = await findLastAssessment(db.read, caseId)
    const reason = 'Он купил ружьё и сказал соседям, что придёт к ней в воскресенье'
    const raise = { assessmentId: assessment?.id ?? '', category: 'extreme', reason } as const
    valueOrThrow(await raiseCategory(edge, inspector, raise))
    expect(await itemOf('raise')).toMatchObject({ due_at: '2026-11-20T21:00:00.000Z', unit: 'h' })
  })
})

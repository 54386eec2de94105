import { expect, test } from 'vitest'
import { createRandom } from '../../db/demo/random.ts'
import { demoPassword } from '../../db/demo/places.ts'
import { addAccount } from '../../src/commands/account/add-account.ts'
import { disableAccount } from '../../src/commands/account/disable-account.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { identifyPerpetrator } from '../../src/commands/case/identify-perpetrator.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { declareOwnPerson } from '../../src/commands/own-person/declare-own-person.ts'
import { meetUnseen } from '../../src/commands/own-person/meet-unseen.ts'
import { recordWishes } from '../../src/commands/case/record-wishes.ts'
import { withdrawOwnPerson } from '../../src/commands/own-person/withdraw-own-person.ts'
import { answerMerge } from '../../src/commands/person/answer-merge.ts'
import { decideMatch } from '../../src/commands/person/decide-match.ts'
import { findCandidates } from '../../src/commands/person/find-candidates.ts'
import { proposeMerge } from '../../src/commands/person/propose-merge.ts'
import { recordPhone } from '../../src/commands/person/record-phone.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { countQueue } from '../../src/storage/agenda-store.ts'
import { countCases, findCase, listCases, listIncidents } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { countNotices } from '../../src/storage/own-person-store.ts'
import { findPerson, openPerson } from '../../src/storage/person-store.ts'
import { listRecentEntries } from '../../src/storage/recent-audit.ts'
import { findLastAssessment } from '../../src/storage/assessment-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { routeTable } from '../../src/web/route-table.ts'
import { eachEngine } from '../support/database.ts'
import type { Written } from '../support/invent-person.ts'
import { equalParties, nearParties, type Meeting } from '../support/own-people.ts'
import { signIn, startProgram } from '../support/program.ts'
import { profileOf } from '../support/register.ts'
import { actorNamed, extreme, tellStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const count = process.env['PANA_TEST_LONG'] ? 200 : 14
const nobody = { given_name: '', patronymic: '', born_on: '', iin: '', sex: '' }
const all = { limit: 1000, offset: 0 }
const closedTo = ['inspector', 'head', 'department', 'duty'] as const

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const admin = await actorNamed(edge, 'admin')
  const made = { username: 'colleague', displayName: 'Учебный коллега', role: 'inspector', password: demoPassword }
  valueOrThrow(await addAccount(edge, admin, { ...made, organisationId: 'demo-police-almaly', language: 'ru' }))
  const owner = await actorNamed(edge, 'inspector')
  const declare = ({ sex: _sex, ...own }: Written) =>
    declareOwnPerson(edge, admin, { accountId: owner.id, relation: 'sibling', unit: '', ...own })
  return { app, db, edge, admin, owner, declare, colleague: await actorNamed(edge, 'colleague') }
}

/** A case in which this person is the victim, or the perpetrator; whoever is alike is said to be somebody else. */
async function openCaseOf(
  edge: CommandDeps,
  officer: Actor,
  { phone, ...party }: Written,
  asVictim: boolean,
  at: number,
) {
  const other = {
    ...nobody,
    given_name: 'Еркін',
    surname: `Ш${'щъыэю'[at % 5]}${at}`.replace(/\d+/, digits => 'абвгдежзик'[Number(digits) % 10] ?? ''),
  }
  const contact = { phone: asVictim ? phone : '', channel: 'call', hours: '', who_hears: '' }
  const [victim, perpetrator] = asVictim ? [party, other] : [other, party]
  const { id: interviewId } = valueOrThrow(await startInterview(edge, officer))
  await tellStory(edge, officer, interviewId, { ...extreme, safe_contact: contact, victim, perpetrator })
  const notSame = async (told: Written) => {
    const { matches } = await findCandidates(edge, officer, profileOf(told))
    return { same: null, notSame: matches.map(match => match.id), iinReason: 'Учебная причина' }
  }
  const people = {
    victim: await notSame({ ...victim, phone: contact.phone } as Written),
    perpetrator: await notSame({ ...perpetrator, phone: '' } as Written),
  }
  const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
  return valueOrThrow(await submitAssessment(edge, officer, { interviewId, ...judgement, people }))
}

const pages = routeTable.filter(each => each.method === 'get' && each.permission !== 'public').map(each => each.path)
/** The pages that need no id: lists, counts, forms. */
const listPages = [...pages.filter(path => !path.includes(':')), '/day/late', '/day/now', '/day/new', '/day/climbed']

/** Every page of one case, assessment or person. */
function pagesOf(noun: string, id: string): string[] {
  const own = pages.filter(path => path.startsWith(`${noun}/:id`))
  const filled = own.map(path => path.replace(':id', id).replace(':copy', 'hers').replace(':language', 'ru'))
  return filled.filter(path => !path.includes(':'))
}

/** Each way has a seed of its own, or the stranger of one would be declared in the other. */
function meetingsOf(make: (random: ReturnType<typeof createRandom>) => Meeting[], seed: number): Meeting[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, at) => {
    const found = make(random)
    return found[at % found.length] ?? found[0]
  }).filter(one => one !== undefined)
}

eachEngine((_engine, open) => {
  test("cases of one's own people are closed to them and to the chain above on every page, count and search, near misses are not", async () => {
    const { app, db, edge, declare, colleague } = await begin(await open())
    const opened: { caseId: string; meeting: Meeting; equal: boolean }[] = []
    const plans = [equalParties, nearParties].flatMap((make, place) =>
      meetingsOf(make, 17 + place).map(meeting => ({ meeting, equal: place === 0 })),
    )
    for (const [at, { meeting, equal }] of plans.entries()) {
      valueOrThrow(await declare(meeting.own))
      const asVictim = meeting.party.phone !== '' || at % 2 === 0
      const { caseId } = await openCaseOf(edge, colleague, meeting.party, asVictim, at)
      opened.push({ caseId, meeting, equal })
    }
    const own = opened.filter(one => one.equal).map(one => one.caseId)
    const near = opened.filter(one => !one.equal).map(one => one.caseId)
    for (const username of closedTo) {
      const actor = await actorNamed(edge, username)
      expect([...actor.excluded].sort(), username).toEqual([...own].sort())
      const scope = scopeOf(actor, username === 'inspector' || username === 'head' ? 'case.list' : 'queue.view')
      expect((await listCases(db.read, scope, all)).map(one => one.id).sort(), username).toEqual([...near].sort())
      expect(await countCases(db.read, scope), username).toBe(near.length)
      expect(await countQueue(db.read, scope, toStamp(now), 1000), username).toBe(near.length)
    }
    const inspector = await actorNamed(edge, 'inspector')
    for (const { meeting } of opened.filter(one => one.equal)) {
      const { matches } = await findCandidates(edge, inspector, profileOf(meeting.party))
      const cases = matches.flatMap(match => match.caseNumbers)
      for (const caseId of own) expect(cases).not.toContain((await findCase(db.read, caseId, toStamp(now)))?.number)
      expect(
        matches.filter(match => match.person === null && match.districts.length === 0),
        meeting.way,
      ).toEqual([])
    }
    const secretary = await actorNamed(edge, 'secretary')
    expect(await countQueue(db.read, scopeOf(secretary, 'queue.view'), toStamp(now), 1000)).toBe(
      own.length + near.length,
    )
    const reviewer = await actorNamed(edge, 'reviewer')
    expect(await countNotices(db.read, scopeOf(reviewer, 'review.view'))).toBe(own.length)
    const numbers = await Promise.all(own.map(async id => (await findCase(db.read, id, toStamp(now)))?.number ?? ''))
    for (const username of closedTo) {
      const visitor = await signIn(app, username)
      for (const path of listPages) {
        const page = await visitor.get(path)
        expect([200, 303, 403], `${username} ${path}`).toContain(page.status)
        expect(
          [...numbers, ...own].filter(number => page.text.includes(number)),
          `${username} ${path}`,
        ).toEqual([])
      }
      for (const id of own) expect((await visitor.get(`/cases/${id}`)).status, username).toBe(404)
      const one = await findCase(db.read, own[0] ?? '', toStamp(now))
      const last = await findLastAssessment(db.read, own[0] ?? '')
      const people = [one?.victim_id, one?.perpetrator_id].flatMap(id => pagesOf('/people', id ?? ''))
      const hidden = [...pagesOf('/cases', one?.id ?? ''), ...pagesOf('/assessments', last?.id ?? ''), ...people]
      for (const path of hidden) {
        expect([403, 404], `${username} ${path}`).toContain((await visitor.get(path)).status)
      }
    }
    const told = await signIn(app, 'reviewer')
    expect((await told.get(`/cases/${own[0]}`)).status).toBe(200)
    expect((await told.get(`/cases/${near[0]}`)).status).toBe(404)
  }, 600_000)

  test('who submits about one of their own loses the case at once, without a trace', async () => {
    const { app, db, edge, owner, declare } = await begin(await open())
    const [{ own } = { own: null }] = equalParties(createRandom(3))
    if (!own) throw new Error('nobody was invented')
    valueOrThrow(await declare(own))
    const { caseId, assessmentId } = await openCaseOf(edge, owner, own, true, 1)
    const visitor = await signIn(app, 'inspector')
    expect((await visitor.get(`/assessments/${assessmentId}`)).status).toBe(404)
    expect((await visitor.get(`/cases/${caseId}`)).status).toBe(404)
    const after = await actorNamed(edge, 'inspector')
    expect(after.excluded).toEqual([caseId])
    expect((await findCandidates(edge, after, profileOf(own))).matches).toEqual([])
    expect(await countCases(db.read, scopeOf(after, 'case.list'))).toBe(0)
  })

  test('a declaration closes what the register knows, a phone learned later closes too, and both are undone with the account', async () => {
    const { edge, admin, owner, declare, colleague } = await begin(await open())
    const random = createRandom(5)
    const [one] = equalParties(random)
    const [other] = equalParties(random)
    if (!one || !other) throw new Error('nobody was invented')
    const first = await openCaseOf(edge, colleague, one.own, true, 1)
    const second = await openCaseOf(edge, colleague, { ...other.own, iin: '', born_on: '', phone: '' }, true, 2)
    const { id } = valueOrThrow(await declare(one.own))
    valueOrThrow(await declare(other.own))
    const excluded = async () => (await actorNamed(edge, 'inspector')).excluded
    expect(await excluded()).toEqual([first.caseId])
    const row = await findCase(edge.db.read, second.caseId, toStamp(now))
    const phone = { number: other.own.phone, safety: 'unknown' as const, hours: '', who_hears: '' }
    valueOrThrow(await recordPhone(edge, colleague, { personId: row?.victim_id ?? '', ...phone }))
    expect([...(await excluded())].sort()).toEqual([first.caseId, second.caseId].sort())
    const tombs = edge.db.read.selectFrom('tombstone').select('key_id')
    const { key_id } = await edge.db.read
      .selectFrom('own_person')
      .select('key_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const twice = await Promise.all([withdrawOwnPerson(edge, admin, id), withdrawOwnPerson(edge, admin, id)])
    expect(twice.filter(done => done.ok)).toHaveLength(1)
    expect(await tombs.execute()).toEqual([{ key_id }])
    expect(await excluded()).toEqual([second.caseId])
    valueOrThrow(await disableAccount(edge, admin, owner.id))
    expect((await actorNamed(edge, 'head')).excluded).toEqual([])
  })

  test('a further incident of a closed pair is attached unseen', async () => {
    const { edge, owner, declare, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(9))
    if (!one) throw new Error('nobody was invented')
    valueOrThrow(await declare(one.own))
    const { caseId } = await openCaseOf(edge, colleague, one.own, true, 1)
    const known = await findCase(edge.db.read, caseId, toStamp(now))
    const shut = await actorNamed(edge, 'inspector')
    expect(shut.id).toBe(owner.id)
    const { phone: _phone, ...victim } = one.own
    const checked = { answers: {}, victim, perpetrator: { ...nobody, surname: 'Иной' }, relationship: 'spouse' }
    const met = await meetUnseen(edge, shut, checked as never, {})
    expect(met.people.victim?.same).toBe(known?.victim_id)
    expect(met.people.perpetrator).toBeUndefined()
    expect(met.actor.excluded).toEqual([])
  })

  test('a number or a name of somebody closed answers as that of somebody new', async () => {
    const { edge, owner, declare, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(9))
    if (!one) throw new Error('nobody was invented')
    valueOrThrow(await declare(one.own))
    const { caseId } = await openCaseOf(edge, colleague, one.own, true, 1)
    const closed = await findCase(edge.db.read, caseId, toStamp(now))
    const shut = await actorNamed(edge, 'inspector')
    const { phone: _phone, ...told } = one.own
    const stranger = { ...nobody, surname: '', unknown: true }
    const her = { ...nobody, surname: 'Бекова', given_name: 'Сәуле', born_on: '1981-04-04' }
    const { id } = valueOrThrow(await startInterview(edge, shut))
    await tellStory(edge, shut, id, { ...extreme, victim: her, perpetrator: stranger })
    const said = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
    const known = valueOrThrow(await submitAssessment(edge, shut, { interviewId: id, ...said }))
    const decision = { same: null, notSame: [], iinReason: 'Учебная причина' }
    const naming = { caseId: known.caseId, told, decision }
    valueOrThrow(await identifyPerpetrator(edge, shut, naming))
    const named = await findCase(edge.db.read, known.caseId, toStamp(now))
    expect(named?.perpetrator_id).toBe(closed?.victim_id)
    expect((await actorNamed(edge, 'inspector')).excluded).toContain(known.caseId)
    const seen = await openCaseOf(edge, colleague, { ...her, given_name: 'Айнұр', phone: '' } as Written, true, 3)
    const visible = (await findCase(edge.db.read, seen.caseId, toStamp(now)))?.victim_id ?? ''
    const { id: again } = valueOrThrow(await startInterview(edge, owner))
    const mixed = { ...her, given_name: 'Айнұр', iin: one.own.iin }
    await tellStory(edge, owner, again, { ...extreme, victim: mixed, perpetrator: stranger })
    const people = { victim: { same: visible, notSame: [], iinReason: 'Учебная причина' } }
    const done = await submitAssessment(edge, await actorNamed(edge, 'inspector'), {
      interviewId: again,
      ...said,
      people,
    })
    expect(done).toMatchObject({ ok: true })
  })

  test('a head is not asked whether somebody is one with a person who is closed to that head', async () => {
    const { app, edge, declare, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(9))
    if (!one) throw new Error('nobody was invented')
    const [far, farHead] = [await actorNamed(edge, 'inspector2'), await actorNamed(edge, 'head2')]
    const theirs = await openCaseOf(edge, far, one.own, true, 1)
    const her = { ...nobody, surname: 'Бекова', given_name: 'Сәуле', born_on: '1981-04-04', phone: '' }
    const ours = await openCaseOf(edge, colleague, her as Written, true, 3)
    const victimOf = async (id: string) => (await findCase(edge.db.read, id, toStamp(now)))?.victim_id ?? ''
    const [keptId, mergedId] = [await victimOf(theirs.caseId), await victimOf(ours.caseId)]
    valueOrThrow(await decideMatch(edge, far, { personId: keptId, otherId: mergedId, decision: 'same' }))
    valueOrThrow(await proposeMerge(edge, farHead, { keptId, mergedId, reason: 'Одна и та же женщина по паспорту' }))
    const { id } = await edge.db.read.selectFrom('person_merge_proposal').select('id').executeTakeFirstOrThrow()
    const asked = async () => (await (await signIn(app, 'head')).get('/merges')).text
    expect(await asked()).toContain(id)
    valueOrThrow(await declare(one.own))
    expect(await asked()).not.toContain(id)
    const head = await actorNamed(edge, 'head')
    expect(await answerMerge(edge, head, { id, agrees: true })).toMatchObject({ faults: [{ code: 'not_found' }] })
  })

  test.each([
    ['another spelling of the other party is met too', { surname: 'Сейтов', given_name: 'Даурен' }, true],
    ['a brother of the other party, born the same day, is nobody known', { given_name: 'Мақсат' }, false],
  ])('%s, and nothing is asked', async (_what, change, attached) => {
    const { edge, declare, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(9))
    if (!one) throw new Error('nobody was invented')
    valueOrThrow(await declare(one.own))
    const { phone: _phone, ...victim } = one.own
    const him = { ...nobody, surname: 'Сеитов', given_name: 'Дәурен', patronymic: 'Ерікұлы', born_on: '1980-02-03' }
    const tell = async (officer: Actor, perpetrator: object) => {
      const { id: interviewId } = valueOrThrow(await startInterview(edge, officer))
      await tellStory(edge, officer, interviewId, { ...extreme, victim, perpetrator })
      const said = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
      return valueOrThrow(await submitAssessment(edge, officer, { interviewId, ...said }))
    }
    const first = await tell(colleague, him)
    const second = await tell(await actorNamed(edge, 'inspector'), { ...him, ...change })
    expect(second.caseId === first.caseId).toBe(attached)
    expect([...(await actorNamed(edge, 'inspector')).excluded].sort()).toEqual(
      [...new Set([first.caseId, second.caseId])].sort(),
    )
  })

  test('the receipt of a further incident says nothing of what the register knew, and is shown once', async () => {
    const { app, db, edge, owner, declare, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(9))
    if (!one) throw new Error('nobody was invented')
    valueOrThrow(await declare(one.own))
    const { caseId } = await openCaseOf(edge, colleague, one.own, true, 1)
    await recordWishes(edge, colleague, { caseId, wishes: 'прежнее желание', fears: 'его брата', talk: 'с сестрой' })
    const { perpetrator_id } = (await findCase(db.read, caseId, toStamp(now))) ?? { perpetrator_id: '' }
    const row = await findPerson(db.read, perpetrator_id)
    const perpetrator = row && (await openPerson(db, row))
    const { phone: _phone, ...victim } = one.own
    const { id } = valueOrThrow(await startInterview(edge, owner))
    await tellStory(edge, owner, id, { ...extreme, wishes: 'новое желание', victim, perpetrator })
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/interviews/${id}/judgement`)
    const concern = 'Учебное опасение за её жизнь этой ночью'
    const sent = await visitor.post(`/interviews/${id}/judgement`, { category: 'medium', concern })
    expect(sent.status).toBe(303)
    expect(await listIncidents(db.read, caseId)).toHaveLength(2)
    const path = sent.headers['location'] ?? ''
    const receipt = await visitor.get(path)
    expect(receipt.status).toBe(200)
    expect(receipt.text).toContain('новое желание')
    for (const word of ['прежнее желание', 'его брата', 'с сестрой', 'Повторная оценка', 'Повторность']) {
      expect(receipt.text, word).not.toContain(word)
    }
    expect((await visitor.get(path)).status).toBe(404)
    expect((await visitor.get(`/interviews/${id}/judgement`)).text).not.toContain(caseId)
  })

  test('the log of an auditor leaves out what closes to the auditor, and keeps its length', async () => {
    const { app, db, edge, admin, colleague } = await begin(await open())
    const [one] = equalParties(createRandom(11))
    if (!one) throw new Error('nobody was invented')
    const auditor = await actorNamed(edge, 'auditor')
    const { sex: _sex, ...own } = one.own
    const declared = { accountId: auditor.id, relation: 'self', unit: '', ...own } as const
    valueOrThrow(await declareOwnPerson(edge, admin, declared))
    const { caseId, assessmentId } = await openCaseOf(edge, colleague, one.own, true, 1)
    const shown = async (username: string) => {
      const scope = scopeOf(await actorNamed(edge, username), 'audit.view')
      return JSON.stringify(await listRecentEntries(db.read, scope, 200))
    }
    expect(await shown('auditor')).not.toContain(caseId)
    expect(await shown('auditor')).not.toContain(assessmentId)
    expect(await shown('analyst')).toContain(caseId)
    const page = (await (await signIn(app, 'auditor')).get('/audit')).text
    const { seq } = await db.read
      .selectFrom('audit_head')
      .select('seq')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect([page.includes(`<td>${seq}</td>`), page.includes(caseId)]).toEqual([false, false])
  })
})

import { expect, test } from 'vitest'
import { recordConsent } from '../../../src/commands/case/record-consent.ts'
import { overrideConsent } from '../../../src/commands/case/override-consent.ts'
import { closeProvider } from '../../../src/commands/provider/close-provider.ts'
import { acceptReferral } from '../../../src/commands/referral/accept-referral.ts'
import { forwardReferral } from '../../../src/commands/referral/forward-referral.ts'
import { refuseReferral } from '../../../src/commands/referral/refuse-referral.ts'
import { withdrawConsent } from '../../../src/commands/referral/withdraw-consent.ts'
import { withdrawReferral } from '../../../src/commands/referral/withdraw-referral.ts'
import { writeReferral, type WrittenReferral } from '../../../src/commands/referral/write-referral.ts'
import type { CommandDeps } from '../../../src/commands/deps.ts'
import { readBedsOf } from '../../../src/storage/bed-store.ts'
import { findClient, findClientOfReferral } from '../../../src/storage/client-store.ts'
import { listConsents } from '../../../src/storage/consent-store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { listCaseMeasures } from '../../../src/storage/measure-store.ts'
import { findProvider } from '../../../src/storage/provider-store.ts'
import { findReferral, openContent, openExplanation } from '../../../src/storage/referral-store.ts'
import { findHoldingStay } from '../../../src/storage/stay-store.ts'
import { eachEngine } from '../../support/database.ts'
import {
  acceptOrThrow,
  openReferred,
  refer,
  shownOf,
  takeInOrThrow,
  tirek,
  umit,
  withChildren,
} from '../../support/help-story.ts'
import { startProgram } from '../../support/program.ts'
import { actorNamed, openStory, valueOrThrow } from '../../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T19:30:00Z')

async function begin(db: Database): Promise<CommandDeps> {
  const { deps } = await startProgram(db, 0, { now })
  return { ...deps, now }
}

async function freeAt(deps: CommandDeps, id: string) {
  const provider = await findProvider(deps.db.read, id)
  if (!provider) throw new Error(`no ${id}`)
  const { board, waiting } = await readBedsOf(deps.db.read, provider)
  return { adult: board.adult.free, child: board.child.free, waiting }
}

eachEngine((_engine, open) => {
  test('an extreme case is referred with her consent, answered within two hours, and its measure is done by it', async () => {
    const deps = await begin(await open())
    const { caseId, id } = await openReferred(deps)
    const row = await findReferral(deps.db.read, id)
    expect(row).toMatchObject({ state: 'sent', urgency: 'extreme', answer_by: '2026-11-20T21:30:00.000Z' })
    expect(row?.party).toEqual({ adult: 1, child_0_2: 1, child_3_6: 0, child_7_17: 1 })
    const consents = await listConsents(deps.db.read, caseId)
    expect(consents.map(each => [each.agency, each.state])).toEqual([['crisis_centre', 'given']])
    const asked = (await listCaseMeasures(deps.db.read, caseId)).filter(each => each.code === 'crisis_centre_referral')
    expect(asked.map(each => each.state)).toEqual(['done'])
    const content = row && (await openContent(deps.db, row))
    expect(content).toMatchObject({ surname: 'Жәбірова', phone: '+7 700 000 00 17', need: 'Баспана' })
    expect(JSON.stringify(content)).not.toContain('Учебный рассказ')
    expect(JSON.stringify(row)).not.toContain('Жәбірова')
    expect(await freeAt(deps, tirek)).toMatchObject({ waiting: 1 })
  })

  test('accepted with a bed, places are kept for her and her two children', async () => {
    const deps = await begin(await open())
    const { centre, id } = await openReferred(deps)
    const clientId = await acceptOrThrow(deps, centre, id)
    expect(await freeAt(deps, tirek)).toEqual({ adult: 3, child: 4, waiting: 0 })
    expect(await findClient(deps.db.read, clientId)).toMatchObject({
      state: 'expected',
      first_contact_by: '2026-11-21T19:30:00.000Z',
    })
    expect(await acceptReferral(deps, centre, { id, withBed: true })).toMatchObject({
      faults: [{ code: 'referral_accepted' }],
    })
  })

  test('refused for no place with a proposal, it goes on to the proposed centre once', async () => {
    const deps = await begin(await open())
    const { inspector, centre, caseId, id } = await openReferred(deps)
    const refusal = { id, reason: 'no_place', explanation: 'Барлық орын толы', proposed: umit }
    expect(await refuseReferral(deps, centre, { ...refusal, reason: 'tired' })).toMatchObject({
      faults: [{ code: 'refusal_reason_missing' }],
    })
    expect(await refuseReferral(deps, centre, { ...refusal, proposed: '', explanation: '' })).toMatchObject({
      faults: [{ code: 'proposal_missing' }],
    })
    valueOrThrow(await refuseReferral(deps, centre, refusal))
    const refused = await findReferral(deps.db.read, id)
    expect(refused).toMatchObject({ state: 'refused', refusal_reason: 'no_place', proposed_id: umit })
    expect(refused && (await openExplanation(deps.db, refused))).toBe('Барлық орын толы')
    const next = valueOrThrow(await refer(deps, inspector, caseId, { toId: umit, followsId: id }))
    const second = await actorNamed(deps, 'centre2')
    await acceptOrThrow(deps, second, next.id)
    expect(await freeAt(deps, umit)).toMatchObject({ adult: 5, child: 8 })
    expect(await refer(deps, inspector, caseId, { toId: tirek, followsId: id })).toMatchObject({
      faults: [{ code: 'referral_followed' }],
    })
  })

  test('forwarded, it reaches another organisation unchanged with a clock of its own', async () => {
    const deps = await begin(await open())
    const { centre, id } = await openReferred(deps)
    const later = { ...deps, now: now.add({ hours: 1 }) }
    const next = valueOrThrow(await forwardReferral(later, centre, { id, toId: umit }))
    const row = await findReferral(deps.db.read, next.id)
    expect(row).toMatchObject({ state: 'sent', to_id: umit, follows_id: id, answer_by: '2026-11-20T22:30:00.000Z' })
    expect(row && (await openContent(deps.db, row)).wishes).toBe(withChildren.wishes)
    expect(await findReferral(deps.db.read, id)).toMatchObject({ state: 'forwarded' })
  })

  test('what changed since it was shown is not sent', async () => {
    const deps = await begin(await open())
    const inspector = await actorNamed(deps, 'inspector')
    const { caseId } = await openStory(deps, inspector, withChildren)
    expect(await refer(deps, inspector, caseId, { shown: await shownOf(deps, caseId, umit) })).toMatchObject({
      faults: [{ code: 'content_changed' }],
    })
  })

  test("without her word only the head's recorded override lets it be sent", async () => {
    const deps = await begin(await open())
    const inspector = await actorNamed(deps, 'inspector')
    const { caseId } = await openStory(deps, inspector, withChildren)
    expect(await refer(deps, inspector, caseId, { ground: 'override' })).toMatchObject({
      faults: [{ code: 'override_missing' }],
    })
    const reason = 'Опасность для жизни этой ночью, связаться с ней нельзя'
    const override = { caseId, agency: 'crisis_centre', ground: 'danger_to_life', reason, endsOn: '' } as const
    valueOrThrow(await overrideConsent(deps, await actorNamed(deps, 'head'), override))
    const { id } = valueOrThrow(await refer(deps, inspector, caseId, { ground: 'override' }))
    expect(await findReferral(deps.db.read, id)).toMatchObject({ ground: 'override' })
  })

  test('two referrals of one case to one centre never stand at once', async () => {
    const deps = await begin(await open())
    const { inspector, caseId } = await openReferred(deps)
    expect(await refer(deps, inspector, caseId)).toMatchObject({ faults: [{ code: 'referral_stands' }] })
  })

  test('a centre outside its profile, its licence or its life gets no referral', async () => {
    const deps = await begin(await open())
    const inspector = await actorNamed(deps, 'inspector')
    const man = { ...withChildren, victim: { ...withChildren.victim, sex: 'male' } }
    const { caseId } = await openStory(deps, inspector, man)
    expect(await refer(deps, inspector, caseId)).toMatchObject({ faults: [{ code: 'outside_profile_men' }] })
    valueOrThrow(await refer(deps, inspector, caseId, { toId: umit }))
    const { caseId: other } = await openStory(deps, inspector, {
      ...withChildren,
      victim: { ...withChildren.victim, surname: 'Сейітова', given_name: 'Мәдина', born_on: '1988-12-01' },
    })
    const late = { ...deps, now: Temporal.Instant.from('2028-03-02T06:00:00Z') }
    expect(await refer(late, inspector, other)).toMatchObject({ faults: [{ code: 'licence_expired' }] })
    valueOrThrow(await closeProvider(deps, await actorNamed(deps, 'akimat'), { id: tirek, reason: 'licence_lost' }))
    expect(await refer(deps, inspector, other)).toMatchObject({ faults: [{ code: 'provider_closed' }] })
  })

  test.each(['the police record it', 'she tells the centre', 'she tells the officer at the referral'] as const)(
    'consent withdrawn — %s — has one effect: nothing is shared, the kept places are free',
    async how => {
      const deps = await begin(await open())
      const { inspector, centre, caseId, id } = await openReferred(deps)
      const clientId = await acceptOrThrow(deps, centre, id)
      const word = { caseId, agency: 'crisis_centre', state: 'withdrawn' } as const
      const later = { ...deps, now: now.add({ minutes: 30 }) }
      if (how === 'the police record it') valueOrThrow(await recordConsent(later, inspector, word))
      else valueOrThrow(await withdrawConsent(later, how === 'she tells the centre' ? centre : inspector, { id }))
      expect(await findReferral(deps.db.read, id)).toMatchObject({ sharing_ended_at: '2026-11-20T20:00:00.000Z' })
      expect(await findClient(deps.db.read, clientId)).toMatchObject({ state: 'closed' })
      expect(await findHoldingStay(deps.db.read, clientId)).toBeNull()
      expect(await freeAt(deps, tirek)).toMatchObject({ adult: 4, child: 6 })
      const last = (await listConsents(deps.db.read, caseId)).at(-1)
      expect(last?.state).toBe('withdrawn')
      expect(await withdrawConsent(later, centre, { id })).toMatchObject({ faults: [{ code: 'consent_withdrawn' }] })
    },
  )

  test('a referral that waits is taken back by the withdrawal and answered by nobody', async () => {
    const deps = await begin(await open())
    const { inspector, centre, caseId, id } = await openReferred(deps)
    const later = { ...deps, now: now.add({ minutes: 1 }) }
    valueOrThrow(await recordConsent(later, inspector, { caseId, agency: 'crisis_centre', state: 'withdrawn' }))
    expect(await findReferral(deps.db.read, id)).toMatchObject({ state: 'withdrawn' })
    expect(await acceptReferral(deps, centre, { id, withBed: true })).toMatchObject({
      faults: [{ code: 'consent_withdrawn' }],
    })
  })

  test('the sender takes back what nobody was taken in for', async () => {
    const deps = await begin(await open())
    const { inspector, centre, id } = await openReferred(deps)
    const clientId = await acceptOrThrow(deps, centre, id)
    expect(await withdrawReferral(deps, centre, { id })).toMatchObject({ faults: [{ code: 'refused' }] })
    valueOrThrow(await withdrawReferral(deps, inspector, { id }))
    expect(await freeAt(deps, tirek)).toMatchObject({ adult: 4 })
    expect(await findClient(deps.db.read, clientId)).toMatchObject({ state: 'closed' })
  })

  test("who was taken in is the centre's own and is not taken back", async () => {
    const deps = await begin(await open())
    const { inspector, centre, id } = await openReferred(deps)
    await takeInOrThrow(deps, centre, await acceptOrThrow(deps, centre, id))
    expect(await withdrawReferral(deps, inspector, { id })).toMatchObject({ faults: [{ code: 'client_taken_in' }] })
  })

  const written: WrittenReferral = {
    toId: tirek,
    urgency: 'high',
    places: 'with_children',
    consented: true,
    children: 'Аружан 2019-05-01\nНұрбек',
    surname: 'Сәрсенова',
    given_name: 'Гүлім',
    patronymic: '',
    born_on: '1990-01-01',
    sex: 'female',
    language: 'kk',
    disability: '',
    phone: '+7 700 000 00 18',
    channel: 'call',
    hours: '',
    who_hears: '',
    wishes: 'Көмек',
    fears: '',
    need: 'Психолог',
  }

  test('a partner agency refers in; without her word it refers nobody', async () => {
    const deps = await begin(await open())
    const member = await actorNamed(deps, 'member.health')
    const { id } = valueOrThrow(await writeReferral(deps, member, written))
    const row = await findReferral(deps.db.read, id)
    expect(row).toMatchObject({ origin: 'partner', case_id: null, state: 'sent', district: '751010000' })
    expect(row?.party).toMatchObject({ adult: 1, child_7_17: 2 })
    const centre = await actorNamed(deps, 'centre')
    await acceptOrThrow(deps, centre, id)
    expect(await findClientOfReferral(deps.db.read, id)).toMatchObject({ case_id: null })
    for (const [change, code] of [
      [{ consented: false }, 'consent_missing'],
      [{ surname: '', given_name: '' }, 'name_missing'],
      [{ born_on: '1990-02-30' }, 'invalid_date'],
      [{ phone: 'жоқ' }, 'invalid_phone'],
      [{ toId: 'demo-police-almaly' }, 'unknown_organisation'],
      [{ urgency: 'soon' }, 'required'],
      [{ need: 'ж'.repeat(500_000) }, 'too_long'],
      [{ need: 'a\u202Eb' }, 'bidi_control'],
    ] as const) {
      expect(await writeReferral(deps, member, { ...written, ...change })).toMatchObject({ faults: [{ code }] })
    }
  })

  test('a centre tells the police with her consent, and the police answer it', async () => {
    const deps = await begin(await open())
    const centre = await actorNamed(deps, 'centre')
    const { id } = valueOrThrow(await writeReferral(deps, centre, { ...written, toId: 'demo-police-almaly' }))
    const inspector = await actorNamed(deps, 'inspector')
    expect(valueOrThrow(await acceptReferral(deps, inspector, { id, withBed: false })).clientId).toBeNull()
    expect(await acceptReferral(deps, await actorNamed(deps, 'inspector2'), { id, withBed: false })).toMatchObject({
      faults: [{ code: 'not_found' }],
    })
  })
})

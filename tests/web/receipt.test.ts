import { expect, test } from 'vitest'
import { declareOwnPerson } from '../../src/commands/own-person/declare-own-person.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { countNotices } from '../../src/storage/own-person-store.ts'
import { listAllAliases, listAllPhones } from '../../src/storage/person-detail-store.ts'
import { findPerson, openPerson } from '../../src/storage/person-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const nobody = { surname: '', given_name: '', patronymic: '', born_on: '', iin: '', sex: '' }
const brother = { surname: 'Омаров', given_name: 'Дәурен', patronymic: '', born_on: '1985-05-05', iin: '' }
const phone = '+7 700 000 00 55'
const other = { ...nobody, surname: 'Есенов' }
const name = { given_name: '', patronymic: '', born_on: '', iin: '' }

/** A case of the inspector, whose brother is declared. */
async function begin(db: Database, perpetrator: StoryAnswers) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const officer = await actorNamed(edge, 'inspector')
  const own = { ...brother, phone, accountId: officer.id, relation: 'sibling', unit: '' } as const
  valueOrThrow(await declareOwnPerson(edge, await actorNamed(edge, 'admin'), own))
  const { caseId } = await openStory(edge, officer, { ...scene, perpetrator })
  const one = async () => findCase(db.read, caseId, toStamp(now))
  const { number = '', perpetrator_id = '' } = (await one()) ?? {}
  const told = async () => countNotices(db.read, scopeOf(await actorNamed(edge, 'reviewer'), 'review.view'))
  const visitor = await signIn(app, 'inspector')
  return { app, edge, officer, visitor, db, caseId, number, him: perpetrator_id, one, told }
}

type Begun = Awaited<ReturnType<typeof begin>>

/** Sent twice, the form ends in the same receipt, which says what was stored and nothing of the case. */
async function expectReceipt(
  begun: Begun,
  path: string,
  fields: Record<string, string>,
  said: string,
  closed = 1,
): Promise<void> {
  const { visitor, caseId, number, told } = begun
  for (const tap of ['first', 'second']) {
    const sent = await visitor.post(path, fields)
    expect([sent.status, sent.headers['location']], tap).toEqual([303, '/receipt'])
  }
  const page = await visitor.get('/receipt')
  expect(page.status).toBe(200)
  for (const words of [said, 'Дальше это дело ведут другие сотрудники', 'href="/incidents"']) {
    expect(page.text).toContain(words)
  }
  for (const secret of [caseId, number, 'Омаров', 'Есенов', 'Учебная', phone]) expect(page.text).not.toContain(secret)
  expect((await visitor.get(`/cases/${caseId}`)).status).toBe(404)
  expect(await told()).toBe(closed)
}

eachEngine((_engine, open) => {
  test('whoever names a perpetrator who is one of their own gets a receipt, and what was told is stored', async () => {
    const begun = await begin(await open(), { ...nobody, unknown: true })
    const path = `/cases/${begun.caseId}/perpetrator-identity`
    await begun.visitor.get(path)
    await expectReceipt(begun, path, { ...brother, reason: '', same: '' }, 'кто правонарушитель')
    const row = await findPerson(begun.db.read, (await begun.one())?.perpetrator_id ?? '')
    expect(row && (await openPerson(begun.db, row)).surname).toBe('Омаров')
    expect((await begun.visitor.get(path)).status).toBe(404)
  })

  test('so does whoever adds a phone by which somebody turns out to be one of their own', async () => {
    const begun = await begin(await open(), other)
    await begun.visitor.get(`/people/${begun.him}`)
    const fields = { number: phone, safety: 'unknown', hours: '', who_hears: '' }
    await expectReceipt(begun, `/people/${begun.him}/phones`, fields, 'номер телефона')
    expect(await listAllPhones(begun.db.read, [begun.him])).toHaveLength(1)
    const card = { language: 'русский', interpreter: '', disability: '', pregnancy: '', employment: '' }
    expect((await begun.visitor.post(`/people/${begun.him}/card`, card)).status).toBe(404)
  })

  test('and whoever adds the other name and birth date', async () => {
    const begun = await begin(await open(), other)
    await begun.visitor.get(`/people/${begun.him}`)
    const path = `/people/${begun.him}/aliases`
    await expectReceipt(begun, path, { kind: 'former_name', ...brother }, 'другое имя')
    expect(await listAllAliases(begun.db.read, [begun.him])).toHaveLength(1)
  })

  test('and the head who joins two records that together are one of their own', async () => {
    const begun = await begin(await open(), { ...other, born_on: brother.born_on })
    const { edge, officer, app } = begun
    const people = { victim: { ...nobody, surname: 'Қасенова' }, perpetrator: { ...nobody, ...brother, born_on: '' } }
    const { caseId } = await openStory(edge, officer, { ...scene, ...people })
    const named = (await findCase(begun.db.read, caseId, toStamp(now)))?.perpetrator_id ?? ''
    const visitor = await signIn(app, 'head')
    await visitor.get(`/people/${begun.him}/matches`)
    const fields = { other: named, reason: 'Один и тот же человек по паспорту' }
    await expectReceipt({ ...begun, visitor }, `/people/${begun.him}/merges`, fields, 'две записи', 2)
  })

  test('any other detail leads back to the card, and nobody has a receipt for nothing', async () => {
    const { visitor, him } = await begin(await open(), other)
    await visitor.get(`/people/${him}`)
    for (const tap of ['first', 'second']) {
      const sent = await visitor.post(`/people/${him}/aliases`, { kind: 'nickname', surname: 'Есен', ...name })
      expect([sent.status, sent.headers['location']], tap).toEqual([303, `/people/${him}`])
    }
    const none = await visitor.get('/receipt')
    expect([none.status, none.headers['location']]).toEqual([303, '/'])
  })
})

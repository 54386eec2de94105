import { expect, test } from 'vitest'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { recordAddress } from '../../src/commands/person/record-address.ts'
import { recordAlias } from '../../src/commands/person/record-alias.ts'
import { recordCard } from '../../src/commands/person/record-card.ts'
import { recordPhone } from '../../src/commands/person/record-phone.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listConsents } from '../../src/storage/consent-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const phone = { number: '+7 700 000 00 29', safety: 'safe' as const, hours: '9-18', who_hears: '' }
const alias = {
  kind: 'maiden_name' as const,
  surname: 'Ахметова',
  given_name: '',
  patronymic: '',
  born_on: '',
  iin: '',
}
const address = { text: 'Алматы, Сайран, 4', from_on: '2026-10-01', note: '' }
const card = { language: 'қазақша', interpreter: '', disability: '', pregnancy: '', employment: 'мектепте' }

async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const actor = await actorNamed(edge, 'inspector')
  const { caseId } = await openStory(edge, actor, { ...scene, consent_to_share: 'yes' })
  const personId = (await findCase(db.read, caseId, toStamp(now)))?.victim_id ?? ''
  const after = (minutes: number) => ({ ...edge, now: now.add({ minutes }) })
  const actions = async () => {
    const rows = await db.read.selectFrom('audit_entry').select('action').orderBy('seq').execute()
    return rows.map(row => row.action).filter(action => action.endsWith('.resubmitted'))
  }
  return { actor, caseId, personId, after, actions }
}

eachEngine((_engine, open) => {
  test.each([
    ['person_phone', 'phone', recordPhone, phone, { ...phone, safety: 'unsafe' }],
    ['person_alias', 'alias', recordAlias, alias, { ...alias, kind: 'former_name' }],
    ['person_address', 'address', recordAddress, address, { ...address, text: 'Алматы, Аксай, 9' }],
    ['person_card', 'person_card', recordCard, card, { ...card, pregnancy: '5 ай' }],
  ] as const)(
    '%s: the same form sent twice is stored once and answers as before',
    async (table, noun, record, told, other) => {
      const db = await open()
      const { actor, personId, after, actions } = await begin(db)
      const rows = async () =>
        (await db.read.selectFrom(table).select('id').where('person_id', '=', personId).execute()).length
      const before = await rows()
      const send = record as (deps: CommandDeps, by: typeof actor, input: object) => ReturnType<typeof recordPhone>
      const taps = [1, 2].map(minute => send(after(minute), actor, { personId, ...told }))
      const [first, second] = await Promise.all(taps)
      expect(second).toEqual(first)
      expect(first).toMatchObject({ ok: true })
      expect([await rows(), await actions()]).toEqual([before + 1, [`${noun}.resubmitted`]])
      valueOrThrow(await send(after(3), actor, { personId, ...other }))
      valueOrThrow(await send(after(4), actor, { personId, ...told }))
      expect(await rows()).toBe(before + 3)
    },
  )

  test('her word sent twice is one word, also where it can follow itself on another day', async () => {
    const db = await open()
    const { actor, caseId, after, actions } = await begin(db)
    const say = (state: 'asked' | 'refused' | 'given', minute: number) =>
      recordConsent(after(minute), actor, { caseId, agency: 'crisis_centre', state })
    const states = async () => (await listConsents(db.read, caseId)).map(row => row.state)
    for (const minute of [1, 2]) valueOrThrow(await say('asked', minute))
    for (const minute of [3, 4]) valueOrThrow(await say('refused', minute))
    expect(await states()).toEqual(['asked', 'refused'])
    expect(await actions()).toEqual(['consent.resubmitted', 'consent.resubmitted'])
    const nextDay = 24 * 60
    for (const minute of [5, nextDay, nextDay + 1]) valueOrThrow(await say('given', minute))
    expect(await states()).toEqual(['asked', 'refused', 'given', 'given'])
  })
})

import { acceptReferral } from '../../src/commands/referral/accept-referral.ts'
import { buildContent, contentMark } from '../../src/commands/referral/build-content.ts'
import { makeReferral, type NewReferral } from '../../src/commands/referral/make-referral.ts'
import { addClientPerson } from '../../src/commands/client/add-client-person.ts'
import { openClient } from '../../src/commands/client/open-client.ts'
import { takeIn } from '../../src/commands/client/take-in.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listClientPeople } from '../../src/storage/client-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { actorNamed, extreme, openStory, valueOrThrow } from './story.ts'

export const tirek = 'demo-centre-almaly'
export const umit = 'demo-centre-auezov'

/** A mother with two children in danger tonight. */
export const withChildren = {
  ...extreme,
  victim: {
    surname: 'Жәбірова',
    given_name: 'Әлия',
    patronymic: '',
    born_on: '1995-04-11',
    iin: '',
    sex: 'female',
  },
  incident_at: '2026-11-19T21:30',
  wishes: 'Балаларымен қауіпсіз жерге кеткісі келеді',
  fears: 'Түнде қайтып келеді',
  children_total: 2,
  children: [
    { name: 'Аружан', born_on: '2019-05-01', facts: {} },
    { name: 'Нұрбек', born_on: '2024-02-10', facts: {} },
  ],
  crisis_centre_offer: 'accepted',
  consent_to_share: 'yes',
}

export const identity = {
  surname: 'Жәбірова',
  given_name: 'Әлия',
  patronymic: '',
  born_on: '1995-04-11',
  sex: 'female',
  phone: '+7 700 000 00 17',
  channel: 'sms',
  hours: '10-12',
  who_hears: '',
}

export async function shownOf({ db, now }: CommandDeps, caseId: string, toId: string): Promise<string> {
  const one = await findCase(db.read, caseId, toStamp(now))
  if (!one) throw new Error('no case')
  return contentMark(db, await buildContent(db, one), toId)
}

/** Refers the case as its page would. */
export async function refer(deps: CommandDeps, actor: Actor, caseId: string, change: Partial<NewReferral> = {}) {
  const toId = change.toId ?? tirek
  const shown = await shownOf(deps, caseId, toId)
  const rest = { ground: 'consent', places: 'with_children', need: 'Баспана', followsId: '' } as const
  return makeReferral(deps, actor, { caseId, toId, shown, ...rest, ...change })
}

/** A case that was referred to the first centre. */
export async function openReferred(deps: CommandDeps, change: Partial<NewReferral> = {}) {
  const inspector = await actorNamed(deps, 'inspector')
  const centre = await actorNamed(deps, 'centre')
  const { caseId } = await openStory(deps, inspector, withChildren)
  const { id } = valueOrThrow(await refer(deps, inspector, caseId, change))
  return { inspector, centre, caseId, id }
}

export async function acceptOrThrow(deps: CommandDeps, actor: Actor, id: string, withBed = true): Promise<string> {
  const { clientId } = valueOrThrow(await acceptReferral(deps, actor, { id, withBed }))
  if (clientId === null) throw new Error('no file was opened')
  return clientId
}

export async function takeInOrThrow(deps: CommandDeps, actor: Actor, id: string): Promise<void> {
  const sheet = { needs: '', documents: '' }
  valueOrThrow(await takeIn(deps, actor, { id, identity, criteria: ['physical'], sheet }))
}

/** A file of somebody who came by herself, with this many children, ready to be admitted. */
export async function openFamily(deps: CommandDeps, actor: Actor, children = 0) {
  const { id } = valueOrThrow(await openClient(deps, actor, identity))
  await takeInOrThrow(deps, actor, id)
  for (let at = 0; at < children; at += 1) {
    valueOrThrow(await addClientPerson(deps, actor, { id, name: `Бала ${at}`, born_on: '2020-01-01', note: '' }))
  }
  const people = (await listClientPeople(deps.db.read, id)).map(one => one.id)
  return { id, people }
}

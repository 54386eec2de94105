import { acceptReferral } from '../../src/commands/referral/accept-referral.ts'
import { buildContent, contentMark } from '../../src/commands/referral/build-content.ts'
import { makeReferral } from '../../src/commands/referral/make-referral.ts'
import { refuseReferral } from '../../src/commands/referral/refuse-referral.ts'
import { admitClient } from '../../src/commands/client/admit-client.ts'
import { takeIn } from '../../src/commands/client/take-in.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { findCase, listCases } from '../../src/storage/case-store.ts'
import { listClientPeople } from '../../src/storage/client-store.ts'
import { findReferral, openContent } from '../../src/storage/referral-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { demoActor } from './demo-actor.ts'
import { orThrow } from './judgement.ts'

const [tirek, umit] = ['demo-centre-almaly', 'demo-centre-auezov'] as const

/** What becomes of one referral after the other: it waits, is refused with a proposal, has a place kept, has moved in. */
const tales = ['waits', 'refused', 'kept', 'staying'] as const

/** Referrals in each state that the pages show, of the most urgent cases that may be referred. */
export async function seedHelp(deps: CommandDeps): Promise<void> {
  const inspector = await demoActor(deps, 'inspector')
  const page = { limit: 40, offset: 0 }
  const cases = await listCases(deps.db.write, scopeOf(inspector, 'case.list'), page)
  const left: (typeof tales)[number][] = [...tales]
  for (const { id, state } of cases) {
    const tale = left[0]
    if (tale === undefined) return
    const sent = state === 'open' ? await refer(deps, id) : null
    if (sent === null) continue
    left.shift()
    await answer(deps, sent, tale)
  }
}

async function refer(deps: CommandDeps, caseId: string): Promise<string | null> {
  const inspector = await demoActor(deps, 'inspector')
  const one = await findCase(deps.db.write, caseId, toStamp(deps.now))
  if (!one) return null
  const shown = contentMark(deps.db, await buildContent(deps.db, one), tirek)
  const asked = { ground: 'consent', places: 'with_children', need: 'Учебное направление', followsId: '' } as const
  const sent = await makeReferral(deps, inspector, { caseId, toId: tirek, shown, ...asked })
  return sent.ok ? sent.value.id : null
}

async function answer(deps: CommandDeps, id: string, tale: (typeof tales)[number]): Promise<void> {
  const centre = await demoActor(deps, 'centre')
  if (tale === 'waits') return
  if (tale === 'refused') {
    const words = { reason: 'no_place', proposed: umit, explanation: 'Учебный отказ' }
    orThrow(await refuseReferral(deps, centre, { id, ...words }))
    return
  }
  const accepted = await acceptReferral(deps, centre, { id, withBed: true })
  const { clientId } = orThrow(accepted.ok ? accepted : await acceptReferral(deps, centre, { id, withBed: false }))
  if (tale === 'staying' && clientId !== null) await moveIn(deps, id, clientId)
}

async function moveIn(deps: CommandDeps, referralId: string, id: string): Promise<void> {
  const centre = await demoActor(deps, 'centre')
  const referral = await findReferral(deps.db.write, referralId)
  if (!referral) throw new Error('the referral is not there')
  const { surname, given_name, patronymic, born_on, sex, phone, channel, hours, who_hears } = await openContent(
    deps.db,
    referral,
  )
  const identity = { surname, given_name, patronymic, born_on, sex, phone, channel, hours, who_hears }
  const sheet = { needs: 'Учебная запись', documents: '' }
  orThrow(await takeIn(deps, centre, { id, identity, criteria: ['physical'], sheet }))
  const people = (await listClientPeople(deps.db.write, id)).map(one => one.id)
  orThrow(await admitClient(deps, centre, { id, people }))
}

import { addSeat } from '../../src/commands/conference/add-seat.ts'
import { foundCommission } from '../../src/commands/conference/found-commission.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findAccountByUsername } from '../../src/storage/account-store.ts'
import { findCommissionOf } from '../../src/storage/conference-commission.ts'
import { demoActor } from './demo-actor.ts'
import { orThrow } from './judgement.ts'

type DemoSeat = readonly [agency: string, office: string, username: string]

/** The local executive body's education department is also the guardianship authority. */
const seats: readonly DemoSeat[] = [
  ['akimat', 'chair', 'chair'],
  ['akimat', 'secretary', 'secretary'],
  ['police', 'member', 'head'],
  ['social_protection', 'member', 'akimat'],
  ['crisis_centre', 'member', 'centre'],
  ['guardianship', 'member', 'member.education'],
  ['health', 'member', 'member.health'],
]

const names = {
  name_kk: 'Алмалы ауданы әкімдігі жанындағы Құқық бұзушылық профилактикасы жөніндегі ведомствоаралық комиссия',
  name_ru: 'Межведомственная комиссия по профилактике правонарушений при акимате Алмалинского района',
  place_kk: 'Алматы қаласы, әкімдіктің кіші залы',
  place_ru: 'г. Алматы, малый зал акимата',
  rhythm: 'weekly',
}

/** Whether the commission of the first demo district is there already. */
export async function hasCommission(deps: CommandDeps): Promise<boolean> {
  const { district } = await demoActor(deps, 'secretary')
  return (await findCommissionOf(deps.db.read, district ?? '')) !== null
}

/** The commission of the first demo district with its seats. */
export async function seedCommission(deps: CommandDeps): Promise<void> {
  const secretary = await demoActor(deps, 'secretary')
  orThrow(await foundCommission(deps, secretary, names))
  for (const [agency, office, username] of seats) {
    const representative = await findAccountByUsername(deps.db.write, username)
    const people = { representative_id: representative?.id ?? null, deputy_id: null }
    const dates = { term_until_on: null, licence_until_on: null }
    orThrow(await addSeat(deps, secretary, { agency, office, ...people, ...dates, active: 1 }))
  }
}

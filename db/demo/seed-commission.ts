import { addSeat } from '../../src/commands/conference/add-seat.ts'
import { foundCommission } from '../../src/commands/conference/found-commission.ts'
import { inviteAgencies } from '../../src/commands/conference/invite-agencies.ts'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { takeAgenda } from '../../src/commands/conference/take-agenda.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { isWorkingDay } from '../../src/domain/calendar/due.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import { findCommissionOf } from '../../src/storage/conference-commission.ts'
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

const minutes = 90
const daysAhead = 2

/** The commission of the first demo district with its seats and one sitting, whose list holds what the queue has. */
export async function seedCommission(deps: CommandDeps): Promise<void> {
  const account = await findAccountByUsername(deps.db.write, 'secretary')
  if (!account) throw new Error('no demo account secretary')
  const secretary = actorOf(account)
  if (await findCommissionOf(deps.db.read, secretary.district ?? '')) return
  orThrow(await foundCommission(deps, secretary, names))
  for (const [agency, office, username] of seats) {
    const representative = await findAccountByUsername(deps.db.read, username)
    const people = { representative_id: representative?.id ?? null, deputy_id: null }
    const dates = { term_until_on: null, licence_until_on: null }
    orThrow(await addSeat(deps, secretary, { agency, office, ...people, ...dates, active: 1 }))
  }
  const sitting = { startsAt: nextMorning(deps), minutes, placeKk: '', placeRu: '' }
  const { id } = orThrow(await planSitting(deps, secretary, sitting))
  orThrow(await takeAgenda(deps, secretary, id))
  orThrow(await inviteAgencies(deps, secretary, id))
}

/** Ten in the morning of a working day soon. */
function nextMorning({ now, calendar }: CommandDeps): Temporal.Instant {
  let day = now.toZonedDateTimeISO(calendar.zone).toPlainDate().add({ days: daysAhead })
  while (!isWorkingDay(day, calendar)) day = day.add({ days: 1 })
  return day.toZonedDateTime({ timeZone: calendar.zone, plainTime: Temporal.PlainTime.from('10:00') }).toInstant()
}

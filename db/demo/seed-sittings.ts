import { declineExtraordinarySitting } from '../../src/commands/conference/decline-extraordinary-sitting.ts'
import { inviteAgencies } from '../../src/commands/conference/invite-agencies.ts'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { remindAgencies } from '../../src/commands/conference/remind-agencies.ts'
import { listOpenCalls } from '../../src/commands/conference/settle-call.ts'
import { takeAgenda } from '../../src/commands/conference/take-agenda.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { isWorkingDay } from '../../src/domain/calendar/due.ts'
import { findListedItem } from '../../src/storage/agenda-store.ts'
import { demoActor } from './demo-actor.ts'
import {
  answerInstructions,
  answerRequests,
  closeAndSign,
  closeItemOf,
  hearAll,
  openSittingOf,
} from './hold-sitting.ts'
import { orThrow } from './judgement.ts'
import { tales, type TaleName } from './sitting-story.ts'
import { doMeasures, tellAgain, tellCase } from './told-cases.ts'

/** How many cases the story tells. */
export const toldCases = Object.keys(tales).length

/** Days before now; the sittings move to the working day before. */
const days = { first: 13, second: 4 } as const
const ahead = 2
const minutes = { booked: 90, begun: 25 } as const

/** When the story begins: everything else lies behind that moment. */
export function storyBegins({ now }: Pick<CommandDeps, 'now'>): Temporal.Instant {
  return now.subtract({ hours: 24 * (days.first + 6) })
}

/**
 * A commission at work: one sitting whose minutes are signed, one whose minutes wait for the chair, one that is being
 * held, one to which the agencies are invited. Its cases are told in their time, by the same commands as real ones.
 */
export async function seedSittings(deps: CommandDeps): Promise<void> {
  const first = morning(deps, -days.first)
  const earlier = await tellAll(deps, first.subtract({ hours: 50 }), ['returning', 'steady'])
  await holdWhole(deps, first, ['secretary', 'chair'])
  const second = morning(deps, -days.second)
  await tellAll(deps, second.subtract({ hours: 40 }), ['weapon', 'neighbour'])
  await holdWhole(deps, second, ['secretary'])
  await tellWhatFollowed(deps, second.add({ hours: 20 }), earlier)
  const { now } = deps
  const latest = await tellAll(deps, now.subtract({ hours: 44 }), ['night', 'kin', 'closed'])
  await holdHalf(deps, now.subtract({ minutes: minutes.begun }), latest.get('closed') ?? '')
  await tellAll(deps, now.subtract({ hours: 20 }), ['fresh'])
  await planAhead(deps)
  const inspector = await demoActor(deps, 'inspector')
  for (const id of earlier.values()) await doMeasures(deps, inspector, id)
}

async function tellAll(deps: CommandDeps, from: Temporal.Instant, names: readonly TaleName[]) {
  const inspector = await demoActor(deps, 'inspector')
  const ids = new Map<TaleName, string>()
  for (const [place, name] of names.entries()) {
    const then = { ...deps, now: from.add({ minutes: place * 40 }) }
    const id = await tellCase(then, inspector, tales[name])
    await waitForOrdinary({ ...deps, now: then.now.add({ hours: 1 }) }, id)
    await doMeasures(deps, inspector, id)
    ids.set(name, id)
  }
  return ids
}

/** The chair calls no sitting out of turn where the procedure asks for a decision. */
async function waitForOrdinary(deps: CommandDeps, caseId: string): Promise<void> {
  const waiting = await findListedItem(deps.db.write, caseId)
  if (!waiting || (await listOpenCalls(deps.db.write, caseId)).length === 0) return
  const declined = { agendaItemId: waiting.id, reason: 'Она в безопасном месте, очередное заседание на этой неделе.' }
  orThrow(await declineExtraordinarySitting(deps, await demoActor(deps, 'chair'), declined))
}

/** One family comes back with a new incident, the other is only assessed again: a repeat and the consent agenda. */
async function tellWhatFollowed(deps: CommandDeps, now: Temporal.Instant, ids: ReadonlyMap<TaleName, string>) {
  const inspector = await demoActor(deps, 'inspector')
  const then = { ...deps, now }
  for (const [name, prompt] of [
    ['returning', 'new_incident'],
    ['steady', 'scheduled'],
  ] as const) {
    await tellAgain(then, inspector, { caseId: ids.get(name) ?? '', prompt, told: tales[name] })
  }
}

async function plan(deps: CommandDeps, startsAt: Temporal.Instant, closedCase = ''): Promise<string> {
  const secretary = await demoActor(deps, 'secretary')
  const place = { placeKk: '', placeRu: '' }
  const { id } = orThrow(await planSitting(deps, secretary, { startsAt, minutes: minutes.booked, ...place }))
  orThrow(await takeAgenda(deps, secretary, id))
  if (closedCase !== '') await closeItemOf(deps, id, closedCase)
  orThrow(await inviteAgencies(deps, secretary, id))
  return id
}

/** A sitting from the invitation to its signatures. */
async function holdWhole(deps: CommandDeps, startsAt: Temporal.Instant, signers: readonly string[]): Promise<void> {
  const id = await plan({ ...deps, now: startsAt.subtract({ hours: 24 }) }, startsAt)
  await answerRequests({ ...deps, now: startsAt.subtract({ hours: 5 }) }, id)
  await openSittingOf({ ...deps, now: startsAt }, id)
  const end = await hearAll({ ...deps, now: startsAt.add({ minutes: 10 }) }, id)
  await closeAndSign({ ...deps, now: end }, id, signers)
  await answerInstructions({ ...deps, now: end.add({ hours: 26 }) }, id)
}

/** The sitting of today: the first item heard, the second open. */
async function holdHalf(deps: CommandDeps, startsAt: Temporal.Instant, closedCase: string): Promise<void> {
  const id = await plan({ ...deps, now: startsAt.subtract({ hours: 20 }) }, startsAt, closedCase)
  await answerRequests({ ...deps, now: startsAt.subtract({ hours: 4 }) }, id)
  await openSittingOf({ ...deps, now: startsAt }, id)
  await hearAll({ ...deps, now: startsAt.add({ minutes: 9 }) }, id, 1)
}

async function planAhead(deps: CommandDeps): Promise<void> {
  const id = await plan(deps, morning(deps, ahead))
  orThrow(await remindAgencies(deps, await demoActor(deps, 'secretary'), id))
}

/** Ten in the morning of a working day so many days from now, or of the next one further away. */
function morning({ now, calendar }: CommandDeps, daysOff: number): Temporal.Instant {
  const step = Math.sign(daysOff)
  let day = now.toZonedDateTimeISO(calendar.zone).toPlainDate().add({ days: daysOff })
  while (!isWorkingDay(day, calendar)) day = day.add({ days: step })
  return day.toZonedDateTime({ timeZone: calendar.zone, plainTime: Temporal.PlainTime.from('10:00') }).toInstant()
}

import { randomBytes } from 'node:crypto'
import { loadWorkingCalendar } from '../../db/reference/working-calendar.ts'
import { seedDemo } from '../../db/demo/seed-demo.ts'
import { addAccount } from '../../src/commands/account/add-account.ts'
import { answerResearch } from '../../src/commands/conference/answer-research.ts'
import { addSittingItem } from '../../src/commands/conference/add-sitting-item.ts'
import { changeSeat } from '../../src/commands/conference/change-seat.ts'
import { concludeItem } from '../../src/commands/conference/conclude-item.ts'
import { inviteAgencies } from '../../src/commands/conference/invite-agencies.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { recordAttendance, type Coming } from '../../src/commands/conference/record-attendance.ts'
import { saveAction } from '../../src/commands/conference/save-action.ts'
import { saveNotes } from '../../src/commands/conference/save-notes.ts'
import { signStatement } from '../../src/commands/conference/sign-statement.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findAgendaItemOfCase } from '../../src/storage/agenda-store.ts'
import { findCommissionOf, listSeats, type SeatRow } from '../../src/storage/conference-commission.ts'
import { listOwnResearch } from '../../src/storage/conference-research.ts'
import type { Database } from '../../src/storage/database.ts'
import { localDate, toStamp } from '../../src/storage/stamp.ts'
import { demoPasswordHash } from './demo-password.ts'
import { questionnaires } from './program.ts'
import { actorNamed, extreme, openStory, scene, valueOrThrow, type StoryAnswers } from './story.ts'

export { actorNamed }

export const district = '751010000'
/** A Monday; the demo's own sitting is on Wednesday. */
export const monday = Temporal.Instant.from('2026-11-23T05:00:00Z')
export const thursday = Temporal.Instant.from('2026-11-26T05:00:00Z')

/** The demo district with its commission, at a moment of its own. */
export async function openDistrict(db: Database, now = monday): Promise<CommandDeps> {
  const newId = () => randomBytes(16).toString('base64url')
  const deps = { db, questionnaires, calendar: loadWorkingCalendar(), now, newId }
  await seedDemo(deps, { cases: 0, seed: 7, passwordHash: demoPasswordHash })
  return deps
}

export const at = (deps: CommandDeps, now: Temporal.Instant): CommandDeps => ({ ...deps, now })

/** One critical fact: high, whatever the records say. */
export const high: StoryAnswers = { ...scene, strangulation: 'this_incident' }

let told = 0

/** A case of the highest category, told by the inspector; its people are like nobody else. */
export async function tellCase(deps: CommandDeps, surname: string, story: StoryAnswers = extreme) {
  told += 1
  const born_on = `${1950 + (told % 50)}-0${1 + (told % 9)}-1${told % 10}`
  const person = { given_name: `${surname}ат`, patronymic: '', born_on, iin: '', sex: '' }
  const own = { victim: { ...person, surname: `${surname}ова` }, perpetrator: { ...person, surname: `${surname}ов` } }
  const opened = await openStory(deps, await actorNamed(deps, 'inspector'), { ...story, ...own })
  const item = await findAgendaItemOfCase(deps.db.read, opened.caseId)
  if (!item) throw new Error('the case was not listed')
  return { ...opened, agendaItemId: item.id }
}

export async function planAt(deps: CommandDeps, startsAt = thursday, minutes = 120): Promise<string> {
  const secretary = await actorNamed(deps, 'secretary')
  return valueOrThrow(await planSitting(deps, secretary, { startsAt, minutes, placeKk: '', placeRu: '' })).id
}

export async function placeOn(
  deps: CommandDeps,
  sittingId: string,
  agendaItemId: string,
  track: 'discussion' | 'consent' = 'discussion',
): Promise<string> {
  const secretary = await actorNamed(deps, 'secretary')
  return valueOrThrow(await addSittingItem(deps, secretary, { sittingId, agendaItemId, track })).id
}

export async function seatsOf(deps: CommandDeps): Promise<SeatRow[]> {
  const commission = await findCommissionOf(deps.db.read, district)
  return commission ? listSeats(deps.db.read, commission.id) : []
}

export async function seatOfAgency(deps: CommandDeps, agency: string, office = 'member'): Promise<SeatRow> {
  const seat = (await seatsOf(deps)).find(one => one.agency === agency && one.office === office)
  if (!seat) throw new Error(`no seat of ${agency}`)
  return seat
}

export async function changeSeatOf(deps: CommandDeps, agency: string, change: Partial<SeatRow>, office = 'member') {
  const { id, commission_id: _c, region: _r, changed_at: _a, ...seat } = await seatOfAgency(deps, agency, office)
  return changeSeat(deps, await actorNamed(deps, 'secretary'), id, { ...seat, ...change })
}

/** Another account of an organisation of the district, for a seat's deputy. */
export async function addPerson(
  deps: CommandDeps,
  username: string,
  role: 'member' | 'chair' | 'secretary',
  organisation: string,
) {
  const account = { username, displayName: username, role, organisationId: organisation, language: 'ru' as const }
  const password = 'a-long-enough-word-7'
  return valueOrThrow(await addAccount(deps, await actorNamed(deps, 'admin'), { ...account, password })).id
}

/** Everybody who is named comes, but for these agencies. */
export async function markPresent(deps: CommandDeps, sittingId: string, absent: readonly string[] = []) {
  const came = new Map<string, Coming>()
  for (const seat of await seatsOf(deps)) {
    if (seat.representative_id === null) continue
    came.set(seat.id, absent.includes(seat.agency) ? 'absent' : 'representative')
  }
  return valueOrThrow(await recordAttendance(deps, await actorNamed(deps, 'secretary'), sittingId, came))
}

export async function invite(deps: CommandDeps, sittingId: string) {
  return valueOrThrow(await inviteAgencies(deps, await actorNamed(deps, 'secretary'), sittingId))
}

/** A sitting with these cases on its list, opened with everybody there. */
export async function openWith(deps: CommandDeps, agendaItemIds: readonly string[], startsAt = thursday) {
  const sittingId = await planAt(deps, startsAt)
  const items = []
  for (const id of agendaItemIds) items.push(await placeOn(deps, sittingId, id))
  await invite(deps, sittingId)
  const then = at(deps, startsAt)
  await markPresent(then, sittingId)
  valueOrThrow(await openSitting(then, await actorNamed(then, 'secretary'), sittingId, false))
  return { sittingId, items, then }
}

export const words = {
  text_kk: 'Үйге бару',
  text_ru: 'Посетить дома',
  evidence_kk: 'Акт',
  evidence_ru: 'Акт посещения',
}

export const considered = { link_guardianship: 'yes', link_offender_work: 'yes', link_health: 'yes' }

/** Hears an item to its end: a decision, one whole instruction to the police for a week later. */
export async function hear(deps: CommandDeps, itemId: string, decision = 'Усилить защиту') {
  const secretary = await actorNamed(deps, 'secretary')
  valueOrThrow(await openItem(deps, secretary, itemId))
  const notes = { ...considered, decision_ru: decision }
  valueOrThrow(await saveNotes(deps, secretary, { itemId, notes, shownAt: toStamp(deps.now) }))
  const seat = await seatOfAgency(deps, 'police')
  const dueOn = localDate(deps.now.add({ hours: 24 * 7 }))
  const action = { itemId, id: null, words, seatId: seat.id, dueOn, risk: 'strangulation' }
  const { id } = valueOrThrow(await saveAction(deps, secretary, action))
  valueOrThrow(await concludeItem(at(deps, deps.now.add({ minutes: 14 })), secretary, itemId))
  return id
}

/** The first request of somebody about a case, and their statement for its sitting. */
export async function requestOf(deps: CommandDeps, username: string, caseId: string) {
  const actor = await actorNamed(deps, username)
  const scope = { account: actor.id, excluded: actor.excluded }
  const request = (await listOwnResearch(deps.db.read, scope)).find(one => one.case_id === caseId)
  return { actor, request }
}

export async function answerAs(deps: CommandDeps, username: string, caseId: string, facts: string) {
  const { actor, request } = await requestOf(deps, username, caseId)
  if (!request) throw new Error(`${username} was not asked`)
  valueOrThrow(await signStatement(deps, actor, request.sitting_id))
  const answer = {
    state: facts === '' ? ('nil' as const) : ('known' as const),
    facts,
    opinion: '',
    withheld: '',
    suggested: '',
  }
  return answerResearch(deps, actor, request.id, answer)
}

/** Lists a case again that was heard, as a new incident would. */
export async function listAgain(deps: CommandDeps, agendaItemId: string): Promise<string> {
  const query = deps.db.read.selectFrom('agenda_item').selectAll().where('id', '=', agendaItemId)
  const row = await query.executeTakeFirstOrThrow()
  const again = { ...row, id: deps.newId(), state: 'listed', listed_at: toStamp(deps.now) }
  await deps.db.write.insertInto('agenda_item').values(again).execute()
  return again.id
}

export type Told = { readonly caseId: string; readonly agendaItemId: string; readonly name: string }

/** Hears these cases in an earlier sitting and lists them again: repeats, of which those with a plan kept ask for little. */
export async function hearEarlier(deps: CommandDeps, told: readonly Told[], early: Temporal.Instant): Promise<void> {
  const ids = told.map(one => one.agendaItemId)
  const { items, then } = await openWith(deps, ids, early)
  for (const item of items) await hear(then, item)
  await deps.db.write.updateTable('sitting').set({ state: 'closed' }).where('state', '=', 'open').execute()
  for (const id of ids) {
    const row = await deps.db.read.selectFrom('agenda_item').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await deps.db.write
      .insertInto('agenda_item')
      .values({ ...row, id: deps.newId(), state: 'listed' })
      .execute()
  }
}

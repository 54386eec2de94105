import { agreeConsentAgenda } from '../../src/commands/conference/agree-consent-agenda.ts'
import { answerAction } from '../../src/commands/conference/answer-action.ts'
import { answerResearch } from '../../src/commands/conference/answer-research.ts'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import { concludeItem } from '../../src/commands/conference/conclude-item.ts'
import { nextMinutesNumber } from '../../src/commands/conference/number-minutes.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { pickAction } from '../../src/commands/conference/pick-action.ts'
import { listPreviousPlan } from '../../src/commands/conference/previous-plan.ts'
import { recordAttendance } from '../../src/commands/conference/record-attendance.ts'
import { reviewAction } from '../../src/commands/conference/review-action.ts'
import { saveAction } from '../../src/commands/conference/save-action.ts'
import { saveNotes } from '../../src/commands/conference/save-notes.ts'
import { signMinutes } from '../../src/commands/conference/sign-minutes.ts'
import { signStatement } from '../../src/commands/conference/sign-statement.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findAction, listOwnActions, openAction } from '../../src/storage/conference-action.ts'
import { listItems, type SittingItem } from '../../src/storage/conference-agenda.ts'
import { listSeats } from '../../src/storage/conference-commission.ts'
import { findMinutes } from '../../src/storage/conference-minutes.ts'
import { listOwnResearch } from '../../src/storage/conference-research.ts'
import { findSitting } from '../../src/storage/conference-sitting.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { demoActor } from './demo-actor.ts'
import { orThrow } from './judgement.ts'
import { decisions, instructed, knowledge, spoken } from './sitting-story.ts'

const answering = ['head', 'centre', 'member.health', 'member.education'] as const

/** All but one agency answer; two of them know something. */
export async function answerRequests(deps: CommandDeps, sittingId: string): Promise<void> {
  for (const username of answering) {
    const actor = await demoActor(deps, username)
    orThrow(await signStatement(deps, actor, sittingId))
    const requests = await listOwnResearch(deps.db.write, { account: actor.id, excluded: [] })
    const known = knowledge[username]
    for (const request of requests.filter(one => one.sitting_id === sittingId && one.state === 'asked')) {
      const rest = { withheld: '', suggested: '' }
      const answer = known
        ? { state: 'known' as const, ...known, ...rest }
        : { state: 'nil' as const, facts: '', opinion: '', ...rest }
      orThrow(await answerResearch(deps, actor, request.id, answer))
    }
  }
}

/** Everybody who is named is there. */
export async function openSittingOf(deps: CommandDeps, id: string): Promise<void> {
  const secretary = await demoActor(deps, 'secretary')
  const sitting = await findSitting(deps.db.write, id)
  const seats = await listSeats(deps.db.write, sitting?.commission_id ?? '')
  const came = new Map(seats.map(seat => [seat.id, 'representative'] as const))
  orThrow(await recordAttendance(deps, secretary, id, came))
  orThrow(await openSitting(deps, secretary, id, false))
}

const minutesEach = 13

/** Hears the list in its order, as far as `most` items; the next one stays open. Gives the time when that is done. */
export async function hearAll(deps: CommandDeps, sittingId: string, most = Infinity): Promise<Temporal.Instant> {
  const secretary = await demoActor(deps, 'secretary')
  let { now } = deps
  const items = await listItems(deps.db.write, { excluded: [] }, sittingId)
  for (const [place, item] of items.filter(one => one.track === 'discussion').entries()) {
    if (place > most) continue
    const begun = { ...deps, now }
    orThrow(await openItem(begun, secretary, item.id))
    if (place === most) continue
    await decide(begun, item)
    now = now.add({ minutes: minutesEach })
    orThrow(await concludeItem({ ...deps, now }, secretary, item.id))
  }
  return now
}

async function decide(deps: CommandDeps, item: SittingItem): Promise<void> {
  const secretary = await demoActor(deps, 'secretary')
  for (const { id } of await listPreviousPlan(deps.db.write, item)) {
    orThrow(await reviewAction(deps, secretary, { itemId: item.id, actionId: id, outcome: 'worked' }))
  }
  const links = { link_guardianship: 'yes', link_offender_work: 'yes', link_health: 'yes' }
  const notes = { ...spoken, ...decisions, ...links }
  orThrow(await saveNotes(deps, secretary, { itemId: item.id, notes, shownAt: toStamp(deps.now) }))
  for (const [code, risk] of instructed) {
    const { id } = orThrow(await pickAction(deps, secretary, item.id, { id: null, code, risk }))
    const picked = await findAction(deps.db.write, id)
    if (!picked) throw new Error(`the demo lost an instruction ${id}`)
    const words = await openAction(deps.db, item.key_id, picked)
    const { seat_id: seatId, due_on: dueOn } = picked
    orThrow(await saveAction(deps, secretary, { itemId: item.id, id, words, seatId, dueOn, risk }))
  }
}

/** Closes the sitting; these sign, the first of them gives the minutes their number. */
export async function closeAndSign(deps: CommandDeps, sittingId: string, signers: readonly string[]): Promise<void> {
  const secretary = await demoActor(deps, 'secretary')
  const waits = await listItems(deps.db.write, { excluded: [] }, sittingId)
  if (waits.some(one => one.track === 'consent')) orThrow(await agreeConsentAgenda(deps, secretary, sittingId))
  orThrow(await closeSitting(deps, secretary, sittingId))
  for (const [place, username] of signers.entries()) {
    const signed = { ...deps, now: deps.now.add({ hours: place + 1 }) }
    const sitting = await findSitting(deps.db.write, sittingId)
    if (!sitting) throw new Error(`the demo lost a sitting ${sittingId}`)
    const stored = await findMinutes(deps.db.write, sittingId)
    const number = stored?.number ?? (await nextMinutesNumber(deps.db.write, deps.calendar, sitting))
    const signing = { sittingId, number, sha256: stored?.sha256 ?? '' }
    orThrow(await signMinutes(signed, await demoActor(deps, username), signing))
  }
}

/** Police and health report what they did. */
export async function answerInstructions(deps: CommandDeps, sittingId: string): Promise<void> {
  const given = {
    head: { state: 'done' as const, result: 'Исполнено, рапорт приложен.', letter: '14-2/318', evidence: 'Рапорт' },
    'member.health': { state: 'done' as const, result: 'Повреждения описаны.', letter: '07-41', evidence: 'Справка' },
  }
  for (const [username, answer] of Object.entries(given)) {
    const actor = await demoActor(deps, username)
    const own = await listOwnActions(deps.db.write, { account: actor.id, excluded: [] })
    for (const { id } of own.filter(one => one.sitting_id === sittingId)) {
      orThrow(await answerAction(deps, actor, { id, ...answer }))
    }
  }
}

/** Closes the item of a case to all but the desk and the crisis centre. */
export async function closeItemOf(deps: CommandDeps, sittingId: string, caseId: string): Promise<void> {
  const secretary = await demoActor(deps, 'secretary')
  const items = await listItems(deps.db.write, { excluded: [] }, sittingId)
  const item = items.find(one => one.case_id === caseId)
  if (!item) throw new Error(`the demo lists no case ${caseId}`)
  for (const username of ['chair', 'centre']) {
    const { id } = await demoActor(deps, username)
    orThrow(await closeItemTo(deps, secretary, item.id, id))
  }
}

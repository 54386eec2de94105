import type { Minutes, MinutesHead, MinutesItem } from '../../domain/conference/minutes.ts'
import { presidersAmong, type Capacity } from '../../domain/conference/presiding.ts'
import { itemLinks } from '../../domain/conference/sitting-item.ts'
import { missingParts } from '../../domain/conference/action.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { findCase } from '../../storage/case-store.ts'
import { listActionsOfItem, listReviews, openAction, type ActionRow } from '../../storage/conference-action.ts'
import { listItems, openNotes, type SittingItem } from '../../storage/conference-agenda.ts'
import { findCommissionOf, listSeats, nameAccounts } from '../../storage/conference-commission.ts'
import { listResearchOfItem, openAnswer } from '../../storage/conference-research.ts'
import { listAttendance, type Sitting } from '../../storage/conference-sitting.ts'
import type { Database } from '../../storage/database.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import { listPreviousPlan } from './previous-plan.ts'
import { toDraft } from './save-action.ts'

/** What the first who signs types. */
export type TypedHead = Pick<MinutesHead, 'number' | 'invited'>

/**
 * The minutes of a sitting as its rows stand now, in plain data. `which` says what the reader may know; signatures
 * stand under all of it.
 */
export async function collectMinutes(
  deps: CommandDeps,
  sitting: Sitting,
  { number, invited }: TypedHead,
  which: (item: SittingItem) => boolean,
): Promise<Minutes> {
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const heard = (await listItems(deps.db.read, { excluded: [] }, sitting.id)).filter(item => item.state === 'heard')
  const head = await collectHead(deps.db, sitting, { number, invited })
  const items = []
  const presiders = await readPresiders(deps.db, sitting)
  for (const item of heard.filter(which)) items.push(await collectItem(deps, item, { procedure, presiders }))
  return { head, items }
}

async function readPresiders({ read }: Database, { id, commission_id }: Sitting) {
  return presidersAmong(await listSeats(read, commission_id), await listAttendance(read, id))
}

async function collectHead(db: Database, sitting: Sitting, { number, invited }: TypedHead): Promise<MinutesHead> {
  const commission = await findCommissionOf(db.read, sitting.district)
  if (!commission) throw new Error(`sitting ${sitting.id} without a commission`)
  const seats = await listSeats(db.read, commission.id)
  const attendance = await listAttendance(db.read, sitting.id)
  // Of the sitting, not of an item: who stands in for one item would tell of it.
  const [presider] = presidersAmong(seats, attendance)
  const [chair = '', capacity] = presider ?? []
  const desks = new Set(seats.filter(seat => seat.office === 'secretary').map(seat => seat.id))
  const desk = attendance.find(row => desks.has(row.seat_id) && row.account_id !== null)?.account_id ?? ''
  const came = attendance.map(row => row.account_id)
  const people = [...came, ...seats.map(seat => seat.representative_id)].filter(id => id !== null)
  const names = await nameAccounts(db.read, [...new Set(people)])
  return {
    number,
    kind: sitting.kind,
    body_kk: commission.name_kk,
    body_ru: commission.name_ru,
    place_kk: sitting.place_kk,
    place_ru: sitting.place_ru,
    opened_at: sitting.opened_at ?? sitting.starts_at,
    closed_at: sitting.closed_at ?? '',
    presiding: names.get(chair)?.name ?? '',
    secretary: names.get(desk)?.name ?? '',
    attendance: attendance.map(row => {
      const seat = seats.find(one => one.id === row.seat_id)
      const who = names.get(row.account_id ?? seat?.representative_id ?? '')
      const came = row.came === 'representative' || row.came === 'deputy' ? row.came : 'absent'
      const organisation = { organisation_kk: who?.organisation_kk ?? '', organisation_ru: who?.organisation_ru ?? '' }
      const where = { agency: row.agency, office: seat?.office ?? '' }
      return { name: who?.name ?? '', ...organisation, ...where, came, late_at: row.late_at }
    }),
    invited,
    quorum_missing: [...(sitting.quorum_missing ?? [])],
    ...(capacity && { presiding_as: capacity }),
  }
}

type Sat = { readonly procedure: Procedure; readonly presiders: ReadonlyMap<string, Capacity> }

async function collectItem(
  { db }: CommandDeps,
  item: SittingItem,
  { procedure, presiders }: Sat,
): Promise<MinutesItem> {
  const notes = await openNotes(db, item)
  const names = await nameAccounts(db.read, item.presiding_id === null ? [] : [item.presiding_id])
  const capacity = presiders.get(item.presiding_id ?? '')
  const one = await findCase(db.read, item.case_id, item.heard_at ?? '')
  if (!one) throw new Error(`item ${item.id} without a case`)
  return {
    item_id: item.id,
    case_number: item.number,
    category: item.category,
    kind: item.kind,
    track: item.track,
    closed: item.closed === 1,
    presiding: names.get(item.presiding_id ?? '')?.name ?? '',
    victim: await nameParty(db, one.victim_id),
    perpetrator: await nameParty(db, one.perpetrator_id),
    summary: notes.summary ?? '',
    spoke: notes.spoke ?? '',
    risks: notes.risks ?? '',
    decision_kk: notes.decision_kk ?? '',
    decision_ru: notes.decision_ru ?? '',
    links: itemLinks
      .filter(link => notes[`link_${link}`] === 'yes')
      .map(link => ({ link, note: notes[`link_${link}_note`] ?? '' })),
    votes: item.votes,
    research: await collectResearch(db, item),
    reviews: await collectReviews(db, item),
    actions: await collectActions(db, procedure, item),
    ...(capacity && { presiding_as: capacity }),
  }
}

export async function nameParty(db: Database, personId: string): Promise<{ name: string; born_on: string }> {
  const row = await findPerson(db.read, personId)
  if (!row) return { name: '', born_on: '' }
  const person = await openPerson(db, row)
  const name = [person.surname, person.given_name, person.patronymic].filter(part => part !== '').join(' ')
  return { name, born_on: person.born_on }
}

async function collectResearch(db: Database, item: SittingItem): Promise<MinutesItem['research']> {
  const said = []
  for (const row of await listResearchOfItem(db.read, item.id)) {
    const answer = await openAnswer(db, item.key_id, row)
    said.push({ agency: row.agency, state: row.state, facts: answer?.facts ?? '', opinion: answer?.opinion ?? '' })
  }
  return said
}

async function collectReviews(db: Database, item: SittingItem): Promise<MinutesItem['reviews']> {
  const outcomes = await listReviews(db.read, item.id)
  const reviews = []
  for (const row of await listPreviousPlan(db.read, item)) {
    const outcome = outcomes.get(row.id)
    if (outcome === undefined) continue
    const { text_kk, text_ru } = await openAction(db, item.key_id, row)
    reviews.push({ text_kk, text_ru, outcome })
  }
  return reviews
}

/** Only instructions that went out: a draft binds nobody. */
async function collectActions(db: Database, procedure: Procedure, item: SittingItem): Promise<MinutesItem['actions']> {
  const actions = []
  for (const row of await listActionsOfItem(db.read, item.id)) {
    if (row.state !== 'draft') actions.push(await collectAction(db, procedure, item, row))
  }
  return actions
}

async function collectAction(db: Database, procedure: Procedure, item: SittingItem, row: ActionRow) {
  const words = await openAction(db, item.key_id, row)
  const whole = missingParts(toDraft({ words, seatId: row.seat_id, dueOn: row.due_on, risk: row.risk }))
  if (whole.length > 0) throw new Error(`instruction ${row.id} was sent and lacks ${whole.join()}`)
  const risk = procedure.trigger_families.find(family => family.code === row.risk)
  return {
    id: row.id,
    serial: row.serial,
    state: row.state,
    agency: row.agency ?? '',
    text_kk: words.text_kk,
    text_ru: words.text_ru,
    due_on: row.due_on ?? '',
    risk_kk: risk?.text.kk ?? row.risk ?? '',
    risk_ru: risk?.text.ru ?? row.risk ?? '',
    evidence_kk: words.evidence_kk,
    evidence_ru: words.evidence_ru,
  }
}

import { describe, expect, test } from 'vitest'
import { addSeat } from '../../src/commands/conference/add-seat.ts'
import { agreeConsentAgenda } from '../../src/commands/conference/agree-consent-agenda.ts'
import { answerAction } from '../../src/commands/conference/answer-action.ts'
import { callExtraordinarySitting } from '../../src/commands/conference/call-extraordinary-sitting.ts'
import { changeCommission } from '../../src/commands/conference/change-commission.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import { collectMinutes } from '../../src/commands/conference/collect-minutes.ts'
import { concludeItem } from '../../src/commands/conference/conclude-item.ts'
import { declareConflict } from '../../src/commands/conference/declare-conflict.ts'
import { foundCommission } from '../../src/commands/conference/found-commission.ts'
import { moveOutItem } from '../../src/commands/conference/move-out-item.ts'
import { nextMinutesNumber } from '../../src/commands/conference/number-minutes.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { listPreviousPlan } from '../../src/commands/conference/previous-plan.ts'
import { recordVote } from '../../src/commands/conference/record-vote.ts'
import { saveAction } from '../../src/commands/conference/save-action.ts'
import { saveNotes } from '../../src/commands/conference/save-notes.ts'
import { signMinutes } from '../../src/commands/conference/sign-minutes.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { updateAgendaItem } from '../../src/storage/agenda-store.ts'
import { findSittingItem, listLastHearings } from '../../src/storage/conference-agenda.ts'
import { findCommissionOf } from '../../src/storage/conference-commission.ts'
import { findSitting, type Sitting } from '../../src/storage/conference-sitting.ts'
import {
  actorNamed,
  addPerson,
  at,
  changeSeatOf,
  considered,
  district,
  hear,
  high,
  listAgain,
  markPresent,
  openDistrict,
  openWith,
  placeOn,
  planAt,
  seatOfAgency,
  tellCase,
  thursday,
  words,
} from '../support/commission.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { codesOf, valueOrThrow } from '../support/story.ts'

const week = { hours: 24 * 7 }

async function sittingOf(deps: CommandDeps, id: string): Promise<Sitting> {
  const sitting = await findSitting(deps.db.read, id)
  if (!sitting) throw new Error('no sitting')
  return sitting
}

/** The same case on the consent agenda of a sitting a week later, with everybody there. */
async function agreeLater(deps: CommandDeps, agendaItemId: string, startsAt: Temporal.Instant) {
  const sittingId = await planAt(deps, startsAt)
  const itemId = await placeOn(deps, sittingId, agendaItemId, 'consent')
  const then = at(deps, startsAt)
  await markPresent(then, sittingId)
  const secretary = await actorNamed(then, 'secretary')
  valueOrThrow(await openSitting(then, secretary, sittingId, false))
  return { sittingId, itemId, then, secretary }
}

eachEngine((_engine, open) => {
  describe('the consent agenda', () => {
    test('is not agreed under a chair who is shut out of one of its cases', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Жақын', high)
      const { sittingId, itemId, then, secretary } = await agreeLater(deps, agendaItemId, thursday)
      valueOrThrow(await declareConflict(then, secretary, itemId, (await actorNamed(deps, 'chair')).id))
      expect(codesOf(await agreeConsentAgenda(then, secretary, sittingId))).toEqual(['no_presiding'])
      const police = await seatOfAgency(then, 'police')
      valueOrThrow(await changeSeatOf(then, 'police', { office: 'vice_chair' }))
      valueOrThrow(await agreeConsentAgenda(then, secretary, sittingId))
      expect((await findSittingItem(deps.db.read, itemId))?.presiding_id).toBe(police.representative_id)
    })

    test('keeps the plan that a case has: the next hearing begins with it, and what failed in it counts', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Жоспар', high)
      const first = await openWith(deps, [agendaItemId])
      const old = await hear(first.then, first.items[0] ?? '')
      const again = await listAgain(at(deps, thursday.add({ hours: 1 })), agendaItemId)
      const agreed = await agreeLater(at(deps, thursday.add({ hours: 2 })), again, thursday.add(week))
      valueOrThrow(await agreeConsentAgenda(agreed.then, agreed.secretary, agreed.sittingId))
      const head = await actorNamed(deps, 'head')
      const answer = { id: old, state: 'not_done', result: 'Не успели', letter: '', evidence: '' } as const
      valueOrThrow(await answerAction(agreed.then, head, answer))
      const third = await listAgain(at(deps, thursday.add({ hours: 24 * 8 })), agendaItemId)
      const next = at(deps, thursday.add({ hours: 24 * 9 }))
      const itemId = await placeOn(next, await planAt(next, thursday.add({ hours: 24 * 14 })), third)
      const item = await findSittingItem(deps.db.read, itemId)
      if (!item) throw new Error('no item')
      expect((await listPreviousPlan(deps.db.read, item)).map(row => row.id)).toEqual([old])
      const [last] = await listLastHearings(deps.db.read, [caseId], '2026-01-01')
      expect(last?.plan_item_id).toBe(first.items[0])
    })

    test('leaves out a case that has become worse since it was put there', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Нашар', high)
      const { sittingId, itemId, then, secretary } = await agreeLater(deps, agendaItemId, thursday)
      await updateAgendaItem(deps.db.write, agendaItemId, { category: 'extreme', category_rank: 3 })
      expect(codesOf(await agreeConsentAgenda(then, secretary, sittingId))).toEqual(['nothing_to_agree'])
      valueOrThrow(await openItem(then, secretary, itemId))
    })
  })

  test('a case that has become critical since it was listed cannot be moved out, and is heard as critical', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Өсті', high)
    const { items, then } = await openWith(deps, [agendaItemId])
    const [id = ''] = items
    const secretary = await actorNamed(then, 'secretary')
    await updateAgendaItem(deps.db.write, agendaItemId, { category: 'extreme', category_rank: 3 })
    expect(codesOf(await moveOutItem(then, secretary, { id, reason: 'Потом', to: 'queue' }))).toEqual([
      'critical_stays',
    ])
    await hear(then, id)
    await updateAgendaItem(deps.db.write, agendaItemId, { category: 'medium', category_rank: 1 })
    expect(await findSittingItem(deps.db.read, id)).toMatchObject({ category: 'extreme', category_rank: 3 })
  })

  test('whoever is shut out of an item has no vote on it', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Дауыс')
    const { items, then } = await openWith(deps, [agendaItemId])
    const [itemId = ''] = items
    const secretary = await actorNamed(then, 'secretary')
    valueOrThrow(await openItem(then, secretary, itemId))
    const everybody = { for: 7, against: 0, abstained: 0 }
    valueOrThrow(await recordVote(then, secretary, itemId, everybody))
    valueOrThrow(await declareConflict(then, secretary, itemId, (await actorNamed(deps, 'member.health')).id))
    expect(codesOf(await recordVote(then, secretary, itemId, everybody))).toEqual(['more_votes_than_present'])
    valueOrThrow(await recordVote(then, secretary, itemId, { ...everybody, for: 6 }))
  })

  test('a sitting out of turn takes as long as the district gives a case', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Ұзақ')
    const commission = await findCommissionOf(deps.db.read, district)
    if (!commission) throw new Error('no commission')
    const { id: _i, region: _r, district: _d, created_at: _c, ...rules } = commission
    const longer = { ...rules, opening_minutes: 15, new_case_minutes: 40 }
    valueOrThrow(await changeCommission(deps, await actorNamed(deps, 'secretary'), longer))
    const call = { agendaItemId, startsAt: deps.now.add({ hours: 24 }) }
    const { id } = valueOrThrow(await callExtraordinarySitting(deps, await actorNamed(deps, 'chair'), call))
    expect((await sittingOf(deps, id)).minutes_booked).toBe(55)
  })

  describe('the minutes', () => {
    test('name who presides over the sitting, whoever stood in for one item, and all who came, whoever left since', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Басшы')
      const { sittingId, items, then } = await openWith(deps, [agendaItemId])
      const secretary = await actorNamed(then, 'secretary')
      const chair = await actorNamed(then, 'chair')
      valueOrThrow(await declareConflict(then, secretary, items[0] ?? '', chair.id))
      valueOrThrow(await changeSeatOf(then, 'social_protection', { office: 'vice_chair' }))
      await hear(then, items[0] ?? '')
      const later = at(then, then.now.add({ hours: 1 }))
      valueOrThrow(await closeSitting(later, secretary, sittingId))
      const deputy = await addPerson(deps, 'new.health', 'member', 'demo-health')
      valueOrThrow(await changeSeatOf(later, 'health', { representative_id: deputy }))
      const typed = { number: '1', invited: '' }
      const { head } = await collectMinutes(later, await sittingOf(deps, sittingId), typed, () => true)
      expect(head.presiding).toBe('Серик Ахметжанов')
      expect(head.attendance.map(one => one.name)).not.toContain('')
      expect(head.attendance.map(one => one.name)).not.toContain('new.health')
    })

    test('are numbered by the year of their sitting, whenever they are signed', async () => {
      const deps = await openDistrict(await open())
      const sign = async (name: string, startsAt: string) => {
        const start = Temporal.Instant.from(startsAt)
        const before = at(deps, start.subtract({ hours: 30 }))
        const { agendaItemId } = await tellCase(before, name)
        const { sittingId, items, then } = await openWith(before, [agendaItemId], start)
        await hear(then, items[0] ?? '')
        const later = at(then, then.now.add({ hours: 1 }))
        const secretary = await actorNamed(later, 'secretary')
        valueOrThrow(await closeSitting(later, secretary, sittingId))
        const number = await nextMinutesNumber(deps.db.read, deps.calendar, await sittingOf(deps, sittingId))
        return { number, sign: () => signMinutes(later, secretary, { sittingId, number, sha256: '' }) }
      }
      const old = await sign('Ескі', '2026-12-31T18:30:00Z')
      const fresh = await sign('Жаңаша', '2027-01-01T05:00:00Z')
      expect([old.number, fresh.number]).toEqual(['1', '1'])
      valueOrThrow(await fresh.sign())
      valueOrThrow(await old.sign())
    })
  })

  test('an item set aside for days sends out no instruction whose day has passed', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Мерзім')
    const { items, then } = await openWith(deps, [agendaItemId])
    const [itemId = ''] = items
    const secretary = await actorNamed(then, 'secretary')
    valueOrThrow(await openItem(then, secretary, itemId))
    const notes = { ...considered, decision_ru: 'Усилить защиту' }
    valueOrThrow(await saveNotes(then, secretary, { itemId, notes, shownAt: toStamp(then.now) }))
    const seatId = (await seatOfAgency(deps, 'police')).id
    const action = { itemId, id: null, words, seatId, dueOn: '2026-11-27', risk: 'strangulation' }
    expect(codesOf(await saveAction(then, secretary, { ...action, dueOn: '2026-11-25' }))).toEqual(['due_in_past'])
    const { id } = valueOrThrow(await saveAction(then, secretary, action))
    const later = at(then, thursday.add({ hours: 48 }))
    const refused = await concludeItem(later, secretary, itemId)
    expect(refused).toMatchObject({ faults: [{ code: 'action_due_in_past', details: { serial: 1 } }] })
    valueOrThrow(await saveAction(later, secretary, { ...action, id, dueOn: '2026-11-28' }))
    expect(valueOrThrow(await concludeItem(later, secretary, itemId))).toMatchObject({ sent: 1 })
  })

  test('two commissions that share a person do not sit at the same hour', async () => {
    const deps = await openDistrict(await open())
    const other = await actorNamed(deps, 'secretary2')
    const texts = { name_kk: 'Комиссия', name_ru: 'Комиссия', place_kk: 'Алматы', place_ru: 'Алматы' }
    valueOrThrow(await foundCommission(deps, other, { ...texts, rhythm: 'weekly' }))
    const seat = { agency: 'crisis_centre', office: 'member', deputy_id: null, term_until_on: null }
    const centre2 = (await actorNamed(deps, 'centre2')).id
    const own = { ...seat, representative_id: centre2, licence_until_on: null, active: 1 as const }
    const { id } = valueOrThrow(await addSeat(deps, other, own))
    await planAt(deps)
    const plan = (startsAt: Temporal.Instant) =>
      planSitting(deps, other, { startsAt, minutes: 60, placeKk: '', placeRu: '' })
    valueOrThrow(await plan(thursday))
    const representative_id = (await actorNamed(deps, 'centre')).id
    await deps.db.write.updateTable('commission_seat').set({ representative_id }).where('id', '=', id).execute()
    expect(codesOf(await plan(thursday.add({ minutes: 60 })))).toEqual(['people_sit_elsewhere'])
    valueOrThrow(await plan(thursday.add({ minutes: 120 })))
  })

  test('a quorum that only a hidden item asks for is not told by the opening', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Балалы', { ...high, children_total: 2 })
    const sittingId = await planAt(deps)
    const itemId = await placeOn(deps, sittingId, agendaItemId)
    expect((await findSittingItem(deps.db.read, itemId))?.with_children).toBe(1)
    const secretary = await actorNamed(deps, 'secretary')
    valueOrThrow(await declareConflict(deps, secretary, itemId, secretary.id))
    const then = at(deps, thursday)
    await markPresent(then, sittingId, ['guardianship'])
    valueOrThrow(await openSitting(then, await actorNamed(then, 'secretary'), sittingId, false))
    expect((await sittingOf(deps, sittingId)).quorum_missing).toEqual([])
  })
})

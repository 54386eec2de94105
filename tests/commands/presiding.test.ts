import { describe, expect, test } from 'vitest'
import { addAddendum } from '../../src/commands/conference/add-addendum.ts'
import { agreeConsentAgenda } from '../../src/commands/conference/agree-consent-agenda.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import { declareConflict } from '../../src/commands/conference/declare-conflict.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { recordAttendance, type Coming } from '../../src/commands/conference/record-attendance.ts'
import { recordVote } from '../../src/commands/conference/record-vote.ts'
import { signMinutes } from '../../src/commands/conference/sign-minutes.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findSittingItem } from '../../src/storage/conference-agenda.ts'
import {
  findMinutes,
  hashMinutes,
  listAddenda,
  listApprovals,
  listParts,
  openPart,
} from '../../src/storage/conference-minutes.ts'
import { findWorkItem } from '../../src/storage/work-item-store.ts'
import {
  actorNamed,
  addPerson,
  at,
  changeSeatOf,
  hear,
  high,
  invite,
  markPresent,
  openDistrict,
  openWith,
  placeOn,
  planAt,
  seatOfAgency,
  seatsOf,
  tellCase,
  thursday,
} from '../support/commission.ts'
import { eachEngine } from '../support/database.ts'
import { codesOf, valueOrThrow } from '../support/story.ts'

/** The member of the guardianship authority as vice chair. */
async function seatVice(deps: CommandDeps) {
  valueOrThrow(await changeSeatOf(deps, 'guardianship', { office: 'vice_chair' }))
  return actorNamed(deps, 'member.education')
}

async function minutesOf({ db }: CommandDeps, sittingId: string) {
  const minutes = await findMinutes(db.read, sittingId)
  if (!minutes) throw new Error('there are no minutes')
  const parts = await listParts(db.read, minutes.id)
  expect(hashMinutes(minutes.head, parts)).toBe(minutes.sha256)
  const items = []
  for (const part of parts) {
    const item = await findSittingItem(db.read, part.item_id)
    items.push(await openPart(db, item?.key_id ?? '', part))
  }
  return { minutes, items, signed: await listApprovals(db.read, minutes.id) }
}

eachEngine((_engine, open) => {
  describe('the vice chair', () => {
    test('presides and signs where the chair did not come, and the minutes say in which capacity', async () => {
      const deps = await openDistrict(await open())
      const vice = await seatVice(deps)
      const { agendaItemId } = await tellCase(deps, 'Орынбас')
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      await invite(deps, sittingId)
      const then = at(deps, thursday)
      const secretary = await actorNamed(then, 'secretary')
      await markPresent(then, sittingId)
      const chairSeat = await seatOfAgency(deps, 'akimat', 'chair')
      valueOrThrow(await recordAttendance(then, secretary, sittingId, new Map([[chairSeat.id, 'absent']])))
      valueOrThrow(await openSitting(then, secretary, sittingId, false))
      await hear(then, itemId)
      const later = at(then, then.now.add({ hours: 1 }))
      valueOrThrow(await closeSitting(later, secretary, sittingId))
      valueOrThrow(await signMinutes(later, secretary, { sittingId, number: '3', sha256: '' }))
      expect(await findWorkItem(deps.db.read, `minutes-${sittingId}`)).toMatchObject({ owner_id: vice.id })
      const { sha256 = '' } = (await findMinutes(deps.db.read, sittingId)) ?? {}
      const signing = { sittingId, number: '', sha256 }
      expect(codesOf(await signMinutes(later, await actorNamed(deps, 'chair'), signing))).toEqual(['did_not_preside'])
      const member = await actorNamed(deps, 'member.health')
      expect(codesOf(await signMinutes(later, member, signing))).toEqual(['not_found'])
      expect(valueOrThrow(await signMinutes(later, vice, signing))).toEqual({ frozen: true })
      const { minutes, items, signed } = await minutesOf(deps, sittingId)
      const name = items[0]?.presiding
      expect(name).toBeTruthy()
      expect(minutes.head).toMatchObject({ presiding: name, presiding_as: 'vice_chair' })
      expect(items).toMatchObject([{ presiding_as: 'vice_chair' }])
      expect(signed.find(one => one.office === 'chair')).toMatchObject({ account: vice.id, capacity: 'vice_chair' })
      valueOrThrow(await addAddendum(later, vice, itemId, 'Опечатка в дате'))
    })

    test('presides over the item that is closed to the chair, and may sign for a sitting under the chair', async () => {
      const deps = await openDistrict(await open())
      const vice = await seatVice(deps)
      const own = await tellCase(deps, 'Құда')
      const other = await tellCase(deps, 'Бөтен')
      const { sittingId, items, then } = await openWith(deps, [own.agendaItemId, other.agendaItemId])
      const secretary = await actorNamed(then, 'secretary')
      const chair = await actorNamed(then, 'chair')
      valueOrThrow(await declareConflict(then, secretary, items[0] ?? '', chair.id))
      for (const item of items) await hear(then, item)
      const later = at(then, then.now.add({ hours: 1 }))
      valueOrThrow(await closeSitting(later, secretary, sittingId))
      valueOrThrow(await signMinutes(later, vice, { sittingId, number: '4', sha256: '' }))
      const { minutes, items: parts } = await minutesOf(deps, sittingId)
      expect(minutes.head.presiding_as).toBe('chair')
      expect(parts.map(part => part.presiding_as)).toEqual(['vice_chair', 'chair'])
      const signing = { sittingId, number: '', sha256: minutes.sha256 }
      const shut = await actorNamed(deps, 'chair')
      expect(codesOf(await signMinutes(later, shut, signing))).toEqual(['office_has_signed'])
      expect(valueOrThrow(await signMinutes(later, secretary, signing))).toEqual({ frozen: true })
    })
  })

  test('addenda are numbered within their item, so that no number tells of another', async () => {
    const deps = await openDistrict(await open())
    const first = await tellCase(deps, 'Біріншу')
    const second = await tellCase(deps, 'Екіншу')
    const { sittingId, items, then } = await openWith(deps, [first.agendaItemId, second.agendaItemId])
    for (const item of items) await hear(then, item)
    const later = at(then, then.now.add({ hours: 1 }))
    const secretary = await actorNamed(later, 'secretary')
    const chair = await actorNamed(later, 'chair')
    valueOrThrow(await closeSitting(later, secretary, sittingId))
    valueOrThrow(await signMinutes(later, secretary, { sittingId, number: '5', sha256: '' }))
    const { sha256 = '', id = '' } = (await findMinutes(deps.db.read, sittingId)) ?? {}
    valueOrThrow(await signMinutes(later, chair, { sittingId, number: '', sha256 }))
    const [one = '', other = ''] = items
    for (const item of [one, other, one]) valueOrThrow(await addAddendum(later, secretary, item, 'Опечатка'))
    valueOrThrow(await declareConflict(later, secretary, one, chair.id))
    const shut = await actorNamed(later, 'chair')
    expect((await listAddenda(deps.db.read, shut, id)).map(row => row.serial)).toEqual([1])
    const all = await listAddenda(deps.db.read, { excluded: [] }, id)
    expect(
      all
        .filter(row => row.item_id === one)
        .map(row => row.serial)
        .toSorted(),
    ).toEqual([1, 2])
  })

  describe('the quorum of an item', () => {
    const votes = { for: 1, against: 0, abstained: 0 }

    test('is not asked of an agency that is shut out of it, nor lent by one', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Полицай')
      const { sittingId, items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      const secretary = await actorNamed(then, 'secretary')
      valueOrThrow(await openItem(then, secretary, itemId))
      const head = await actorNamed(then, 'head')
      valueOrThrow(await declareConflict(then, secretary, itemId, head.id))
      const able = (await seatsOf(deps)).length - 1
      expect(codesOf(await recordVote(then, secretary, itemId, { ...votes, for: able + 1 }))).toEqual([
        'more_votes_than_present',
      ])
      valueOrThrow(await recordVote(then, secretary, itemId, { ...votes, for: able }))
      const deputy = await addPerson(then, 'deputy.police', 'member', 'demo-health')
      valueOrThrow(await changeSeatOf(then, 'police', { deputy_id: deputy }))
      expect(codesOf(await recordVote(then, secretary, itemId, votes))).toEqual(['vote_without_quorum'])
      const seat = await seatOfAgency(deps, 'police')
      const deputyComes = new Map<string, Coming>([[seat.id, 'deputy']])
      valueOrThrow(await recordAttendance(then, secretary, sittingId, deputyComes))
      valueOrThrow(await recordVote(then, secretary, itemId, votes))
    })

    test('is each its own on the consent agenda', async () => {
      const deps = await openDistrict(await open())
      const told = [await tellCase(deps, 'Келіскен', high), await tellCase(deps, 'Келіспес', high)]
      const sittingId = await planAt(deps)
      const items = []
      for (const { agendaItemId } of told) items.push(await placeOn(deps, sittingId, agendaItemId, 'consent'))
      const then = at(deps, thursday)
      await markPresent(then, sittingId)
      const secretary = await actorNamed(then, 'secretary')
      valueOrThrow(await openSitting(then, secretary, sittingId, false))
      const deputy = await addPerson(then, 'deputy.police', 'member', 'demo-health')
      valueOrThrow(await changeSeatOf(then, 'police', { deputy_id: deputy }))
      valueOrThrow(await declareConflict(then, secretary, items[1] ?? '', (await actorNamed(then, 'head')).id))
      expect(codesOf(await agreeConsentAgenda(then, secretary, sittingId))).toEqual(['vote_without_quorum'])
    })
  })
})

import { describe, expect, test } from 'vitest'
import { callExtraordinarySitting } from '../../src/commands/conference/call-extraordinary-sitting.ts'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { moveOutItem } from '../../src/commands/conference/move-out-item.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { reachResearch } from '../../src/commands/conference/reach-research.ts'
import { askCorrection } from '../../src/commands/correction/ask-correction.ts'
import { decideCorrection } from '../../src/commands/correction/decide-correction.ts'
import { findSittingItem } from '../../src/storage/conference-agenda.ts'
import { listItemReaders } from '../../src/storage/conference-reader.ts'
import { listCaseWork } from '../../src/storage/work-item-store.ts'
import {
  actorNamed,
  addPerson,
  at,
  changeSeatOf,
  hear,
  high,
  invite,
  listAgain,
  openDistrict,
  openWith,
  placeOn,
  planAt,
  requestOf,
  tellCase,
  thursday,
} from '../support/commission.ts'
import { correctionReason as reason, voidBoth } from '../support/correction.ts'
import { eachEngine } from '../support/database.ts'
import { codesOf, valueOrThrow } from '../support/story.ts'

eachEngine((_engine, open) => {
  describe('a closed item', () => {
    test('is closed to whoever was asked before it was closed, and its questions lie on no desk', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Кейін')
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      await invite(deps, sittingId)
      const { actor: head, request } = await requestOf(deps, 'head', caseId)
      expect(request).toBeDefined()
      const centre = await actorNamed(deps, 'centre')
      valueOrThrow(await closeItemTo(deps, await actorNamed(deps, 'secretary'), itemId, centre.id))
      expect((await requestOf(deps, 'head', caseId)).request).toBeUndefined()
      expect(codesOf(await reachResearch(deps.db.read, head, request?.id ?? ''))).toEqual(['not_found'])
      const named = await requestOf(deps, 'centre', caseId)
      expect((await reachResearch(deps.db.read, named.actor, named.request?.id ?? '')).ok).toBe(true)
      expect((await listCaseWork(deps.db.read, caseId)).filter(row => row.kind === 'research')).toEqual([])
    })

    test('is no case of the desk for whoever is not named: chair, second secretary, akimat', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Үстел')
      const { items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      await addPerson(deps, 'secretary.two', 'secretary', 'demo-commission-almaly')
      const others = ['chair', 'secretary.two', 'akimat']
      const closedTo = async () => {
        const actors = await Promise.all(others.map(name => actorNamed(deps, name)))
        return actors.filter(actor => actor.excluded.includes(caseId)).length
      }
      expect(await closedTo()).toBe(0)
      const secretary = await actorNamed(then, 'secretary')
      valueOrThrow(await closeItemTo(then, secretary, itemId, (await actorNamed(deps, 'centre')).id))
      expect(await closedTo()).toBe(others.length)
      for (const name of ['secretary', 'inspector', 'head', 'centre']) {
        expect((await actorNamed(deps, name)).excluded, name).toEqual([])
      }
      const chair = await actorNamed(deps, 'chair')
      valueOrThrow(await closeItemTo(then, secretary, itemId, chair.id))
      expect(await closedTo()).toBe(others.length - 1)
      await hear(then, itemId)
      expect(await closedTo()).toBe(others.length - 1)
      await listAgain(at(deps, thursday.add({ hours: 48 })), agendaItemId)
      expect(await closedTo()).toBe(0)
    })

    test('stays closed to the same people in a later sitting and in one out of turn', async () => {
      const deps = await openDistrict(await open())
      const secretary = await actorNamed(deps, 'secretary')
      const chair = await actorNamed(deps, 'chair')
      const named = [secretary.id, chair.id].toSorted()
      const closing = async (name: string, story?: typeof high) => {
        const { agendaItemId } = await tellCase(deps, name, story)
        const sittingId = await planAt(deps, thursday.add({ hours: 24 * (story ? 7 : 14) }))
        const itemId = await placeOn(deps, sittingId, agendaItemId)
        valueOrThrow(await closeItemTo(deps, secretary, itemId, chair.id))
        return { agendaItemId, sittingId, itemId }
      }
      const expectClosed = async (id: string, sittingId: string) => {
        expect((await findSittingItem(deps.db.read, id))?.closed).toBe(1)
        expect((await listItemReaders(deps.db.read, sittingId)).get(id)?.toSorted()).toEqual(named)
      }
      const moved = await closing('Жылжы', high)
      valueOrThrow(await moveOutItem(deps, secretary, { id: moved.itemId, reason: 'Ждём ответа', to: 'queue' }))
      await expectClosed(await placeOn(deps, moved.sittingId, moved.agendaItemId), moved.sittingId)
      const urgent = await closing('Төтенше')
      const startsAt = deps.now.add({ hours: 24 })
      const called = await callExtraordinarySitting(deps, chair, { agendaItemId: urgent.agendaItemId, startsAt })
      const { id } = valueOrThrow(called)
      const row = deps.db.read.selectFrom('sitting_item').select('id').where('sitting_id', '=', id)
      await expectClosed((await row.executeTakeFirstOrThrow()).id, id)
    })
  })

  describe('a question to an agency', () => {
    test('is out of reach at once for a member who was removed after being asked', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Шығарыл')
      const sittingId = await planAt(deps)
      await placeOn(deps, sittingId, agendaItemId)
      await invite(deps, sittingId)
      const { actor, request } = await requestOf(deps, 'member.health', caseId)
      expect((await reachResearch(deps.db.read, actor, request?.id ?? '')).ok).toBe(true)
      valueOrThrow(await changeSeatOf(deps, 'health', { representative_id: null }))
      expect((await requestOf(deps, 'member.health', caseId)).request).toBeUndefined()
      expect(codesOf(await reachResearch(deps.db.read, actor, request?.id ?? ''))).toEqual(['not_found'])
    })

    test('ends with the place of its case on the list: moved out, called out of turn, voided', async () => {
      const deps = await openDistrict(await open())
      const secretary = await actorNamed(deps, 'secretary')
      const chair = await actorNamed(deps, 'chair')
      const sittingId = await planAt(deps, thursday.add({ hours: 24 * 7 }))
      const asked = async (name: string, story?: typeof high) => {
        const opened = await tellCase(deps, name, story)
        const itemId = await placeOn(deps, sittingId, opened.agendaItemId)
        await invite(deps, sittingId)
        return { ...opened, itemId, ...(await requestOf(deps, 'head', opened.caseId)) }
      }
      const moved = await asked('Кетті', high)
      valueOrThrow(await moveOutItem(deps, secretary, { id: moved.itemId, reason: 'Ждём ответа', to: 'queue' }))
      const urgent = await asked('Асығыс')
      const startsAt = deps.now.add({ hours: 24 })
      valueOrThrow(await callExtraordinarySitting(deps, chair, { agendaItemId: urgent.agendaItemId, startsAt }))
      const voided = await asked('Қате')
      await voidBoth(deps, voided.caseId, { kind: 'case', id: voided.caseId })
      expect((await findSittingItem(deps.db.read, voided.itemId))?.state).toBe('withdrawn')
      for (const { caseId, actor, request } of [moved, urgent, voided]) {
        expect(request).toBeDefined()
        expect((await requestOf(deps, 'head', caseId)).request).toBeUndefined()
        expect(codesOf(await reachResearch(deps.db.read, actor, request?.id ?? ''))).toEqual(['not_found'])
        expect((await listCaseWork(deps.db.read, caseId)).filter(row => row.kind === 'research')).toEqual([])
      }
    })

    test('hinders nobody: a case is not voided while it is being heard', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Ашық')
      const { items, then } = await openWith(deps, [agendaItemId])
      valueOrThrow(await openItem(then, await actorNamed(then, 'secretary'), items[0] ?? ''))
      const asked = { caseId, kind: 'void', target: { kind: 'case', id: caseId }, reason } as const
      const { id } = valueOrThrow(await askCorrection(then, await actorNamed(then, 'inspector'), asked))
      const head = await actorNamed(then, 'head')
      expect(codesOf(await decideCorrection(then, head, { id, agrees: true, reason: '' }))).toEqual(['item_open'])
    })
  })
})

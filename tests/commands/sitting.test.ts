import { describe, expect, test } from 'vitest'
import { factsOfKnownPair } from '../../src/commands/assessment/case-facts.ts'
import { addAddendum } from '../../src/commands/conference/add-addendum.ts'
import { addSittingItem } from '../../src/commands/conference/add-sitting-item.ts'
import { agreeConsentAgenda } from '../../src/commands/conference/agree-consent-agenda.ts'
import { answerAction } from '../../src/commands/conference/answer-action.ts'
import { callExtraordinarySitting } from '../../src/commands/conference/call-extraordinary-sitting.ts'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import { concludeItem } from '../../src/commands/conference/conclude-item.ts'
import { declareConflict } from '../../src/commands/conference/declare-conflict.ts'
import { declareOwnConflict } from '../../src/commands/conference/declare-own-conflict.ts'
import { declineExtraordinarySitting } from '../../src/commands/conference/decline-extraordinary-sitting.ts'
import { moveOutItem } from '../../src/commands/conference/move-out-item.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { recordVote } from '../../src/commands/conference/record-vote.ts'
import { reviewAction } from '../../src/commands/conference/review-action.ts'
import { saveAction } from '../../src/commands/conference/save-action.ts'
import { saveNotes } from '../../src/commands/conference/save-notes.ts'
import { setAsideItem } from '../../src/commands/conference/set-aside-item.ts'
import { signMinutes } from '../../src/commands/conference/sign-minutes.ts'
import { takeAgenda } from '../../src/commands/conference/take-agenda.ts'
import { declareOwnPerson } from '../../src/commands/own-person/declare-own-person.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Condition } from '../../src/domain/questionnaire/condition.ts'
import type { Questionnaires } from '../../src/questionnaires.ts'
import { findAgendaItem } from '../../src/storage/agenda-store.ts'
import { findAction, listActionsOfItem, listOwnActions } from '../../src/storage/conference-action.ts'
import { findSittingItem, listItems, openNotes } from '../../src/storage/conference-agenda.ts'
import { findMinutes, listParts, openPart } from '../../src/storage/conference-minutes.ts'
import { listResearchOfItem } from '../../src/storage/conference-research.ts'
import { findSitting, listAttendance } from '../../src/storage/conference-sitting.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { findPerson, openPerson } from '../../src/storage/person-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { findWorkItem, listCaseWork } from '../../src/storage/work-item-store.ts'
import {
  actorNamed,
  addPerson,
  answerAs,
  at,
  changeSeatOf,
  considered,
  district,
  hear,
  high,
  invite,
  markPresent,
  openDistrict,
  openWith,
  placeOn,
  planAt,
  requestOf,
  seatOfAgency,
  tellCase,
  thursday,
  words,
} from '../support/commission.ts'
import { eachEngine } from '../support/database.ts'
import { acceptOrThrow, refer, tirek } from '../support/help-story.ts'
import { questionnaires } from '../support/program.ts'
import { codesOf, valueOrThrow } from '../support/story.ts'

/** The questionnaires with a condition on the telling to her. */
function withFeedbackWhen(when: Condition): Questionnaires {
  const procedures = questionnaires.procedures.map(each => {
    const measures = each.definition.measures.map(one => (one.code === 'victim_feedback' ? { ...one, when } : one))
    return { ...each, definition: { ...each.definition, measures } }
  })
  return { ...questionnaires, procedures }
}

async function bornOn({ db }: CommandDeps, caseId: string): Promise<string> {
  const { perpetrator_id } = await db.read
    .selectFrom('case_file')
    .select('perpetrator_id')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const row = await findPerson(db.read, perpetrator_id)
  return row ? (await openPerson(db, row)).born_on : ''
}

eachEngine((_engine, open) => {
  describe('the list of a sitting', () => {
    test('is taken as proposed, holds a case once, and lets no case of the highest category go', async () => {
      const deps = await openDistrict(await open())
      const { caseId } = await tellCase(deps, 'Бірінш')
      const sittingId = await planAt(deps)
      const secretary = await actorNamed(deps, 'secretary')
      expect(valueOrThrow(await takeAgenda(deps, secretary, sittingId))).toEqual({ taken: 1 })
      expect(valueOrThrow(await takeAgenda(deps, secretary, sittingId))).toEqual({ taken: 0 })
      const [item] = await listItems(deps.db.read, secretary, sittingId)
      expect(item).toMatchObject({ case_id: caseId, kind: 'new', minutes_planned: 12, with_children: 0 })
      const out = await moveOutItem(deps, secretary, { id: item?.id ?? '', reason: 'Потом', to: 'queue' })
      expect(codesOf(out)).toEqual(['critical_stays'])
    })

    test('lets the secretary move a case out for a reason, back to the queue or out of it', async () => {
      const deps = await openDistrict(await open())
      const secretary = await actorNamed(deps, 'secretary')
      const sittingId = await planAt(deps)
      const { agendaItemId } = await tellCase(deps, 'Орташа', high)
      const row = await findAgendaItem(deps.db.read, agendaItemId)
      if (!row) throw new Error('the case was not listed')
      expect(row.category).toBe('high')
      const id = await placeOn(deps, sittingId, row.id)
      expect(codesOf(await moveOutItem(deps, secretary, { id, reason: ' ', to: 'queue' }))).toEqual(['required'])
      valueOrThrow(await moveOutItem(deps, secretary, { id, reason: 'Ждём ответа', to: 'queue' }))
      expect((await findAgendaItem(deps.db.read, row.id))?.state).toBe('listed')
      const again = await placeOn(deps, sittingId, row.id)
      valueOrThrow(await moveOutItem(deps, secretary, { id: again, reason: 'Дело передано', to: 'withdrawn' }))
      expect((await findAgendaItem(deps.db.read, row.id))?.state).toBe('withdrawn')
    })

    test('is asked about: every agency once, and an agency without anybody is named', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Сұрау')
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      valueOrThrow(await changeSeatOf(deps, 'health', { representative_id: null }))
      expect(await invite(deps, sittingId)).toEqual({ asked: 4, unasked: ['health'] })
      expect(await invite(deps, sittingId)).toEqual({ asked: 0, unasked: ['health'] })
      expect((await listResearchOfItem(deps.db.read, itemId)).map(one => one.agency)).toEqual([
        'crisis_centre',
        'guardianship',
        'police',
        'social_protection',
      ])
    })

    test('goes on with the deputy when a member is removed after being asked', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Ауыс')
      const sittingId = await planAt(deps)
      await placeOn(deps, sittingId, agendaItemId)
      await invite(deps, sittingId)
      expect((await requestOf(deps, 'member.health', caseId)).request).toBeDefined()
      const deputy = await addPerson(deps, 'deputy.health', 'member', 'demo-health')
      valueOrThrow(await changeSeatOf(deps, 'health', { representative_id: null, deputy_id: deputy }))
      await invite(deps, sittingId)
      expect((await requestOf(deps, 'member.health', caseId)).request).toBeUndefined()
      expect((await requestOf(deps, 'deputy.health', caseId)).request).toMatchObject({ asked_as: 'deputy' })
    })
  })

  describe('a sitting', () => {
    test('is not planned when its people sit elsewhere, nor in the past', async () => {
      const deps = await openDistrict(await open())
      const secretary = await actorNamed(deps, 'secretary')
      const place = { placeKk: '', placeRu: '' }
      await planAt(deps)
      const during = { startsAt: thursday.add({ minutes: 119 }), minutes: 30, ...place }
      expect(codesOf(await planSitting(deps, secretary, during))).toEqual(['people_sit_elsewhere'])
      expect((await planSitting(deps, secretary, { ...during, startsAt: thursday.add({ minutes: 120 }) })).ok).toBe(
        true,
      )
      const past = { startsAt: deps.now.subtract({ hours: 1 }), minutes: 0, ...place }
      expect(codesOf(await planSitting(deps, secretary, past))).toEqual(['in_past', 'out_of_range'])
    })

    test('without quorum opens only when somebody says so, says which agency lacks, and nobody votes in it', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Кворум')
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      const then = at(deps, thursday)
      await markPresent(then, sittingId, ['crisis_centre'])
      const secretary = await actorNamed(then, 'secretary')
      expect(codesOf(await openSitting(then, secretary, sittingId, false))).toEqual(['no_quorum'])
      valueOrThrow(await openSitting(then, secretary, sittingId, true))
      expect((await findSitting(deps.db.read, sittingId))?.quorum_missing).toEqual(['crisis_centre'])
      valueOrThrow(await openItem(then, secretary, itemId))
      const votes = { for: 1, against: 0, abstained: 0 }
      expect(codesOf(await recordVote(then, secretary, itemId, votes))).toEqual(['vote_without_quorum'])
      await markPresent(at(deps, thursday.add({ minutes: 20 })), sittingId)
      const late = (await listAttendance(deps.db.read, sittingId)).filter(row => row.late_at !== null)
      expect(late).toMatchObject([{ agency: 'crisis_centre', late_at: '2026-11-26T05:20:00.000Z' }])
      valueOrThrow(await recordVote(then, secretary, itemId, votes))
      expect(codesOf(await recordVote(then, secretary, itemId, { ...votes, for: 9 }))).toEqual([
        'more_votes_than_present',
      ])
    })

    test('needs somebody who presides, and an item somebody who is not shut out of it', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Төраға')
      const { items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      const secretary = await actorNamed(then, 'secretary')
      const chair = await actorNamed(then, 'chair')
      valueOrThrow(await declareConflict(then, secretary, itemId, chair.id))
      expect((await actorNamed(then, 'chair')).excluded).toEqual([caseId])
      expect(codesOf(await openItem(then, secretary, itemId))).toEqual(['no_presiding'])
      const vice = await addPerson(then, 'vice', 'member', 'demo-akimat')
      valueOrThrow(await changeSeatOf(then, 'akimat', { deputy_id: vice }, 'chair'))
      expect(codesOf(await openItem(then, secretary, itemId))).toEqual(['no_presiding'])
      const police = await seatOfAgency(then, 'police')
      valueOrThrow(await changeSeatOf(then, 'police', { office: 'vice_chair' }))
      valueOrThrow(await openItem(then, secretary, itemId))
      expect((await findSittingItem(deps.db.read, itemId))?.presiding_id).toBe(police.representative_id)
    })

    test('called by the chair is held within 48 hours and takes the case off the later list', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Кезек')
      const later = await planAt(deps)
      const before = await placeOn(deps, later, agendaItemId)
      const chair = await actorNamed(deps, 'chair')
      const call = (hours: number) =>
        callExtraordinarySitting(deps, chair, { agendaItemId, startsAt: deps.now.add({ hours }) })
      const asked = async () => {
        const rows = await listCaseMeasures(deps.db.read, caseId)
        return rows.filter(row => row.code === 'extraordinary_sitting').map(row => row.state)
      }
      expect(await asked()).toEqual(['due'])
      expect(codesOf(await call(49))).toEqual(['too_late'])
      const { id } = valueOrThrow(await call(24))
      expect(await asked()).toEqual(['done'])
      expect((await findSittingItem(deps.db.read, before))?.state).toBe('moved')
      expect(await listItems(deps.db.read, chair, id)).toMatchObject([{ state: 'listed', track: 'discussion' }])
      const secretary = await actorNamed(deps, 'secretary')
      expect(codesOf(await callExtraordinarySitting(deps, secretary, { agendaItemId, startsAt: thursday }))).toEqual([
        'refused',
      ])
    })

    test('out of turn is declined for a reason, once', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Күтеді')
      const chair = await actorNamed(deps, 'chair')
      const decline = (reason: string) => declineExtraordinarySitting(deps, chair, { agendaItemId, reason })
      expect(codesOf(await decline(' '))).toEqual(['required'])
      valueOrThrow(await decline('Она в безопасном месте, заседание послезавтра'))
      const rows = await listCaseMeasures(deps.db.read, caseId)
      const asked = rows.find(row => row.code === 'extraordinary_sitting')
      expect(asked).toMatchObject({ state: 'done', closed_by: chair.id })
      expect(asked?.sealed_note).not.toContain('безопасном')
      expect(codesOf(await decline('Ещё раз'))).toEqual(['call_decided'])
    })

    test('that hears a case begins its twelve months anew', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Он екі')
      const { items, then } = await openWith(deps, [agendaItemId])
      await hear(then, items[0] ?? '')
      const inAYear = at(deps, Temporal.Instant.from('2027-11-26T03:00:00Z'))
      const known = { caseIds: [caseId], repeatMonths: 12, toldAt: inAYear.now }
      const facts = await factsOfKnownPair(inAYear, deps.db.read, known, {})
      expect(facts).toMatchObject({ repeat_within_window: true })
      const later = at(deps, Temporal.Instant.from('2027-11-27T03:00:00Z'))
      const over = await factsOfKnownPair(later, deps.db.read, { ...known, toldAt: later.now }, {})
      expect(over).toMatchObject({ repeat_within_window: false })
    })

    test('leaves what it did not hear in the queue, and counts no time over midnight', async () => {
      const deps = await openDistrict(await open())
      const first = await tellCase(deps, 'Түн')
      const second = await tellCase(deps, 'Қалды')
      const lateEvening = Temporal.Instant.from('2026-11-26T18:50:00Z')
      const { sittingId, items, then } = await openWith(deps, [first.agendaItemId, second.agendaItemId], lateEvening)
      const [heard = '', left = ''] = items
      const secretary = await actorNamed(then, 'secretary')
      valueOrThrow(await openItem(then, secretary, heard))
      expect(codesOf(await openItem(then, secretary, left))).toEqual(['item_open'])
      expect(codesOf(await closeSitting(then, secretary, sittingId))).toEqual(['item_open'])
      const out = await moveOutItem(then, secretary, { id: heard, reason: 'Отозвано', to: 'withdrawn' })
      expect(codesOf(out)).toEqual(['item_open'])
      const afterMidnight = at(deps, lateEvening.add({ minutes: 20 }))
      valueOrThrow(await setAsideItem(afterMidnight, secretary, heard))
      expect((await findSittingItem(deps.db.read, heard))?.spent_seconds).toBe(20 * 60)
      await hear(afterMidnight, heard)
      expect((await findSittingItem(deps.db.read, heard))?.spent_seconds).toBe(34 * 60)
      valueOrThrow(await closeSitting(afterMidnight, secretary, sittingId))
      expect((await findSittingItem(deps.db.read, left))?.state).toBe('not_heard')
      expect((await findAgendaItem(deps.db.read, second.agendaItemId))?.state).toBe('listed')
      expect((await findAgendaItem(deps.db.read, first.agendaItemId))?.state).toBe('heard')
    })
  })

  describe('hearing an item', () => {
    test('ends when all is considered and decided; whole instructions go out, drafts stay and say what they lack', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Шешім')
      const { items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      const secretary = await actorNamed(then, 'secretary')
      valueOrThrow(await openItem(then, secretary, itemId))
      expect(codesOf(await concludeItem(then, secretary, itemId))).toEqual(['links_not_considered', 'decision_missing'])
      const police = await seatOfAgency(then, 'police')
      const whole = { itemId, id: null, words, seatId: police.id, dueOn: '2026-12-03', risk: 'strangulation' }
      const sentId = valueOrThrow(await saveAction(then, secretary, whole)).id
      const draft = { ...whole, risk: null, dueOn: null }
      const draftId = valueOrThrow(await saveAction(then, secretary, draft)).id
      expect(codesOf(await saveAction(then, secretary, { ...whole, risk: 'weather' }))).toEqual(['unknown_option'])
      const notes = { ...considered, decision_kk: 'Қорғау күшейтілсін' }
      valueOrThrow(await saveNotes(then, secretary, { itemId, notes, shownAt: toStamp(then.now) }))
      expect(valueOrThrow(await concludeItem(then, secretary, itemId))).toMatchObject({ sent: 1 })
      const states = (await listActionsOfItem(deps.db.read, itemId)).map(one => [one.id, one.state])
      expect(states).toEqual([
        [sentId, 'sent'],
        [draftId, 'draft'],
      ])
      const feedback = (await listCaseMeasures(deps.db.read, caseId)).filter(one => one.code === 'victim_feedback')
      expect(feedback).toMatchObject([{ owner_role: 'centre', due_at: '2026-11-30T18:59:59.999Z' }])
      valueOrThrow(await saveAction(then, secretary, { ...whole, id: draftId }))
      expect((await findAction(deps.db.read, draftId))?.state).toBe('sent')
    })

    test('starts a measure of a sitting only where its condition holds by the answers', async () => {
      const deps = await openDistrict(await open())
      const told = [await tellCase(deps, 'Шартты'), await tellCase(deps, 'Шартсыз')]
      const { items, then } = await openWith(
        deps,
        told.map(one => one.agendaItemId),
      )
      const violent = { item: 'physical_contact' }
      await hear({ ...then, questionnaires: withFeedbackWhen(violent) }, items[0] ?? '')
      await hear({ ...then, questionnaires: withFeedbackWhen({ not: violent }) }, items[1] ?? '')
      const started = told.map(async ({ caseId }) => {
        return (await listCaseMeasures(deps.db.read, caseId)).some(one => one.code === 'victim_feedback')
      })
      expect(await Promise.all(started)).toEqual([true, false])
    })

    test('lays the telling to her with the centre that works with her, and without one with the inspector', async () => {
      const deps = await openDistrict(await open())
      const helped = await tellCase(deps, 'Көмек')
      const alone = await tellCase(deps, 'Жалғыз')
      const inspector = await actorNamed(deps, 'inspector')
      const referral = valueOrThrow(await refer(deps, inspector, helped.caseId)).id
      const clientId = await acceptOrThrow(deps, await actorNamed(deps, 'centre'), referral)
      const { items, then } = await openWith(deps, [helped.agendaItemId, alone.agendaItemId])
      for (const itemId of items) await hear(then, itemId)
      const told = async (caseId: string) => {
        const rows = (await listCaseMeasures(deps.db.read, caseId)).filter(one => one.code === 'victim_feedback')
        const ids = new Set(rows.map(one => one.id))
        const open = (await listCaseWork(deps.db.read, caseId)).filter(one => ids.has(one.source_id))
        return open.map(one => [one.kind, one.organisation_id, one.code])
      }
      expect(await told(helped.caseId)).toEqual([['feedback', tirek, clientId]])
      expect(await told(alone.caseId)).toEqual([['measure', null, 'victim_feedback']])
    })

    test('begins on a repeat with the plan before: no new instruction until each old one has its verdict', async () => {
      const deps = await openDistrict(await open())
      const first = await tellCase(deps, 'Қайта')
      const { items, then } = await openWith(deps, [first.agendaItemId])
      const old = await hear(then, items[0] ?? '')
      const row = await deps.db.read
        .selectFrom('agenda_item')
        .selectAll()
        .where('id', '=', first.agendaItemId)
        .executeTakeFirstOrThrow()
      const agendaItemId = deps.newId()
      await deps.db.write
        .insertInto('agenda_item')
        .values({ ...row, id: agendaItemId, state: 'listed' })
        .execute()
      const nextWeek = thursday.add({ hours: 24 * 7 })
      const again = await openWith(at(deps, thursday.add({ hours: 24 })), [agendaItemId], nextWeek)
      const [itemId = ''] = again.items
      expect(await findSittingItem(deps.db.read, itemId)).toMatchObject({ kind: 'repeat', minutes_planned: 18 })
      const secretary = await actorNamed(again.then, 'secretary')
      valueOrThrow(await openItem(again.then, secretary, itemId))
      const police = await seatOfAgency(deps, 'police')
      const plan = { itemId, id: null, words, seatId: police.id, dueOn: null, risk: null }
      expect(codesOf(await saveAction(again.then, secretary, plan))).toEqual(['plan_not_reviewed'])
      valueOrThrow(await reviewAction(again.then, secretary, { itemId, actionId: old, outcome: 'did_not' }))
      expect((await saveAction(again.then, secretary, plan)).ok).toBe(true)
      const other = { itemId, actionId: deps.newId(), outcome: 'worked' } as const
      expect(codesOf(await reviewAction(again.then, secretary, other))).toEqual(['not_found'])
    })

    test('keeps what two secretaries type: neither overwrites what the other has written since', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Екі')
      const { items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      const one = await actorNamed(then, 'secretary')
      const other = { ...one, id: 'second-secretary' }
      valueOrThrow(await openItem(then, one, itemId))
      const shownAt = toStamp(then.now)
      const later = at(then, then.now.add({ seconds: 30 }))
      valueOrThrow(await saveNotes(later, other, { itemId, notes: { summary: 'Второй секретарь' }, shownAt }))
      const typed = { itemId, notes: { summary: 'Первый секретарь', risks: 'Слежка' }, shownAt }
      const refused = await saveNotes(at(later, later.now.add({ seconds: 5 })), one, typed)
      expect(refused).toMatchObject({ ok: false, faults: [{ code: 'typed_meanwhile', at: 'summary' }] })
      valueOrThrow(await saveNotes(later, one, { itemId, notes: { risks: 'Слежка' }, shownAt }))
      const item = await findSittingItem(deps.db.read, itemId)
      if (!item) throw new Error('the item is gone')
      expect(await openNotes(deps.db, item)).toEqual({ summary: 'Второй секретарь', risks: 'Слежка' })
    })
  })

  describe('whoever is shut out of a case', () => {
    test('is asked no more, has their deputy asked, and reaches nothing of it', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Туыс')
      const deputy = await addPerson(deps, 'deputy.health', 'member', 'demo-health')
      valueOrThrow(await changeSeatOf(deps, 'health', { deputy_id: deputy }))
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      await invite(deps, sittingId)
      const { actor, request } = await requestOf(deps, 'member.health', caseId)
      valueOrThrow(await declareOwnConflict(deps, actor, request?.id ?? ''))
      expect((await requestOf(deps, 'member.health', caseId)).request).toBeUndefined()
      expect((await requestOf(deps, 'deputy.health', caseId)).request?.id).toBe(request?.id)
      const shut = await actorNamed(deps, 'member.health')
      expect(codesOf(await declareOwnConflict(deps, shut, request?.id ?? ''))).toEqual(['not_found'])
      const secretary = await actorNamed(deps, 'secretary')
      valueOrThrow(await declareConflict(deps, secretary, itemId, secretary.id))
      const own = await actorNamed(deps, 'secretary')
      expect(await listItems(deps.db.read, own, sittingId)).toEqual([])
      for (const outcome of [
        await openItem(deps, own, itemId),
        await closeItemTo(deps, own, itemId, shut.id),
        await moveOutItem(deps, own, { id: itemId, reason: 'Любая', to: 'queue' }),
        await saveNotes(deps, own, { itemId, notes: { summary: 'x' }, shownAt: toStamp(deps.now) }),
        await addSittingItem(deps, own, { sittingId, agendaItemId, track: 'discussion' }),
      ]) {
        expect(codesOf(outcome)).toEqual(['not_found'])
      }
      expect(valueOrThrow(await takeAgenda(deps, own, sittingId))).toEqual({ taken: 0 })
    })

    test('by their own people is not asked, and the chain of their agency neither', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Туған')
      const admin = await actorNamed(deps, 'admin')
      const deputy = await addPerson(deps, 'deputy.health', 'member', 'demo-education')
      valueOrThrow(await changeSeatOf(deps, 'health', { deputy_id: deputy }))
      const kin = { surname: 'Туғанов', given_name: 'Туғанат', patronymic: '', born_on: await bornOn(deps, caseId) }
      const accountId = (await actorNamed(deps, 'member.health')).id
      const rest = { relation: 'sibling' as const, iin: '', phone: '', unit: '' }
      valueOrThrow(await declareOwnPerson(deps, admin, { accountId, ...kin, ...rest }))
      await openWith(deps, [agendaItemId])
      expect((await requestOf(deps, 'member.health', caseId)).request).toBeUndefined()
      expect((await requestOf(deps, 'deputy.health', caseId)).request?.agency).toBe('health')
      expect((await requestOf(deps, 'centre', caseId)).request).toBeDefined()
    })

    test('of a closed item is everybody who is not named', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Жабық')
      const sittingId = await planAt(deps)
      const itemId = await placeOn(deps, sittingId, agendaItemId)
      const secretary = await actorNamed(deps, 'secretary')
      const centre = await actorNamed(deps, 'centre')
      valueOrThrow(await closeItemTo(deps, secretary, itemId, centre.id))
      expect(await invite(deps, sittingId)).toMatchObject({ asked: 1 })
      expect((await requestOf(deps, 'centre', caseId)).request).toBeDefined()
      expect((await requestOf(deps, 'head', caseId)).request).toBeUndefined()
      const chair = await actorNamed(deps, 'chair')
      expect(codesOf(await addAddendum(deps, chair, itemId, 'Что там'))).toEqual(['not_found'])
    })
  })

  describe('an instruction', () => {
    test('reaches its own agency alone, which says how far it is', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId } = await tellCase(deps, 'Тапсырма')
      const { items, then } = await openWith(deps, [agendaItemId])
      const id = await hear(then, items[0] ?? '')
      const head = await actorNamed(then, 'head')
      const health = await actorNamed(then, 'member.health')
      const own = (actor: typeof head) => listOwnActions(deps.db.read, { account: actor.id, excluded: actor.excluded })
      expect((await own(head)).map(one => one.id)).toEqual([id])
      expect(await own(health)).toEqual([])
      const answer = { id, state: 'not_possible', result: '', letter: '', evidence: '' } as const
      expect(codesOf(await answerAction(then, health, answer))).toEqual(['not_found'])
      expect(codesOf(await answerAction(then, head, answer))).toEqual(['required'])
      valueOrThrow(await answerAction(then, head, { ...answer, result: 'Выехала', letter: '02-27' }))
      expect((await findAction(deps.db.read, id))?.state).toBe('not_possible')
      expect(codesOf(await answerAction(then, head, { ...answer, state: 'done', result: 'Нет' }))).toEqual([
        'action_over',
      ])
    })
  })

  test('its work lies with whoever has to do it, and is settled when it is done', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId, caseId } = await tellCase(deps, 'Жұмыс')
    const work = async (kind: string) => {
      const rows = await listCaseWork(deps.db.read, caseId)
      return rows.filter(row => row.kind === kind).map(row => row.desk)
    }
    const ofSitting = (id: string, kind: 'sitting' | 'minutes') => findWorkItem(deps.db.read, `${kind}-${id}`)
    const { sittingId, items, then } = await openWith(deps, [agendaItemId])
    const centre = await actorNamed(deps, 'centre')
    expect(await ofSitting(sittingId, 'sitting')).toMatchObject({ state: 'open', desk: `secretary:${district}` })
    expect(await work('research')).toContain(centre.id)
    valueOrThrow(await answerAs(then, 'centre', caseId, ''))
    expect(await work('research')).not.toContain(centre.id)
    const actionId = await hear(then, items[0] ?? '')
    const head = await actorNamed(deps, 'head')
    expect(await work('research')).toEqual([])
    expect(await work('action')).toEqual([head.id])
    expect((await findWorkItem(deps.db.read, `action-${actionId}`))?.due_at).toBe('2026-12-03T18:59:59.999Z')
    const done = { id: actionId, state: 'done' as const, result: 'Посещена', letter: '', evidence: '' }
    valueOrThrow(await answerAction(then, head, done))
    expect(await work('action')).toEqual([])
    const secretary = await actorNamed(deps, 'secretary')
    valueOrThrow(await closeSitting(then, secretary, sittingId))
    expect(await ofSitting(sittingId, 'sitting')).toMatchObject({ state: 'settled' })
    expect(await ofSitting(sittingId, 'minutes')).toMatchObject({ desk: `secretary:${district}` })
    valueOrThrow(await signMinutes(then, secretary, { sittingId, number: '7', sha256: '' }))
    expect(await ofSitting(sittingId, 'minutes')).toMatchObject({ state: 'open', desk: `chair:${district}` })
    const { sha256 = '' } = (await findMinutes(deps.db.read, sittingId)) ?? {}
    valueOrThrow(await signMinutes(then, await actorNamed(deps, 'chair'), { sittingId, number: '', sha256 }))
    expect(await ofSitting(sittingId, 'minutes')).toMatchObject({ state: 'settled' })
  })

  describe('the minutes', () => {
    test('are signed by two people, frozen with their hash in the log, and corrected by addenda alone', async () => {
      const deps = await openDistrict(await open())
      const { agendaItemId, caseId } = await tellCase(deps, 'Хатт')
      const { sittingId, items, then } = await openWith(deps, [agendaItemId])
      const [itemId = ''] = items
      expect((await answerAs(then, 'member.health', caseId, '')).ok).toBe(true)
      await hear(then, itemId, 'Охранять днём и ночью')
      const later = at(then, then.now.add({ hours: 1 }))
      const secretary = await actorNamed(later, 'secretary')
      const chair = await actorNamed(later, 'chair')
      expect(codesOf(await signMinutes(later, secretary, { sittingId, number: '1', sha256: '' }))).toEqual([
        'sitting_state',
      ])
      valueOrThrow(await closeSitting(later, secretary, sittingId))
      expect(codesOf(await signMinutes(later, secretary, { sittingId, number: '№1', sha256: '' }))).toEqual([
        'wrong_minutes_number',
      ])
      valueOrThrow(await signMinutes(later, secretary, { sittingId, number: '1/1', sha256: '' }))
      const typed = { itemId, notes: { summary: 'Позже' }, shownAt: toStamp(later.now) }
      expect(codesOf(await saveNotes(later, secretary, typed))).toEqual(['minutes_signed'])
      const { id, sha256, head } = (await findMinutes(deps.db.read, sittingId)) ?? { id: '', sha256: '', head: null }
      expect(head).toMatchObject({ number: '1/1', quorum_missing: [], presiding: 'Серик Ахметжанов' })
      expect(codesOf(await signMinutes(later, secretary, { sittingId, number: '', sha256 }))).toEqual([
        'signed_by_same_person',
      ])
      expect(codesOf(await signMinutes(later, chair, { sittingId, number: '', sha256: 'other' }))).toEqual([
        'changed_meanwhile',
      ])
      expect(codesOf(await addAddendum(later, chair, itemId, 'Рано'))).toEqual(['minutes_not_frozen'])
      expect(valueOrThrow(await signMinutes(later, chair, { sittingId, number: '', sha256 }))).toEqual({ frozen: true })
      const logged = deps.db.read.selectFrom('audit_entry').select('details').where('action', '=', 'minutes.frozen')
      expect((await logged.execute()).map(row => row.details)).toEqual([expect.stringContaining(sha256)])
      const item = await findSittingItem(deps.db.read, itemId)
      const [part] = await listParts(deps.db.read, id)
      if (!item || !part) throw new Error('a part is missing')
      expect(await openPart(deps.db, item.key_id, part)).toMatchObject({
        decision_ru: 'Охранять днём и ночью',
        victim: { name: 'Хаттова Хаттат', born_on: expect.stringMatching(/^19/) },
        research: expect.arrayContaining([{ agency: 'health', state: 'nil', facts: '', opinion: '' }]),
        actions: [{ agency: 'police', due_on: '2026-12-03', risk_ru: expect.any(String) }],
      })
      expect(part.sealed_content).not.toContain('Хаттова')
      await expect(deps.db.write.updateTable('minutes_part').set({ sha256: 'x' }).execute()).rejects.toThrow('refuses')
      valueOrThrow(await addAddendum(later, chair, itemId, 'Опечатка в дате'))
    })

    test('take no number twice in a year', async () => {
      const deps = await openDistrict(await open())
      const numbers = []
      for (const days of [3, 10]) {
        const { agendaItemId } = await tellCase(deps, days === 3 ? 'Нөмір' : 'Жылда')
        const { sittingId, items, then } = await openWith(deps, [agendaItemId], deps.now.add({ hours: 24 * days }))
        await hear(then, items[0] ?? '')
        const later = at(then, then.now.add({ hours: 1 }))
        const secretary = await actorNamed(later, 'secretary')
        valueOrThrow(await closeSitting(later, secretary, sittingId))
        numbers.push(codesOf(await signMinutes(later, secretary, { sittingId, number: '7', sha256: '' })))
      }
      expect(numbers).toEqual([[], ['minutes_number_taken']])
    })
  })

  test('the consent agenda is heard as one block, and needs a quorum', async () => {
    const deps = await openDistrict(await open())
    const { agendaItemId } = await tellCase(deps, 'Келісім', high)
    const urgent = await tellCase(deps, 'Шұғыл')
    const sittingId = await planAt(deps)
    const secretary = await actorNamed(deps, 'secretary')
    const consent = { sittingId, agendaItemId: urgent.agendaItemId, track: 'consent' } as const
    expect(codesOf(await addSittingItem(deps, secretary, consent))).toEqual(['critical_stays'])
    const itemId = await placeOn(deps, sittingId, agendaItemId, 'consent')
    const then = at(deps, thursday)
    await markPresent(then, sittingId, ['police'])
    valueOrThrow(await openSitting(then, secretary, sittingId, true))
    expect(codesOf(await agreeConsentAgenda(then, secretary, sittingId))).toEqual(['vote_without_quorum'])
    await markPresent(then, sittingId)
    expect(valueOrThrow(await agreeConsentAgenda(then, secretary, sittingId))).toEqual({ agreed: 1 })
    expect((await findSittingItem(deps.db.read, itemId))?.state).toBe('heard')
  })
})

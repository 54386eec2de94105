import { expect, test } from 'vitest'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import { addIncident } from '../../src/commands/case/add-incident.ts'
import { overrideConsent } from '../../src/commands/case/override-consent.ts'
import { proposeTransfer } from '../../src/commands/case/propose-transfer.ts'
import { reportIncident } from '../../src/commands/case/report-incident.ts'
import { askCorrection } from '../../src/commands/correction/ask-correction.ts'
import { decideCorrection } from '../../src/commands/correction/decide-correction.ts'
import { findLastAssessment } from '../../src/storage/assessment-store.ts'
import { findCase, listIncidents } from '../../src/storage/case-store.ts'
import { setCaseState } from '../../src/storage/case-closing-store.ts'
import { listIncoming } from '../../src/storage/case-transfer-store.ts'
import { listItems } from '../../src/storage/conference-agenda.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { findReferral } from '../../src/storage/referral-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { listCaseWork } from '../../src/storage/work-item-store.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { openDistrict, placeOn, planAt, tellCase } from '../support/commission.ts'
import { correctionReason as reason, voidBoth } from '../support/correction.ts'
import { eachEngine } from '../support/database.ts'
import { openReferred } from '../support/help-story.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'

const page = { limit: 10, offset: 0 }
const why = 'Угроза убийством с оружием в руках этой ночью'

eachEngine((_engine, open) => {
  test('a case without an assessment that stands takes a further incident and an override, and waits for its interview', async () => {
    const deps = await openDistrict(await open())
    const [inspector, head] = [await actorNamed(deps, 'inspector'), await actorNamed(deps, 'head')]
    const { caseId, assessmentId } = await tellCase(deps, 'Сабыр')
    await voidBoth(deps, caseId, { kind: 'assessment', id: assessmentId })
    const told = { caseId, happenedAt: '2026-11-23T08:00', account: 'Снова пришёл' }
    valueOrThrow(await addIncident(deps, inspector, told))
    expect(await listIncidents(deps.db.read, caseId)).toHaveLength(2)
    expect(await findLastAssessment(deps.db.read, caseId)).toBeNull()
    const override = { caseId, agency: 'health', ground: 'danger_to_life', reason: why, endsOn: '' } as const
    valueOrThrow(await overrideConsent(deps, head, override))
    await setCaseState(deps.db.write, caseId, 'closed')
    const number = (await findCase(deps.db.read, caseId, toStamp(deps.now)))?.number ?? ''
    const report = { ...told, number, surname: 'Сабырова', happenedAt: '2026-11-23T09:00' }
    valueOrThrow(await reportIncident(deps, await actorNamed(deps, 'duty'), report))
    expect(await findCase(deps.db.read, caseId, toStamp(deps.now))).toMatchObject({ state: 'open' })
    expect((await listCaseWork(deps.db.read, caseId)).map(item => item.kind)).toContain('reassessment')
  })

  test('nobody reports an incident into a voided case', async () => {
    const deps = await openDistrict(await open())
    const { caseId } = await tellCase(deps, 'Сабыр')
    const number = (await findCase(deps.db.read, caseId, toStamp(deps.now)))?.number ?? ''
    await voidBoth(deps, caseId, { kind: 'case', id: caseId })
    const told = { number, surname: 'Сабырова', happenedAt: '2026-11-23T08:00', account: 'Снова пришёл' }
    expect(await reportIncident(deps, await actorNamed(deps, 'duty'), told)).toMatchObject({
      faults: [{ code: 'case_unknown' }],
    })
  })

  test('what leaves the queue leaves the list of the sitting on which it stood', async () => {
    const deps = await openDistrict(await open())
    const one = await tellCase(deps, 'Сабыр')
    const other = await tellCase(deps, 'Жанар')
    const sitting = await planAt(deps)
    await placeOn(deps, sitting, one.agendaItemId)
    await placeOn(deps, sitting, other.agendaItemId)
    await voidBoth(deps, one.caseId, { kind: 'case', id: one.caseId })
    await voidBoth(deps, other.caseId, { kind: 'assessment', id: other.assessmentId })
    const items = await listItems(deps.db.read, { excluded: [] }, sitting)
    expect(items.map(item => item.state)).toEqual(['withdrawn', 'withdrawn'])
  })

  test('with a case its referral, its transfer and all its work end; a centre reads nothing of it any more', async () => {
    const deps = await openDistrict(await open())
    const { caseId, id, inspector } = await openReferred(deps)
    const head = await actorNamed(deps, 'head')
    valueOrThrow(await recordConsent(deps, inspector, { caseId, agency: 'crisis_centre', state: 'given' }))
    valueOrThrow(await proposeTransfer(deps, head, { caseId, district: '751110000', reason }))
    await voidBoth(deps, caseId, { kind: 'case', id: caseId })
    expect(await listCaseWork(deps.db.read, caseId)).toEqual([])
    const referral = await findReferral(deps.db.read, id)
    expect([referral?.state, referral?.sharing_ended_at]).toEqual(['withdrawn', toStamp(deps.now)])
    const far = scopeOf(await actorNamed(deps, 'inspector2'), 'transfer.answer')
    expect(await listIncoming(deps.db.read, far, page)).toEqual([])
  })

  test('a swapped case leaves nothing with the centre that was told of the wrong one', async () => {
    const deps = await openDistrict(await open())
    const { caseId, id, inspector } = await openReferred(deps)
    const target = { kind: 'case', id: caseId } as const
    const asked = valueOrThrow(await askCorrection(deps, inspector, { caseId, kind: 'swap', target, reason }))
    const agreed = { id: asked.id, agrees: true, reason: '' }
    valueOrThrow(await decideCorrection(deps, await actorNamed(deps, 'head'), agreed))
    expect((await findReferral(deps.db.read, id))?.sharing_ended_at).toBe(toStamp(deps.now))
    expect(await listCaseWork(deps.db.read, caseId)).toEqual([])
  })

  test('after a swap the referral of the wrong one has to be made anew for the right one, with its whole clock', async () => {
    const deps = await openDistrict(await open())
    const { caseId, inspector } = await openReferred(deps)
    const measures = async (id: string) =>
      (await listCaseMeasures(deps.db.read, id)).filter(each => each.code === 'crisis_centre_referral')
    expect(await measures(caseId)).toMatchObject([{ state: 'done' }])
    const target = { kind: 'case', id: caseId } as const
    const asked = valueOrThrow(await askCorrection(deps, inspector, { caseId, kind: 'swap', target, reason }))
    const later = { ...deps, now: deps.now.add({ hours: 30 }) }
    const agreed = { id: asked.id, agrees: true, reason: '' }
    const made = valueOrThrow(await decideCorrection(later, await actorNamed(deps, 'head'), agreed))
    const due_at = toStamp(later.now.add({ hours: 3 }))
    const [measure, ...others] = await measures(made.caseId)
    expect(others).toEqual([])
    expect(measure).toMatchObject({ state: 'due', due_at, opened_at: toStamp(later.now), closed_by: null })
    const work = (await listCaseWork(deps.db.read, made.caseId)).find(item => item.source_id === measure?.id)
    expect(work).toMatchObject({ due_at, owner_id: inspector.id })
    expect(await measures(caseId)).toMatchObject([{ state: 'done' }])
  })
})

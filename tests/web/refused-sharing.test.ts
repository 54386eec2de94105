import { expect, test } from 'vitest'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { sharingAgencies } from '../../src/domain/case/consent.ts'
import { reachReferral } from '../../src/commands/referral/reach-referral.ts'
import { readSharing } from '../../src/commands/referral/sharing.ts'
import { findReferral } from '../../src/storage/referral-store.ts'
import { eachEngine } from '../support/database.ts'
import { acceptOrThrow, refer, withChildren } from '../support/help-story.ts'
import { signIn, startProgram } from '../support/program.ts'
import { readForm } from '../support/read-form.ts'
import { actorNamed, openStory, reassess, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

eachEngine((_engine, open) => {
  test('who says in the interview that nothing is to be passed on has refused each agency, and no referral starts by itself', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now })
    const edge = { ...deps, now }
    const officer = await actorNamed(edge, 'inspector')
    const { caseId } = await openStory(edge, officer, { ...withChildren, consent_to_share: 'no' })
    const visitor = await signIn(app, 'inspector')
    const page = (await visitor.get(`/cases/${caseId}/consent`)).text
    expect(page.split('<p>Отказ</p>').length - 1).toBe(sharingAgencies.length)
    expect(page).not.toContain('<p>Ещё не спрашивали</p>')
    const { action, fields } = readForm(
      (await visitor.get(`/cases/${caseId}/referral`)).text,
      `/cases/${caseId}/referrals`,
    )
    expect(fields['ground']).toBe('')
    expect((await visitor.post(action, { ...fields, need: 'Учебная нужда' })).status).toBe(422)
    const secretary = await actorNamed(edge, 'secretary')
    expect(await refer(edge, secretary, caseId)).toEqual({
      ok: false,
      faults: [{ code: 'consent_missing', at: 'ground' }],
    })
    expect((await visitor.get(`/cases/${caseId}/chronology`)).text).toContain('Все организации')
  })

  test('who agreed and refuses at the next interview is shared no longer', async () => {
    const { deps } = await startProgram(await open(), 0, { now })
    const at = (hours: number) => ({ ...deps, now: now.add({ hours }) })
    const officer = await actorNamed(at(0), 'inspector')
    const centre = await actorNamed(at(0), 'centre')
    const { caseId } = await openStory(at(0), officer, withChildren)
    const { id } = valueOrThrow(await refer(at(0), officer, caseId))
    await acceptOrThrow(at(0), centre, id)
    const again = async (hours: number, consent_to_share: string) => {
      const started = valueOrThrow(await startReassessment(at(hours), officer, { caseId, prompt: 'scheduled' }))
      await reassess(at(hours), officer, started.id, { ...withChildren, consent_to_share })
      const reached = await reachReferral(at(hours), deps.db.read, centre, { id, action: 'referral.view', tier: 3 })
      return [reached.ok, (await findReferral(deps.db.read, id))?.sharing_ended_at]
    }
    expect(await again(24, 'yes')).toEqual([true, null])
    expect(await again(48, 'no')).toEqual([false, '2026-11-25T04:00:00.000Z'])
  })

  test('who agrees again on the day on which she refused in an interview has agreed', async () => {
    const { deps } = await startProgram(await open(), 0, { now })
    const at = (hours: number) => ({ ...deps, now: now.add({ hours }) })
    const officer = await actorNamed(at(0), 'inspector')
    const { caseId } = await openStory(at(0), officer, withChildren)
    const agree = async (hours: number) => {
      const told = { caseId, agency: 'crisis_centre', state: 'given' } as const
      valueOrThrow(await recordConsent(at(hours), officer, told))
      return (await readSharing(deps.db.read, caseId, 'crisis_centre', at(hours).now)).ground
    }
    expect(await agree(1)).toBe('consent')
    const started = valueOrThrow(await startReassessment(at(2), officer, { caseId, prompt: 'scheduled' }))
    await reassess(at(2), officer, started.id, { ...withChildren, consent_to_share: 'no' })
    expect((await readSharing(deps.db.read, caseId, 'crisis_centre', at(2).now)).ground).toBeNull()
    expect(await agree(3)).toBe('consent')
  })
})

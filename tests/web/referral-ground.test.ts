import { expect, test } from 'vitest'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import { eachEngine } from '../support/database.ts'
import { withChildren } from '../support/help-story.ts'
import { signIn, startProgram } from '../support/program.ts'
import { readForm } from '../support/read-form.ts'
import { actorNamed, openStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

eachEngine((_engine, open) => {
  test('after a refusal the form of a referral gives no consent by itself', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now })
    const edge = { ...deps, now }
    const officer = await actorNamed(edge, 'inspector')
    const { caseId } = await openStory(edge, officer, withChildren)
    const visitor = await signIn(app, 'inspector')
    const form = async () =>
      readForm((await visitor.get(`/cases/${caseId}/referral`)).text, `/cases/${caseId}/referrals`)
    expect((await form()).fields['ground']).toBe('consent')
    valueOrThrow(await recordConsent(edge, officer, { caseId, agency: 'crisis_centre', state: 'refused' }))
    const { action, fields } = await form()
    expect(fields['ground']).toBe('')
    const unsaid = await visitor.post(action, { ...fields, need: 'Учебная нужда' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('Спросите ещё раз')
    expect(unsaid.text).toContain('Учебная нужда')
    const asked = await visitor.post(action, { ...fields, ground: 'consent' })
    expect(asked.headers['location']).toMatch(/^\/referrals\//)
  })
})

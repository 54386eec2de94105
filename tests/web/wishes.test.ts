import { expect, test } from 'vitest'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { nameLocationReader } from '../../src/commands/person/name-location-reader.ts'
import { listCaseAssessments } from '../../src/storage/assessment-store.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, provisionalHigh, reassess, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const words = { wishes: 'чтобы он ушёл на время', fears: 'его брата', talk: 'со старшей сестрой, не с матерью' }

eachEngine((_engine, open) => {
  test('her wishes, fears, whom to talk to and who may be told stand before all else on every page of the case', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const edge: CommandDeps = { ...deps, now }
    const officer = await actorNamed(edge, 'inspector')
    const { caseId, assessmentId } = await openStory(edge, officer, provisionalHigh)
    const head = await signIn(app, 'head')
    const path = `/cases/${caseId}`
    await head.get(`${path}/consent`)
    expect((await head.post(`${path}/wishes`, words)).status).toBe(303)
    expect((await head.post(`${path}/consent`, { agency: 'crisis_centre', state: 'given' })).status).toBe(303)
    const override = { agency: 'health', ground: 'danger_to_life', reason: 'Угроза убийством этой ночью', ends_on: '' }
    expect((await head.post(`${path}/consent/override`, override)).status).toBe(303)
    const { id: self } = await actorNamed(edge, 'head')
    valueOrThrow(await nameLocationReader(edge, await actorNamed(edge, 'head'), { caseId, accountId: self }))
    const pages = ['', '/chronology', '/orders', '/consent', '/links', '/perpetrator', '/transfer', '/reassessment']
    const others = ['/location', '/location-readers'].map(page => `${path}${page}`)
    const results = ['', '/records', '/raise', '/instruments/b_safer'].map(
      page => `/assessments/${assessmentId}${page}`,
    )
    for (const page of [...pages.map(each => `${path}${each}`), ...others, ...results]) {
      const { status, text } = await head.get(page)
      expect(status, page).toBe(200)
      const block = text.slice(text.indexOf('<section class="safety"'), text.indexOf('</section>'))
      for (const word of Object.values(words)) expect(block, page).toContain(word)
      expect(block, page).toContain(
        'Кризисный центр (по её согласию), Управление здравоохранения (по решению начальника)',
      )
      expect(block, page).toContain('Отдел образования, Акимат, Комиссия')
      expect(block.includes('+7 700 000 00 17'), page).toBe(page === path)
    }
  })

  test('a number alone is no agreed way of contact: nobody reads that she may be called', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const inspector = await signIn(app, 'inspector')
    const to = (await inspector.post('/interviews')).headers['location'] ?? ''
    await inspector.get(to)
    await inspector.post(to, { 'safe_contact.phone': '+7 700 000 00 17' })
    const block = async (path: string) => {
      const { text } = await inspector.get(path)
      return text.slice(text.indexOf('<section class="safety'), text.indexOf('</section>'))
    }
    expect(await block(to)).toContain('Способ связи не согласован')
    const edge: CommandDeps = { ...deps, now }
    const story = {
      ...provisionalHigh,
      safe_contact: { phone: '+7 700 000 00 17', channel: '', hours: '', who_hears: '' },
    }
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), story)
    expect(await block(`/cases/${caseId}`)).toContain('Способ связи не согласован')
  })

  test('whom to talk to outlives the next interview, which does not ask it', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const edge: CommandDeps = { ...deps, now }
    const officer = await actorNamed(edge, 'inspector')
    const { caseId } = await openStory(edge, officer, provisionalHigh)
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/cases/${caseId}/consent`)
    await visitor.post(`/cases/${caseId}/wishes`, words)
    const { id } = valueOrThrow(await startReassessment(edge, officer, { caseId, prompt: 'scheduled' }))
    await reassess(edge, officer, id, { ...provisionalHigh, wishes: 'уехать к сестре' })
    const { text } = await visitor.get(`/cases/${caseId}`)
    for (const word of ['уехать к сестре', words.fears, words.talk]) expect(text).toContain(word)
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(2)
  })
})

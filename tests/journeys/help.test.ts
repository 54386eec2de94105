import { expect, test } from 'vitest'
import { createTranslator, type Locale } from '../../src/i18n/translator.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { umit, withChildren } from '../support/help-story.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import { readForm } from '../support/read-form.ts'
import { actorNamed, openStory } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T19:30:00Z')
const shelter = 'Учебный переулок'
/** What happened, as the story tells it. */
const account = 'Учебный рассказ'

async function follow(visitor: Visitor, response: { headers: Record<string, string>; status: number; text: string }) {
  expect(response.status, response.text.slice(0, 2000)).toBe(303)
  return visitor.get(response.headers['location'] ?? '')
}

const linkTo = (page: string, pattern: RegExp) => pattern.exec(page)?.[0]?.replaceAll('&amp;', '&') ?? 'no link'

async function begin(db: Database, language: Locale) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const enter = (name: string) => signIn(app, name, { 'accept-language': language })
  return { app, edge, enter, t: createTranslator(language) }
}

eachEngine((engine, open) => {
  const language: Locale = engine === 'sqlite' ? 'kk' : 'ru'

  test('extreme at night: referred in two taps, refused for no place, accepted by the second, admitted with two children, discharged', async () => {
    const db = await open()
    const { edge, enter, t } = await begin(db, language)
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), withChildren)
    const inspector = await enter('inspector')

    const casePage = await inspector.get(`/cases/${caseId}`)
    const first = linkTo(casePage.text, /\/cases\/[\w-]+\/referral\?kind=crisis_centre/)
    const preview = await inspector.get(first)
    expect(preview.status).toBe(200)
    for (const text of ['Жәбірова', '+7 700 000 00 17', withChildren.wishes, 'Аружан', 'Нұрбек']) {
      expect(preview.text).toContain(text)
    }
    expect(preview.text).not.toContain(account)
    expect(preview.text).not.toContain(shelter)
    const sending = readForm(preview.text, `/cases/${caseId}/referrals`)
    expect(sending.fields).toMatchObject({ to: 'demo-centre-almaly', places: 'with_children' })
    const sent = await follow(inspector, await inspector.post(sending.action, sending.fields))
    const referral = linkTo(sent.text, /\/referrals\/[\w-]{16,}(?=\/letter)/)
    expect(sent.text).toContain(t('referral-state-sent'))
    const done = (await listCaseMeasures(db.read, caseId)).find(each => each.code === 'crisis_centre_referral')
    expect(done?.state).toBe('done')

    const centre = await enter('centre')
    expect((await centre.get('/')).text).toContain(t('work-referral'))
    expect((await centre.get('/referrals')).text).not.toContain('Жәбірова')
    const asked = await centre.get(referral)
    expect(asked.text).toContain('Жәбірова')
    const empty = await centre.post(`${referral}/refuse`, { reason: '', proposed: '', explanation: '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain(t('fault-refusal-reason-missing'))
    expect(empty.text).toContain(t('fault-proposal-missing'))
    await centre.post(`${referral}/refuse`, { reason: 'no_place', proposed: umit, explanation: 'Орын жоқ' })
    const late = await centre.post(`${referral}/accept`, { bed: 'with_bed' })
    expect(late.status).toBe(422)
    expect(late.text).toContain(t('fault-referral-refused'))

    expect((await inspector.get('/')).text).toContain(t('work-referral'))
    const refused = await inspector.get(referral)
    expect(refused.text).toContain('Орын жоқ')
    const resend = linkTo(
      refused.text,
      /\/cases\/[\w-]+\/referral\?kind=crisis_centre&(amp;)?to=demo-centre-auezov[^"]*/,
    )
    const again = await inspector.get(resend)
    const next = readForm(again.text, `/cases/${caseId}/referrals`)
    expect(next.fields['to']).toBe(umit)
    const second = await follow(inspector, await inspector.post(next.action, next.fields))
    const secondReferral = linkTo(second.text, /\/referrals\/[\w-]{16,}(?=\/letter)/)

    const helper = await enter('centre2')
    const file = await follow(helper, await helper.post(`${secondReferral}/accept`, { bed: 'with_bed' }))
    const client = /action="(\/clients\/[\w-]+)\/attempts"/.exec(file.text)?.[1] ?? ''
    expect(file.text).toContain(t('stay-reserved', { adults: 1, children: 2 }))
    const board = await inspector.get('/beds')
    expect(board.text).not.toContain(shelter)
    expect(board.text).not.toContain('Учебный проезд')

    const intake = readForm(file.text, `${client}/intake`)
    const told = { surname: 'Жәбірова', given_name: 'Әлия', patronymic: '', born_on: '1995-04-11', phone: '' }
    await follow(
      helper,
      await helper.post(intake.action, {
        ...intake.fields,
        ...told,
        criteria: 'physical',
        needs: '',
        documents: '',
        hours: '',
        who_hears: '',
      }),
    )
    for (const [name, born_on] of [
      ['Аружан', '2019-05-01'],
      ['Нұрбек', '2024-02-10'],
    ] as const) {
      await helper.post(`${client}/people`, { name, born_on, note: '' })
    }
    const ready = await helper.get(client)
    const people = [...ready.text.matchAll(/name="people" value="([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(people).toHaveLength(3)
    const children = people.slice(1)
    const alone = await helper.post(`${client}/admit`, { people: children })
    expect(alone.status).toBe(422)
    expect(alone.text).toContain(t('fault-child-without-adult'))
    const staying = await follow(helper, await helper.post(`${client}/admit`, { people }))
    expect(staying.text).toContain(t('stay-state-present'))

    const plan = { from: '0', warning_signs: 'Ішіп келсе', code_word: 'қызыл орамал', bag: '', safe_places: '' }
    const rest = { children: '', phone: '', escape: '', whom_to_call: '102' }
    const printed = await follow(helper, await helper.post(`${client}/safety-plan`, { ...plan, ...rest }))
    expect(printed.text).toContain('қызыл орамал')
    const article = /<article[^]*<\/article>/.exec(printed.text)?.[0] ?? ''
    for (const trace of ['Жәбірова', 'Үміт', /\d{4}-\d{4}-\d{5}/, /[RC]-2026-/]) expect(article).not.toMatch(trace)

    await helper.post(`${client}/notes`, { note: 'Құпия сөз: нарцисс' })
    await helper.post(`${client}/safety`, { safety: 'Оны жұмысына дейін ертіп барыңыздар' })
    const status = await inspector.get(secondReferral)
    expect(status.text).toContain(t('status-staying'))
    expect(status.text).toContain('ертіп барыңыздар')
    for (const secret of ['қызыл орамал', 'нарцисс', 'Учебный проезд']) expect(status.text).not.toContain(secret)

    const leaving = { ended_at: '', destination: 'relatives', follower: 'police', where_to: 'әпкесіне', follows: '' }
    await follow(helper, await helper.post(`${client}/discharge`, leaving))
    const left = await inspector.get(secondReferral)
    expect(left.text).toContain(t('status-left', { follower: t('follower-police') }))
    expect(left.text).not.toContain('әпкесіне')
  })

  test('the letter of referral is a Word file in each language with what was shared and nothing else', async () => {
    const db = await open()
    const { edge, enter } = await begin(db, language)
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), withChildren)
    const inspector = await enter('inspector')
    const preview = await inspector.get(`/cases/${caseId}/referral`)
    const { action, fields } = readForm(preview.text, `/cases/${caseId}/referrals`)
    const sent = await follow(inspector, await inspector.post(action, { ...fields, need: 'Психолог' }))
    for (const letterLanguage of ['kk', 'ru'] as const) {
      const path = linkTo(sent.text, new RegExp(`/referrals/[\\w-]+/letter/${letterLanguage}`))
      const response = await inspector.get(path)
      expect(response.headers['content-disposition']).toMatch(/filename="R-2026-\d{8}-(kk|ru)\.docx"/)
      const text = readText(readParts(await inspector.download(path)).get('word/document.xml') ?? '')
      const say = createTranslator(letterLanguage)
      for (const part of [say('letter-to'), say('letter-ask-safe'), 'Жәбірова Әлия', '+7 700 000 00 17', 'Психолог']) {
        expect(text).toContain(part)
      }
      for (const secret of [account, shelter, /\d{4}-\d{4}-\d{5}/]) expect(text).not.toMatch(secret)
    }
  })

  test('who came by herself and wants no police is known to nobody outside the centre', async () => {
    const db = await open()
    const { enter, t } = await begin(db, language)
    const centre = await enter('centre')
    const told = { surname: 'Жасырынова', given_name: 'Гүл', patronymic: '', born_on: '', sex: 'female' }
    const contact = { phone: '+7 700 000 00 19', channel: 'call', hours: '', who_hears: '' }
    const bad = await centre.post('/clients', { ...told, ...contact, phone: 'жоқ' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('value="Жасырынова"')
    const file = await follow(centre, await centre.post('/clients', { ...told, ...contact }))
    expect(file.text).toContain('Жасырынова')
    expect(file.text).not.toContain(t('client-do-safety'))
    const number = /C-2026-\d{8}/.exec(file.text)?.[0] ?? 'none'
    const path = /\/clients\/[\w-]{16,}/.exec(file.text)?.[0] ?? ''
    const outside = ['inspector', 'head', 'duty', 'department', 'secretary', 'akimat', 'centre2', 'member.health']
    for (const name of [...outside, 'auditor', 'analyst', 'admin']) {
      const visitor = await enter(name)
      for (const page of [
        '/',
        '/referrals',
        '/referrals?show=live',
        '/beds',
        '/cases',
        '/queue',
        '/people',
        '/audit',
        path,
        `${path}/notes`,
      ]) {
        const seen = await visitor.get(page)
        expect(seen.text, `${name} ${page}`).not.toContain('Жасырынова')
        expect(seen.text, `${name} ${page}`).not.toContain(number)
      }
      expect([403, 404], name).toContain((await visitor.get(path)).status)
    }
  })

  test('consent withdrawn while the page is open: the next tap reads nothing and says why', async () => {
    const db = await open()
    const { edge, enter, t } = await begin(db, language)
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), withChildren)
    const inspector = await enter('inspector')
    const preview = await inspector.get(`/cases/${caseId}/referral`)
    const { action, fields } = readForm(preview.text, `/cases/${caseId}/referrals`)
    const sent = await follow(inspector, await inspector.post(action, fields))
    const referral = linkTo(sent.text, /\/referrals\/[\w-]{16,}(?=\/letter)/)
    const centre = await enter('centre')
    expect((await centre.get(referral)).text).toContain('Жәбірова')
    await inspector.get(referral)
    const began = performance.now()
    expect((await inspector.post(`${referral}/end-sharing`)).status).toBe(303)
    const after = await centre.get(referral)
    expect(performance.now() - began).toBeLessThan(1000)
    expect(after.status).toBe(200)
    expect(after.text).toContain(t('referral-no-longer-shared'))
    expect(after.text).not.toContain('Жәбірова')
    const accepted = await centre.post(`${referral}/accept`, { bed: 'with_bed' })
    expect(accepted.status).toBe(422)
    expect(accepted.text).toContain(t('fault-consent-withdrawn'))
    expect((await centre.get(`${referral}/letter/ru`)).status).toBe(403)
  })
})

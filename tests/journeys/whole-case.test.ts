import { expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listItems } from '../../src/storage/conference-agenda.ts'
import { listCaseOrders } from '../../src/storage/order-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { listCaseWork } from '../../src/storage/work-item-store.ts'
import { seatOfAgency, thursday } from '../support/commission.ts'
import { makePlace, openPlace } from '../support/database.ts'
import { answerInterview, startInterview, submitInterview } from '../support/interview.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const monday = Temporal.Instant.from('2026-11-23T05:00:00Z')
const t = createTranslator('ru')

function idIn(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`nothing like ${pattern.source} on the page: ${text.slice(0, 500)}`)
  return found
}

/** The fields of a form as the page gave them. */
function fieldsOf(page: string, action: string): Record<string, string> {
  const form = page.split('<form ').find(part => part.includes(`action="${action}"`)) ?? ''
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  const chosen = [...form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(([, name, options]) => {
    const value = /value="([^"]*)" selected/.exec(options ?? '') ?? /value="([^"]*)"/.exec(options ?? '')
    return [name ?? '', value?.[1] ?? ''] as const
  })
  const all = [...hidden.map(([, name, value]) => [name ?? '', value ?? ''] as const), ...chosen]
  return Object.fromEntries(all.filter(([name]) => name !== '_csrf'))
}

type Answer = Awaited<ReturnType<Visitor['post']>>

function follows(answer: Answer): string {
  expect(answer.status, answer.text.split('<main').at(-1)?.slice(0, 1500)).toBe(303)
  return answer.headers['location'] ?? ''
}

it('a case goes from the call through every hand to its closing under supervision', { timeout: 180_000 }, async () => {
  const db = await openPlace(makePlace('sqlite'))
  const clock = { now: monday }
  const { app, deps } = await startProgram(db, 0, clock)
  const edge = () => ({ ...deps, now: clock.now })
  const enter = (name: string) => signIn(app, name)

  const called = await enter('inspector')
  const interview = await startInterview(called)
  await answerInterview(called, interview)
  await called.post(`/interviews/${interview}/victim`, { crisis_centre_offer: 'accepted' })
  const assessment = await submitInterview(called, interview)
  const result = await called.get(`/assessments/${assessment}`)
  const caseId = idIn(result.text, /href="\/cases\/([\w-]{16,})"/)
  const standing = async () => findCase(db.read, caseId, toStamp(clock.now))
  expect(['high', 'extreme']).toContain((await standing())?.category)

  const day = await called.get('/')
  const tapped = idIn(day.text, /action="(\/measures\/[\w-]+)"/)
  expect(follows(await called.post(tapped, { state: 'done', back: 'day' }))).toBe('/')
  expect((await called.get('/')).text).not.toContain(tapped)

  await called.get(`/cases/${caseId}/orders`)
  const act = {
    number: '17',
    issuer: 'Учебный отдел',
    issued_on: '2026-11-23',
    handed_at: '2026-11-23T09:30',
    ends_on: '',
  }
  follows(await called.post(`/cases/${caseId}/orders`, { kind: 'protective_order', ...act }))

  const told = await called.get(`/cases/${caseId}/contacts`)
  expect(told.status).toBe(200)
  const contact = { kind: 'visit', reached: 'yes', children_seen: 'seen', order_kept: 'kept', note: '' }
  follows(await called.post(`/cases/${caseId}/contacts`, { ...contact, happened_at: '2026-11-23T09:50' }))

  const preview = await called.get(`/cases/${caseId}/referral?kind=crisis_centre`)
  const sending = fieldsOf(preview.text, `/cases/${caseId}/referrals`)
  const sent = await called.get(follows(await called.post(`/cases/${caseId}/referrals`, sending)))
  const referral = idIn(sent.text, /(\/referrals\/[\w-]{16,})(?=\/letter)/)
  const centre = await enter('centre')
  expect((await centre.get('/')).text).toContain(t('work-referral'))
  await centre.get(referral)
  const file = await centre.get(follows(await centre.post(`${referral}/accept`, { bed: 'without_bed' })))
  const client = idIn(file.text, /action="(\/clients\/[\w-]+)\/attempts"/)

  const secretary = await enter('secretary')
  await secretary.get('/commission')
  const planned = await secretary.post('/sittings', { starts_at: '2026-11-26T10:00', minutes: '120' })
  const sitting = idIn(follows(planned), /\/sittings\/(.+)$/)
  await secretary.get(`/sittings/${sitting}`)
  follows(await secretary.post(`/sittings/${sitting}/take`))
  follows(await secretary.post(`/sittings/${sitting}/invite`))
  clock.now = thursday
  const desk = await enter('secretary')
  await desk.get(`/sittings/${sitting}`)
  const came: Record<string, string> = {}
  for (const agency of ['police', 'social_protection', 'crisis_centre', 'guardianship', 'health'])
    came[(await seatOfAgency(edge(), agency)).id] = 'representative'
  for (const office of ['chair', 'secretary'])
    came[(await seatOfAgency(edge(), 'akimat', office)).id] = 'representative'
  follows(await desk.post(`/sittings/${sitting}/attendance`, came))
  follows(await desk.post(`/sittings/${sitting}/open`))
  const item = (await listItems(db.read, { excluded: [] }, sitting)).find(one => one.case_id === caseId)
  const path = `/sitting-items/${item?.id}`
  await desk.get(path)
  await desk.post(`${path}/open`)
  const open = await desk.get(path)
  const links = { link_guardianship: 'yes', link_offender_work: 'yes', link_health: 'yes' }
  const notes = { summary: 'Слушали случай', decision_kk: 'Қорғау күшейтілсін', decision_ru: 'Усилить защиту' }
  follows(
    await desk.post(`${path}/notes`, {
      shown_at: idIn(open.text, /name="shown_at" value="([^"]+)"/),
      ...links,
      ...notes,
    }),
  )
  const words = { text_kk: 'Үйге бару', text_ru: 'Посетить', evidence_kk: 'Акт', evidence_ru: 'Акт' }
  const seat = (await seatOfAgency(edge(), 'police')).id
  follows(await desk.post(`${path}/actions`, { ...words, seat, due_on: '2026-12-03', risk: 'strangulation' }))
  clock.now = clock.now.add({ minutes: 9 })
  follows(await desk.post(`${path}/conclude`))
  follows(await desk.post(`/sittings/${sitting}/close`))

  const helper = await enter('centre')
  await helper.get(client)
  const feedback = await helper.post(`${client}/feedback`, { told: 'Сказано, что решено', said: 'Согласна' })
  expect(feedback.status, feedback.text.split('<main').at(-1)?.slice(0, 1500)).toBe(303)

  const head = await enter('head')
  const instruction = idIn((await head.get('/commission-work')).text, /href="(\/instructions\/[^"]+)"/)
  await head.get(instruction)
  follows(await head.post(instruction, { state: 'done', result: 'Посетили', letter: '17-1', evidence: 'Акт' }))

  for (let days = 8; ['high', 'extreme'].includes((await standing())?.category ?? ''); days += 8) {
    clock.now = thursday.add({ hours: 24 * days })
    const officer = await enter('inspector')
    await officer.get(`/cases/${caseId}/reassessment`)
    const again = idIn(
      follows(await officer.post(`/cases/${caseId}/reassessment`, { prompt: 'scheduled' })),
      /interviews\/([^/]+)/,
    )
    await answerInterview(officer, again)
    const calmer = { physical_contact: 'no', strangulation: 'never', confinement: 'no', weapon_used: 'never' }
    const incident = { incident_at: '2026-01-20T21:30', incident_account: 'Учебный рассказ' }
    await officer.post(`/interviews/${again}/incident`, { ...incident, ...calmer })
    const judged = await officer.post(`/interviews/${again}/judgement`, {
      category: 'low',
      concern: 'Опасность заметно уменьшилась',
    })
    follows(judged)
    const chief = await enter('head')
    const lowering = idIn((await chief.get('/approvals')).text, /action="(\/lowerings\/[\w-]+)"/)
    follows(await chief.post(lowering, { answer: 'agree', reason: '' }))
    expect(days).toBeLessThan(30)
  }

  const closer = await enter('head')
  const [order] = await listCaseOrders(db.read, caseId)
  const refused = await closer.get(`/cases/${caseId}/closing`)
  if (order && refused.text.includes(t('fault-order-in-force'))) {
    follows(await closer.post(`/orders/${order.id}/end`, { reason: 'lifted' }))
    await closer.get(`/cases/${caseId}/closing`)
  }
  const work = (await listCaseWork(db.read, caseId)).map(one => one.kind)
  expect(
    follows(await closer.post(`/cases/${caseId}/closing`, { reason: 'Учебное основание' })),
    work.join(),
  ).toContain('closing')
  expect((await closer.get(`/cases/${caseId}/closing`)).text).toContain(t('case-state-supervised'))
  // What the centre has to do for her does not end with the case of the police.
  const left = (await listCaseWork(db.read, caseId)).map(one => one.kind)
  expect(left).toEqual(['contact', 'supervision', 'supervision'])
  await db.close()
})

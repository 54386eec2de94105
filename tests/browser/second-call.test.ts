import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { answerBlocks, expectReadable, fillContact, signInAs, startCall, type Reader } from '../support/inspector.ts'
import { actorNamed, openStory, scene } from '../support/story.ts'

const tablet = { width: 820, height: 1180 }
const nobody = { patronymic: '', iin: '', sex: '' }
const firstCall = {
  ...scene,
  incident_at: '2026-11-09T21:30',
  strangulation: 'this_incident',
  victim: { ...nobody, surname: 'Тестова', given_name: 'Алия', born_on: '1990-03-05' },
  perpetrator: { ...nobody, surname: 'Тестов', given_name: 'Кайрат', born_on: '1988-01-02' },
}

describe.each(['kk', 'ru'] as const)('a second call under another spelling, in %s', language => {
  let house: BrowserHouse
  let caseId: string

  beforeAll(async () => {
    house = await openHouse()
    const then = { ...house.deps, now: Temporal.Instant.from('2026-11-10T04:00:00Z') }
    caseId = (await openStory(then, await actorNamed(then, 'inspector'), firstCall)).caseId
  })
  afterAll(() => house.close())

  async function check(page: Page, name: string) {
    await expectReadable(page, `${language}-${name}`)
  }

  /** Unfolds a form of the page and gives it. */
  function unfold({ page }: Reader, action: RegExp | string) {
    const wanted = typeof action === 'string' ? `form[action="${action}"]` : `form[action$="${action.source}"]`
    const folded = page.locator('details', { has: page.locator(wanted) })
    return { open: () => folded.locator('summary').click(), form: folded.locator('form') }
  }

  const localMinute = (hoursAgo: number) => {
    const at = Temporal.Now.instant().subtract({ hours: hoursAgo }).toZonedDateTimeISO('Asia/Almaty')
    return at.toPlainDateTime().toString({ smallestUnit: 'minute' })
  }

  it('finds the first case, lists the repeat, and the breach of the order is work of today', async () => {
    const page = await (await house.browser.newContext({ viewport: tablet })).newPage()
    const reader: Reader = { page, address: house.address, t: createTranslator(language), language }
    const { t } = reader
    await signInAs(reader, 'inspector')
    await startCall(reader)
    await fillContact(reader)
    await page.locator('[name="victim.born_on"]').fill('1990-03-05')
    await page.locator('[name="perpetrator.born_on"]').fill('1988-01-02')
    await answerBlocks(reader, async () => {})
    await page.locator('[name=concern]').fill('Он душил её при детях и вернётся вечером.')
    await page.locator('[name=category][value=medium]').check({ force: true })
    await page.getByRole('button', { name: t('judgement-submit') }).click()
    await page.getByRole('heading', { level: 1, name: t('match-title') }).waitFor()
    await check(page, 'match')
    for (const [part, name] of [
      ['victim', 'Тестова Алия'],
      ['perpetrator', 'Тестов Кайрат'],
    ] as const) {
      await page.locator(`#q-${part} label.card`, { hasText: name }).first().click()
    }
    await page.getByRole('button', { name: t('match-save') }).click()
    await page.waitForURL(/\/assessments\//)
    await check(page, 'result')
    await page.getByRole('link', { name: t('result-to-case') }).click()
    await page.waitForURL(`${house.address}/cases/${caseId}`)
    await check(page, 'case')
    const number = /\d{4}-\d{4}-\d{5}/.exec(await page.locator('h1').innerText())?.[0] ?? 'no number'
    await expectReason(reader, number, { kk: '12 ай ішінде қайталануы', ru: 'Повторность за 12 месяцев' }[language])
    await registerAndBreach(reader)
    await page.goto(`${house.address}/cases/${caseId}/chronology`)
    await page.getByText(t('chronology-breach')).first().waitFor()
    await check(page, 'chronology')
    const breached = { kk: 'ерекше талаптарды бұзу', ru: 'Нарушение защитного предписания' }[language]
    await expectReason(reader, number, breached)
    await page.goto(`${house.address}/`)
    const today = page.locator('section', { hasText: t('day-part-today') })
    await today.locator(`a[href="/cases/${caseId}/reassessment"]`).first().waitFor()
    await check(page, 'day')
  }, 240_000)

  async function registerAndBreach(reader: Reader) {
    const { page } = reader
    const path = `/cases/${caseId}/orders`
    await page.goto(`${house.address}${path}`)
    const order = unfold(reader, path)
    await order.open()
    await order.form.locator('[name=number]').fill('75/1-204')
    await order.form.locator('[name=issuer]').fill('УП Алмалинского района')
    await order.form.locator('[name=issued_on]').fill(localMinute(2).slice(0, 10))
    await order.form.locator('[name=handed_at]').fill(localMinute(2))
    await order.form.locator('button').click()
    const breach = unfold(reader, /\/breaches/)
    await breach.form.first().waitFor({ state: 'attached' })
    await check(page, 'orders')
    await breach.open()
    await breach.form.locator('[name=happened_at]').fill(localMinute(1))
    await breach.form.locator('[name=account]').fill('Ждал её у входа на работу')
    await breach.form.locator('button').click()
    await page.locator('.card .late').first().waitFor()
  }

  async function expectReason({ page }: Reader, number: string, reason: string) {
    await page.goto(`${house.address}/queue`)
    const item = page.locator('li.card', { hasText: number })
    await item.locator('.reasons li', { hasText: reason }).waitFor()
  }
})

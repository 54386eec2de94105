import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import {
  answerBlocks,
  expectReadable,
  fillContact,
  giveJudgement,
  signInAs,
  startCall,
  type Reader,
} from '../support/inspector.ts'
import { takePicture } from '../support/pictures.ts'

const tablet = { width: 820, height: 1180 }
const desk = { width: 1280, height: 900 }

/** Together they show every kind of question. */
const lookedAt = new Set(['contact', 'incident', 'children'])

describe.each(['kk', 'ru'] as const)('an inspector on a tablet in %s', language => {
  let house: BrowserHouse

  beforeAll(async () => {
    house = await openHouse(3)
  })
  afterAll(() => house.close())

  async function readerAt(viewport: { width: number; height: number }, javaScriptEnabled = true): Promise<Reader> {
    const page = await (await house.browser.newContext({ viewport, javaScriptEnabled })).newPage()
    return { page, address: house.address, t: createTranslator(language), language }
  }

  async function check(page: Page, name: string) {
    const file = `${language}-${name}`
    if (name !== 'day') await takePicture(page, file)
    await expectReadable(page, file)
  }

  it('goes from the first answer to a high case that the secretary finds in the queue', async () => {
    const inspector = await readerAt(tablet)
    const { page, t } = inspector
    await page.goto(`${house.address}/sign-in?lang=${language}`)
    await check(page, 'sign-in')
    await signInAs(inspector, 'inspector')
    await check(page, 'day')
    await startCall(inspector)
    await fillContact(inspector)
    await answerBlocks(inspector, async block => {
      if (lookedAt.has(block)) await check(page, `interview-${block}`)
    })
    await giveJudgement(inspector, () => check(page, 'judgement'))
    const verdict = page.locator('.verdict .category')
    expect(['high', 'extreme']).toContain(await verdict.getAttribute('data-category'))
    await check(page, 'result')
    await page.getByRole('link', { name: t('judgement-open-form') }).click()
    await check(page, 'structured-judgement')
    for (const part of ['priority', 'severe', 'imminent']) {
      await page.locator(`[name="summary.${part}"][value=high]`).check({ force: true })
    }
    await page.getByRole('button', { name: t('judgement-save') }).click()
    await page.waitForURL(/\/assessments\/[^/]+$/)
    const number = await numberOn(page)
    await page.getByRole('link', { name: t('result-to-case') }).click()
    await page.waitForURL(/\/cases\//)
    await check(page, 'case')
    await expectQueued(await readerAt(desk), number)
  }, 180_000)

  it('does the same without JavaScript', async () => {
    const inspector = await readerAt(tablet, false)
    await signInAs(inspector, 'inspector')
    await startCall(inspector)
    await fillContact(inspector)
    await answerBlocks(inspector, async () => {})
    await giveJudgement(inspector, async () => {})
    const secretary = await readerAt(tablet, false)
    await signInAs(secretary, 'secretary')
    await secretary.page.goto(`${house.address}/queue`)
    await secretary.page.locator('li.card', { hasText: await numberOn(inspector.page) }).waitFor()
  }, 90_000)

  async function numberOn(page: Page): Promise<string> {
    return /\d{4}-\d{4}-\d{5}/.exec(await page.locator('h1').innerText())?.[0] ?? 'no number'
  }

  async function expectQueued(secretary: Reader, number: string) {
    const { page } = secretary
    await signInAs(secretary, 'secretary')
    await page.goto(`${house.address}/queue`)
    const item = page.locator('li.card', { hasText: number })
    await item.waitFor()
    expect(await item.locator('.reasons li').count()).toBeGreaterThan(0)
    expect(await page.content()).not.toContain('Тестова')
    await check(page, 'queue')
    await item.getByRole('link').click()
    await page.getByText('Тестова').first().waitFor()
    expect(await page.content()).not.toContain('700 000 00 17')
    await check(page, 'case-secretary')
  }
})

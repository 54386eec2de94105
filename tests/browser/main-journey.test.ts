import type { Server } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { launchBrowser, listen } from '../support/browser.ts'
import { makePlace } from '../support/database.ts'
import { questionnaires, startProgram } from '../support/program.ts'

const tablet = { width: 820, height: 1180 }
const pictures = process.env['PANA_PICTURES']

/** Answers of an invented case: a partner who strangled her and threatens to kill her. */
const answers: Readonly<Record<string, string>> = {
  relationship: 'spouse',
  physical_contact: 'yes',
  strangulation: 'this_incident',
  confinement: 'yes',
  weapon_used: 'never',
}

describe.each(['kk', 'ru'] as const)('an inspector on a tablet in %s', language => {
  const t = createTranslator(language)
  let database: Database
  let server: Server
  let address: string
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    database = await openDatabase(makePlace('sqlite'))
    const listening = await listen((await startProgram(database)).app)
    server = listening.server
    address = listening.address
    browser = await launchBrowser()
    context = await browser.newContext({ viewport: tablet })
  })
  afterAll(async () => {
    await browser.close()
    server.close()
    server.closeAllConnections()
    await database.close()
  })

  async function check(page: Page, name: string) {
    if (pictures) await page.screenshot({ path: `${pictures}/${language}-${name}.png`, fullPage: true })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
    expect(serious.map(one => `${one.id}: ${one.nodes[0]?.html ?? ''}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits`).toBe(true)
  }

  async function signIn(page: Page, username: string) {
    await page.goto(`${address}/sign-in?lang=${language}`)
    await check(page, 'sign-in')
    await page.getByLabel(t('field-username')).fill(username)
    await page.getByLabel(t('field-password')).fill(demoPassword)
    await page
      .locator('main')
      .getByRole('button', { name: t('sign-in'), exact: true })
      .click()
    await page.getByRole('heading', { level: 1, name: t('nav-day') }).waitFor()
  }

  async function answerBlock(page: Page) {
    const when = page.locator('[name=incident_at]')
    if ((await when.count()) > 0) {
      await when.fill('2026-11-20T21:30')
      await page.locator('[name=incident_account]').fill('Пришёл вечером, схватил за горло, не выпускал из комнаты.')
    }
    // By code, not by place: an answer may show a question that stands before the ones still to be answered.
    const shown = page.locator('fieldset.question:visible')
    for (const code of await shown.evaluateAll(all => all.map(one => one.getAttribute('data-item') ?? ''))) {
      const value = answers[code] ?? 'no'
      const choice = page.locator(`fieldset.question input[type=radio][name="${code}"][value="${value}"]`)
      if ((await choice.count()) > 0) await choice.check({ force: true })
    }
    await page.getByRole('button', { name: t('interview-next') }).click()
  }

  it('goes from the first answer to a high case that the secretary finds in the queue', async () => {
    const page = await context.newPage()
    await signIn(page, 'inspector')
    await check(page, 'day')
    await page.getByRole('button', { name: t('new-call') }).click()
    await page.locator('[name="safe_contact.phone"]').fill('+7 700 000 00 17')
    await page.locator('[name="wishes"]').fill('чтобы он ушёл на время')
    await page.locator('[name="victim.surname"]').fill('Тестова')
    await page.locator('[name="victim.given_name"]').fill('Әлия')
    await page.locator('[name="perpetrator.surname"]').fill('Тестов')
    await page.locator('[name="perpetrator.given_name"]').fill('Қайрат')
    await check(page, 'contact')
    const blocks = questionnaires.banks[0]?.definition.blocks.filter(block => !block.specialised) ?? []
    for (const block of blocks) {
      await page.waitForURL(new RegExp(`/${block.code}(#.*)?$`))
      await answerBlock(page)
      await page.waitForURL(url => !url.pathname.endsWith(`/${block.code}`) || url.hash !== '')
      if (page.url().includes(`/${block.code}#`)) await answerBlock(page)
    }
    await page.getByRole('heading', { level: 1, name: t('judgement-title') }).waitFor()
    await page.locator('[name=concern]').fill('Он душил её при детях и вернётся вечером.')
    await page.locator('[name=category][value=medium]').check({ force: true })
    await check(page, 'judgement')
    await page.getByRole('button', { name: t('judgement-submit') }).click()
    await page.waitForURL(/\/assessments\//)
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
    const number = /\d{4}-\d{4}-\d{5}/.exec(await page.locator('h1').innerText())?.[0] ?? 'no number'
    await page.getByRole('link', { name: t('result-to-case') }).click()
    await check(page, 'case')

    const desk = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await signIn(desk, 'secretary')
    await desk.goto(`${address}/queue`)
    const item = desk.locator('li.card', { hasText: number })
    await item.waitFor()
    expect(await item.locator('.reasons li').count()).toBeGreaterThan(0)
    expect(await desk.content()).not.toContain('Тестова')
    await check(desk, 'queue')
    await item.getByRole('link').click()
    await desk.getByText('Тестова').first().waitFor()
    expect(await desk.content()).not.toContain('700 000 00 17')
    await check(desk, 'case-secretary')
  }, 120_000)
})

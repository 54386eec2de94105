import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import { demoPassword } from '../../db/demo/places.ts'
import type { Translate } from '../../src/i18n/translator.ts'
import { questionnaires } from './program.ts'

/** Answers of an invented case: a partner who strangled her and threatens to kill her. */
const answers: Readonly<Record<string, string>> = {
  relationship: 'spouse',
  physical_contact: 'yes',
  strangulation: 'this_incident',
  confinement: 'yes',
  weapon_used: 'never',
}

/** A person at a browser, who reads the pages in one language. */
export type Reader = { readonly page: Page; readonly address: string; readonly t: Translate; readonly language: string }

export async function signInAs({ page, address, t, language }: Reader, username: string): Promise<void> {
  await page.goto(`${address}/sign-in?lang=${language}`)
  await page.getByLabel(t('field-username')).fill(username)
  await page.getByLabel(t('field-password')).fill(demoPassword)
  await page
    .locator('main')
    .getByRole('button', { name: t('sign-in'), exact: true })
    .click()
  await page.getByRole('heading', { level: 1, name: t('nav-day') }).waitFor()
}

/** Starts an interview; its first block waits for her safe contact. */
export async function startCall({ page, t }: Reader): Promise<void> {
  await page.getByRole('button', { name: t('new-call') }).click()
  await page.locator('[name="safe_contact.phone"]').waitFor()
}

export async function fillContact({ page }: Reader): Promise<void> {
  await page.locator('[name="safe_contact.phone"]').fill('+7 700 000 00 17')
  await page.locator('[name="wishes"]').fill('чтобы он ушёл на время')
  await page.locator('[name="victim.surname"]').fill('Тестова')
  await page.locator('[name="victim.given_name"]').fill('Әлия')
  await page.locator('[name="perpetrator.surname"]').fill('Тестов')
  await page.locator('[name="perpetrator.given_name"]').fill('Қайрат')
}

/** Answers every block to its end; `see` looks at each block before it is sent. */
export async function answerBlocks(reader: Reader, see: (block: string) => Promise<void>): Promise<void> {
  const { page } = reader
  const blocks = questionnaires.banks[0]?.definition.blocks.filter(block => !block.specialised) ?? []
  for (const { code } of blocks) {
    await page.waitForURL(new RegExp(`/${code}(#.*)?$`))
    await answerShown(page)
    await see(code)
    await goOn(reader)
    await page.waitForURL(url => !url.pathname.endsWith(`/${code}`) || url.hash !== '')
    if (page.url().includes(`/${code}#`)) {
      await answerShown(page)
      await goOn(reader)
    }
  }
}

export async function goOn({ page, t }: Reader): Promise<void> {
  await page.getByRole('button', { name: t('interview-next') }).click()
}

async function answerShown(page: Page): Promise<void> {
  const when = page.locator('[name=incident_at]')
  if ((await when.count()) > 0) {
    await when.fill('2026-11-20T21:30')
    await page.locator('[name=incident_account]').fill('Пришёл вечером, схватил за горло, не выпускал из комнаты.')
  }
  // By code: an answer may bring a question up between the others.
  const shown = page.locator('fieldset.question:visible')
  for (const code of await shown.evaluateAll(all => all.map(one => one.getAttribute('data-item') ?? ''))) {
    const choice = page.locator(`input[type=radio][name="${code}"][value="${answers[code] ?? 'no'}"]`)
    if ((await choice.count()) > 0) await choice.check({ force: true })
  }
}

/** Writes the own view before the score and opens the result. */
export async function giveJudgement({ page, t }: Reader, see: () => Promise<void>): Promise<void> {
  await page.getByRole('heading', { level: 1, name: t('judgement-title') }).waitFor()
  await page.locator('[name=concern]').fill('Он душил её при детях и вернётся вечером.')
  await page.locator('[name=category][value=medium]').check({ force: true })
  await see()
  await page.getByRole('button', { name: t('judgement-submit') }).click()
  await sayNobodyKnown(page, t)
  await page.waitForURL(/\/assessments\//)
}

/** The program asks where the register knows people alike. */
async function sayNobodyKnown(page: Page, t: Translate): Promise<void> {
  const nobody = page.getByRole('radio', { name: t('match-nobody') })
  await Promise.race([page.waitForURL(/\/assessments\//), nobody.first().waitFor()])
  if ((await nobody.count()) === 0) return
  for (const one of await nobody.all()) await one.check()
  await page.getByRole('button', { name: t('match-save') }).click()
}

/** No serious fault that axe knows, and what `expectFits` says. */
export async function expectReadable(page: Page, name: string): Promise<void> {
  const violations = await findViolations(page)
  const serious = violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
  expect(serious.map(one => `${name}: ${one.id}: ${one.nodes[0]?.html ?? ''}`)).toEqual([])
  await expectFits(page, name)
}

/** Nothing wider than the screen, one first heading. */
export async function expectFits(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits`).toBe(true)
  expect(await page.locator('h1').count(), `${name} has one first heading`).toBe(1)
}

/**
 * Without frames axe needs no second page to gather what it found (its legacy mode), and a page that has the script already
 * need not take it again: both took three quarters of the time.
 */
async function findViolations(page: Page) {
  const loaded = await page.evaluate(() => 'axe' in globalThis)
  const builder = new AxeBuilder(loaded ? { page, axeSource: 'void 0' } : { page })
  const { violations } = await builder
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
}

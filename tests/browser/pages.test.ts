import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { expectReadable, signInAs } from '../support/inspector.ts'

/** Every page that the main journey does not open, by an account that opens it; the last of the inspector's are refusals. */
const pagesOf: Readonly<Record<string, readonly string[]>> = {
  inspector: ['/cases', '/me', '/accounts', '/no-such-page'],
  secretary: ['/'],
  admin: [
    '/accounts',
    '/organisations',
    '/questionnaires',
    '/questionnaires/banks/1.0.0',
    '/questionnaires/instruments/odara/1.0.0',
    '/questionnaires/procedures/kz/1.0.0',
  ],
  auditor: ['/audit'],
  analyst: ['/figures'],
}

const sizes = {
  tablet: { width: 820, height: 1180 },
  /** Also what a tablet at 200 % zoom leaves. */
  phone: { width: 390, height: 844 },
} as const

describe('the pages of every role', { timeout: 90_000 }, () => {
  let house: BrowserHouse

  beforeAll(async () => {
    house = await openHouse(2)
  })
  afterAll(() => house.close())

  async function readerAs(username: string, language: 'kk' | 'ru'): Promise<Page> {
    const page = await (await house.browser.newContext({ viewport: sizes.tablet })).newPage()
    await signInAs({ page, address: house.address, t: createTranslator(language), language }, username)
    return page
  }

  it.each(Object.keys(pagesOf))('can be read by %s in Kazakh and in Russian on a tablet and on a phone', async name => {
    const page = await readerAs(name, 'kk')
    for (const path of pagesOf[name] ?? []) {
      for (const language of ['kk', 'ru']) {
        await page.goto(`${house.address}${path}?lang=${language}`)
        await expectReadable(page, `${name} ${path} ${language}`)
        await page.setViewportSize(sizes.phone)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} fits`).toBe(true)
        await page.setViewportSize(sizes.tablet)
      }
    }
  })

  it('can be read in the dark', async () => {
    const page = await readerAs('secretary', 'kk')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${house.address}/queue`)
    await expectReadable(page, 'queue in the dark')
    await page.locator('li.card a').first().click()
    await page.waitForURL(/\/cases\//)
    await expectReadable(page, 'case in the dark')
  })
})

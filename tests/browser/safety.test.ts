import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { fillContact, goOn, signInAs, startCall, type Reader } from '../support/inspector.ts'

describe('what is on the screen', { timeout: 90_000 }, () => {
  const t = createTranslator('ru')
  let house: BrowserHouse
  let reader: Reader
  let page: Page

  beforeAll(async () => {
    house = await openHouse(2)
  })
  beforeEach(async () => {
    page = await (await house.browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage()
    reader = { page, address: house.address, t, language: 'ru' }
    await signInAs(reader, 'inspector')
  })
  afterAll(() => house.close())

  const status = (state: string) => page.locator(`[data-saved][data-state=${state}]`)
  const yes = (item: string) => page.locator(`[name="${item}"][value=yes]`)

  async function openIncident() {
    await startCall(reader)
    await fillContact(reader)
    await goOn(reader)
    await page.waitForURL(/\/incident$/)
  }

  it('keeps an answer that could not be sent, sends it again, and warns whoever leaves before', async () => {
    await openIncident()
    await page.route('**/answers', route => route.abort())
    await yes('physical_contact').check({ force: true })
    await page.locator('[name=incident_account]').fill('Схватил за горло.')
    await page.locator('[data-saved]', { hasText: /2$/ }).waitFor()
    await goOn(reader)
    expect(page.url()).toMatch(/\/incident$/)
    const warning = page.waitForEvent('dialog')
    const leaving = page.goto(house.address).catch(() => 'stayed')
    await (await warning).dismiss()
    expect(await leaving).toBe('stayed')
    await page.unroute('**/answers')
    await status('unsent').waitFor({ state: 'detached' })
    await page.reload()
    expect(await yes('physical_contact').isChecked()).toBe(true)
    expect(await page.locator('[name=incident_account]').inputValue()).toBe('Схватил за горло.')
  })

  it('keeps an answer given while the session is locked until the password is entered in another tab', async () => {
    await openIncident()
    const other = await page.context().newPage()
    await other.goto(`${house.address}/hide`)
    await yes('physical_contact').check({ force: true })
    await status('locked').waitFor()
    await other.goto(`${house.address}/unlock`)
    await other.getByLabel(t('field-password')).fill(demoPassword)
    await other.getByRole('button', { name: t('unlock'), exact: true }).click()
    await status('locked').waitFor({ state: 'detached' })
    await page.reload()
    expect(await yes('physical_contact').isChecked()).toBe(true)
  })

  it('shows her safe contact and her wish on top as soon as they are written', async () => {
    await startCall(reader)
    await fillContact(reader)
    await page.locator('.safety', { hasText: 'чтобы он ушёл на время' }).waitFor()
    await page.mouse.wheel(0, 2000)
    expect(await page.locator('.safety').evaluate(one => one.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0)
    expect(await page.locator('.safety').innerText()).not.toContain('700 000')
  })

  it.each([
    ['by one tap', () => page.locator('[data-hide]').click()],
    [
      'by Esc twice',
      async () => {
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
      },
    ],
  ])('is hidden %s, and going back asks for the password and opens the same place', async (_how, hide) => {
    await openIncident()
    await hide()
    await page.waitForURL(/\/hide$/)
    expect(await page.content()).not.toContain('Пана')
    await page.getByRole('link', { name: t('hidden-back') }).click()
    await page.getByRole('heading', { name: t('unlock-title') }).waitFor()
    expect(await page.locator('main').innerText()).not.toContain('ушёл')
    await page.getByLabel(t('field-password')).fill(demoPassword)
    await page.getByRole('button', { name: t('unlock'), exact: true }).click()
    await page.waitForURL(/\/incident$/)
  })

  it('goes blank after ten idle minutes and comes back with what was typed after the password', async () => {
    await openIncident()
    await page.goto(page.url().replace(/incident$/, 'judgement'))
    await page.clock.install()
    await page.reload()
    await page.locator('[name=concern]').fill('Он вернётся вечером.')
    await page.clock.runFor('09:30')
    await page.keyboard.press('Shift')
    await page.clock.runFor('09:30')
    expect(await page.locator('[name=concern]').isVisible()).toBe(true)
    await page.clock.runFor('01:00')
    await page.getByRole('heading', { name: t('unlock-title') }).waitFor()
    expect(await page.locator('main').innerText()).not.toContain('вечером')
    await page.getByLabel(t('field-password')).fill(demoPassword)
    await page.getByRole('button', { name: t('unlock'), exact: true }).click()
    await page.getByRole('heading', { name: t('again-title') }).waitFor()
    expect(await page.locator('[name=concern]').inputValue()).toBe('Он вернётся вечером.')
  })

  it('is gone after signing out: the back button shows no page of the session', async () => {
    await page.goto(`${house.address}/cases`)
    await page.getByText(t('nav-own'), { exact: true }).click()
    await page.getByRole('button', { name: t('sign-out') }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: t('sign-in-title') }).waitFor()
    expect(await page.content()).not.toMatch(/\d{4}-\d{4}-\d{5}/)
  })

  it('keeps what is typed when the language changes', async () => {
    await openIncident()
    await page.goto(page.url().replace(/incident$/, 'judgement'))
    await page.locator('[name=concern]').fill('Он вернётся вечером.')
    await page.locator('[name=category][value=high]').check({ force: true })
    await page.getByRole('link', { name: 'Қаз' }).click()
    await page.getByRole('heading', { level: 1, name: createTranslator('kk')('judgement-title') }).waitFor()
    expect(await page.locator('[name=concern]').inputValue()).toBe('Он вернётся вечером.')
    expect(await page.locator('[name=category][value=high]').isChecked()).toBe(true)
  })

  it('is printed with who printed it, when, and the entry of the log', async () => {
    await page.goto(`${house.address}/cases`)
    await page.locator('main .card a').first().click()
    await page.emulateMedia({ media: 'print' })
    const sheet = page.locator('.sheet')
    expect(await sheet.isVisible()).toBe(true)
    expect(await sheet.innerText()).toMatch(/\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}\. Лист \d+-\d+$/)
    expect(await page.locator('.bar').isVisible()).toBe(false)
    const ink = await page.locator('.verdict .category').evaluate(one => getComputedStyle(one).color)
    expect(ink).toBe('rgb(0, 0, 0)')
  })

  it('offers answers at least 48 pixels high, four of the same width', async () => {
    await openIncident()
    const boxes = await page
      .locator('#q-physical_contact .answers label')
      .evaluateAll(all => all.map(one => one.getBoundingClientRect()).map(({ width, height }) => ({ width, height })))
    expect(boxes).toHaveLength(4)
    expect(Math.min(...boxes.map(box => box.height))).toBeGreaterThanOrEqual(48)
    expect(Math.max(...boxes.map(box => box.width)) - Math.min(...boxes.map(box => box.width))).toBeLessThan(1)
  })
})

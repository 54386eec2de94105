import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { withChildren } from '../support/help-story.ts'
import { expectReadable, signInAs, type Reader } from '../support/inspector.ts'
import { takePicture } from '../support/pictures.ts'
import { actorNamed, openStory } from '../support/story.ts'

const tablet = { width: 820, height: 1180 }

describe.each(['kk', 'ru'] as const)('help in the browser in %s', language => {
  const t = createTranslator(language)
  let house: BrowserHouse

  beforeAll(async () => {
    house = await openHouse(0)
  })
  afterAll(() => house.close())

  async function enter(username: string): Promise<Reader> {
    const page = await (await house.browser.newContext({ viewport: tablet })).newPage()
    const reader = { page, address: house.address, t, language }
    await signInAs(reader, username)
    return reader
  }

  async function check(page: Page, name: string) {
    if (name === 'beds') await takePicture(page, `${language}-${name}`)
    await expectReadable(page, `${language}-${name}`)
  }

  const unfold = (page: Page, form: string) => page.locator(`details#q-${form} > summary`).click()
  const send = (page: Page, action: RegExp | string) =>
    page.locator(typeof action === 'string' ? `form[action$="${action}"] button` : 'form button').click()

  it('an extreme case at night comes from the referral to the discharge', { timeout: 180_000 }, async () => {
    const edge = { ...house.deps, now: house.deps.clock() }
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), withChildren)
    const { page } = await enter('inspector')
    await page.goto(`${house.address}/cases/${caseId}`)
    await page.locator('a[href*="/referral?kind=crisis_centre"]').first().click()
    await page.getByText('Жәбірова').first().waitFor()
    await check(page, 'make')
    await send(page, '/referrals')
    await page.waitForURL(/\/referrals\/[\w-]{16,}$/)
    const first = page.url()
    await check(page, 'sent')

    const centre = await enter('centre')
    await check(centre.page, 'day')
    await centre.page.goto(`${house.address}/referrals`)
    await check(centre.page, 'in')
    await centre.page.goto(first)
    await unfold(centre.page, 'refuse')
    await send(centre.page, '/refuse')
    await centre.page.getByRole('alert').waitFor()
    await check(centre.page, 'refusal-faults')
    await centre.page.locator('#q-refuse-reason').selectOption('no_place')
    await centre.page.locator('#q-refuse-proposed').selectOption('demo-centre-auezov')
    await send(centre.page, '/refuse')
    await centre.page.getByText(t('referral-state-refused')).first().waitFor()

    await page.reload()
    await page.getByRole('link', { name: t('referral-send-on') }).click()
    await send(page, '/referrals')
    await page.waitForURL(url => /\/referrals\/[\w-]{16,}$/.test(url.href) && url.href !== first)
    const second = page.url()

    const helper = await enter('centre2')
    await helper.page.goto(second)
    await check(helper.page, 'referral')
    await unfold(helper.page, 'accept')
    await send(helper.page, '/accept')
    await helper.page.waitForURL(/\/clients\//)
    await unfold(helper.page, 'intake')
    expect(await helper.page.locator('#q-intake-surname').inputValue()).toBe('Жәбірова')
    await helper.page.locator('input[name=criteria][value=physical]').check({ force: true })
    await send(helper.page, '/intake')
    for (const [name, born] of [
      ['Аружан', '2019-05-01'],
      ['Нұрбек', '2024-02-10'],
    ] as const) {
      await unfold(helper.page, 'people')
      await helper.page.locator('#q-people-name').fill(name)
      await helper.page.locator('#q-people-born_on').fill(born)
      await send(helper.page, '/people')
      await helper.page.locator('li.card', { hasText: name }).waitFor()
    }
    await unfold(helper.page, 'admit')
    for (const box of await helper.page.locator('input[name=people]').all()) await box.check({ force: true })
    await send(helper.page, '/admit')
    await helper.page.getByText(t('stay-state-present')).first().waitFor()
    await check(helper.page, 'file')
    const file = helper.page.url()

    await helper.page.getByRole('link', { name: t('plan-write') }).click()
    await helper.page.locator('#q-plan-code_word').fill('қызыл орамал')
    await helper.page.locator('#q-plan-whom_to_call').fill('102')
    await check(helper.page, 'plan-form')
    await send(helper.page, '/safety-plan')
    await helper.page.locator('article.pocket').waitFor()
    await check(helper.page, 'plan')
    await helper.page.emulateMedia({ media: 'print' })
    expect(await helper.page.locator('.sheet').isVisible()).toBe(false)
    expect(await helper.page.locator('body').innerText()).not.toContain('Жәбірова')
    const width = await helper.page.locator('main').evaluate(one => one.getBoundingClientRect().width)
    expect(width).toBeLessThan(300)
    await helper.page.emulateMedia({ media: 'screen' })

    await helper.page.goto(`${house.address}/beds`)
    await check(helper.page, 'beds')
    await helper.page.goto(`${file}/notes`)
    await check(helper.page, 'notes')
    await helper.page.goto(file)
    await unfold(helper.page, 'discharge')
    await helper.page.locator('#q-discharge-destination').selectOption('relatives')
    await helper.page.locator('#q-discharge-follower').selectOption('centre')
    await send(helper.page, '/discharge')
    await helper.page.getByText(t('stay-state-ended')).first().waitFor()
    await page.goto(`${house.address}/cases/${caseId}/referrals`)
    await check(page, 'case-referrals')
  })

  it('who comes by herself is taken in without the police', { timeout: 120_000 }, async () => {
    const { page } = await enter('centre')
    await page.goto(`${house.address}/clients`)
    await check(page, 'files')
    await page.getByRole('link', { name: t('client-open-title') }).click()
    await page.locator('#q-client-surname').fill('Жасырынова')
    await check(page, 'open')
    await send(page, '/clients')
    await page.waitForURL(/\/clients\/[\w-]{16,}$/)
    const file = page.url()
    await page.getByText('Жасырынова').first().waitFor()
    const inspector = await enter('inspector')
    await inspector.page.goto(`${house.address}/referrals?show=in`)
    expect(await inspector.page.content()).not.toContain('Жасырынова')
    await inspector.page.goto(file)
    expect(await inspector.page.content()).not.toContain('Жасырынова')
    const supervisor = await enter('centre_supervisor')
    for (const path of ['centre-load', 'providers', 'shelter']) {
      await supervisor.page.goto(`${house.address}/${path}`)
      await check(supervisor.page, path)
    }
    const akimat = await enter('akimat')
    await akimat.page.goto(`${house.address}/providers/demo-centre-almaly`)
    await check(akimat.page, 'provider')
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { climbLate } from '../../src/commands/follow-up/climb-late.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { openWorkItem } from '../../src/storage/work-item-store.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { expectReadable, signInAs, type Reader } from '../support/inspector.ts'
import { takePicture } from '../support/pictures.ts'
import { actorNamed, extreme, openStory } from '../support/story.ts'

const tablet = { width: 820, height: 1180 }

describe.each(['kk', 'ru'] as const)('follow-up on a tablet in %s', { timeout: 180_000 }, language => {
  let house: BrowserHouse
  let caseId: string

  beforeAll(async () => {
    house = await openHouse()
    const now = Temporal.Now.instant().subtract({ hours: 1 })
    const edge = { ...house.deps, now }
    caseId = (await openStory(edge, await actorNamed(edge, 'inspector'), extreme)).caseId
    const late = { ...edge, now: now.add({ hours: 3 }), channels: { mail: false, webhook: false } }
    await climbLate(late)
  })
  afterAll(() => house.close())

  async function readerAs(username: string): Promise<Reader> {
    const page = await (await house.browser.newContext({ viewport: tablet })).newPage()
    const reader = { page, address: house.address, t: createTranslator(language), language }
    await signInAs(reader, username)
    return reader
  }

  const countLines = (page: Page) => page.locator('.work .measure').count()

  it('lets the inspector do an honest item of a full day with one tap, and a call in a minute', async () => {
    const { page, t } = await readerAs('inspector')
    await expectReadable(page, `${language} day`)
    await takePicture(page, `${language}-day`)
    expect(await countLines(page)).toBeGreaterThanOrEqual(12)
    const quick = page.locator('.work form.act').first()
    const action = await quick.getAttribute('action')
    await quick.getByRole('button').click()
    await page.waitForURL(`${house.address}/`)
    expect(await page.locator(`form[action="${action}"]`).count()).toBe(0)
    await page.goto(`${house.address}/cases/${caseId}/contacts`)
    await expectReadable(page, `${language} contacts`)
    await page.locator('[name=reached][value=yes]').check({ force: true })
    await page.locator('[name=children_seen][value=none]').check({ force: true })
    await page.getByRole('button', { name: t('contact-save') }).click()
    await page.waitForURL(`${house.address}/cases/${caseId}`)
    await page.goto(`${house.address}/cases/${caseId}/contacts`)
    await page.locator('li.card', { hasText: t('contact-reached-yes') }).waitFor()
  })

  it('leads the inspector from a sign of danger to the reassessment', async () => {
    const { page, t } = await readerAs('inspector')
    await page.goto(`${house.address}/cases/${caseId}/contacts`)
    await page.locator('[name=reached][value=yes]').check({ force: true })
    await page.locator('[name=danger][value=threats]').check({ force: true })
    await page.getByRole('button', { name: t('contact-save') }).click()
    await page.getByRole('link', { name: t('fault-danger-untold') }).waitFor()
    expect(await page.locator('input[value=threats]').isChecked()).toBe(true)
    await page.getByLabel(t('contact-note')).fill('Учебный рассказ об угрозах')
    await page.getByRole('button', { name: t('contact-save') }).click()
    await page.waitForURL(/\/reassessment$/)
  })

  it('shows the head what has climbed, the board behind each figure, and what stands in the way of closing', async () => {
    const { page, t } = await readerAs('head')
    await page.getByRole('heading', { name: t('day-part-climbed') }).waitFor()
    await expectReadable(page, `${language} head day`)
    await page.locator('#climbed .measure a').first().click()
    await page.getByRole('heading', { level: 2, name: t('work-steps') }).waitFor()
    await expectReadable(page, `${language} item`)
    for (const path of ['/board', '/forecast', '/absences', '/closing', `/cases/${caseId}/closing`, '/me/notices']) {
      await page.goto(`${house.address}${path}`)
      await expectReadable(page, `${language} ${path}`)
    }
    await page.goto(`${house.address}/cases/${caseId}/closing`)
    await page.getByText(t('fault-category-high')).waitFor()
  })

  it('puts the centre worker before what is due in the centre today', async () => {
    const { db } = house.deps
    const centre = await actorNamed(house.deps, 'centre')
    const now = Temporal.Now.instant()
    await openWorkItem(db.write, {
      kind: 'contact',
      source_id: `of-the-centre-${language}`,
      case_id: null,
      region: centre.region,
      district: centre.district ?? '',
      organisation_id: centre.organisation,
      owner_role: 'centre',
      owner_id: null,
      code: 'contact',
      unit: 'h',
      opened_at: toStamp(now),
      due_at: toStamp(now.add({ minutes: 1 })),
    })
    const { page, t } = await readerAs('centre')
    await page.getByRole('link', { name: t('work-contact') }).waitFor()
    await expectReadable(page, `${language} centre day`)
  })
})

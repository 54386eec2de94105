import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../../src/commands/account/add-account.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { demoPassword } from '../../db/demo/places.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { updateAccount } from '../../src/storage/account-store.ts'
import { listItems } from '../../src/storage/conference-agenda.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { actorNamed, answerAs, at, hearEarlier, high, tellCase, type Told } from '../support/commission.ts'
import { expectFits, expectReadable, signInAs, type Reader } from '../support/inspector.ts'
import { takePicture } from '../support/pictures.ts'
import { readParts, readText } from '../support/read-word.ts'
import { valueOrThrow } from '../support/story.ts'

const desk = { width: 1280, height: 900 }
const sizes = { desk, tablet: { width: 820, height: 1180 }, phone: { width: 390, height: 844 } } as const
const names = [
  'Ақбұла',
  'Бағлан',
  'Ғазиз',
  'Дәурен',
  'Ербол',
  'Жұмаш',
  'Зейнет',
  'Исата',
  'Қоңыр',
  'Лашын',
  'Меруе',
  'Нұрла',
]
/** Each page is measured everywhere, and read by axe once. */
const looked = new Set(['kk tablet'])
const languages = process.env['PANA_TEST_LONG'] ? (['kk', 'ru'] as const) : (['kk'] as const)

async function readerOf(house: BrowserHouse, username: string, language: 'kk' | 'ru'): Promise<Reader> {
  const page = await (await house.browser.newContext({ viewport: desk })).newPage()
  const reader = { page, address: house.address, t: createTranslator(language), language }
  await signInAs(reader, username)
  return reader
}

describe.each(languages)('a sitting of twelve items in the browser in %s', language => {
  const t = createTranslator(language)
  const told: Told[] = []
  let house: BrowserHouse
  let deps: CommandDeps
  let secretary: Reader
  let sittingId = ''

  beforeAll(async () => {
    house = await openHouse()
    const now = house.deps.clock()
    deps = { ...house.deps, now }
    const before = at(deps, now.subtract({ hours: 30 }))
    for (const [place, name] of names.entries()) {
      told.push({ ...(await tellCase(before, name, place === 2 ? high : undefined)), name })
    }
    await hearEarlier(before, told.slice(0, 3), now.subtract({ hours: 26 }))
    const two = { username: 'secretary.two', displayName: 'Учебный секретарь', role: 'secretary' } as const
    const place = { organisationId: 'demo-commission-almaly', password: demoPassword, language: 'ru' as const }
    const { id } = valueOrThrow(await addAccount(deps, await actorNamed(deps, 'admin'), { ...two, ...place }))
    await updateAccount(deps.db.write, id, { must_change_password: 0 })
    secretary = await readerOf(house, 'secretary', language)
  }, 240_000)
  afterAll(() => house.close())

  const press = async (page: Page, name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.waitForLoadState('load')
  }

  it('is planned, listed and invited from the screen of the secretary', { timeout: 120_000 }, async () => {
    const { page } = secretary
    await page.goto(`${house.address}/commission`)
    await page.getByText(t('sitting-plan'), { exact: true }).click()
    const soon = deps.now.add({ minutes: 30 }).toZonedDateTimeISO('Asia/Almaty').toPlainDateTime()
    await page.locator('form[action="/sittings"] [name=starts_at]').fill(soon.toString().slice(0, 16))
    await page.locator('form[action="/sittings"] [name=minutes]').fill('200')
    await press(page, t('sitting-plan-do'))
    await page.waitForURL(/\/sittings\//)
    sittingId = new URL(page.url()).pathname.split('/')[2] ?? ''
    await press(page, t('proposal-take'))
    expect(await page.locator('ol.cards > li').count()).toBe(12)
    await page.getByText(t('item-change')).last().click()
    await press(page, t('item-close-to'))
    await press(page, t('sitting-invite'))
    for (const { caseId } of told.slice(3, 5))
      valueOrThrow(await answerAs(deps, 'member.health', caseId, 'Была в травмпункте'))
    await page.reload()
    await expectReadable(page, 'sitting before')
  })

  it('opens with everybody there', { timeout: 60_000 }, async () => {
    const { page } = secretary
    await press(page, t('attendance-rest'))
    await expect.poll(() => page.locator('.seats fieldset input:checked').count()).toBe(7)
    await press(page, t('sitting-open'))
    await expectReadable(page, 'sitting open')
  })

  it('keeps what is typed through a crash and a second secretary', { timeout: 120_000 }, async () => {
    const item = await nextItem()
    if (!item) throw new Error('the list is empty')
    let { page } = secretary
    await page.goto(`${house.address}/sitting-items/${item.id}`)
    await press(page, t('item-open'))
    const other = await readerOf(house, 'secretary.two', language)
    await other.page.goto(`${house.address}/sitting-items/${item.id}`)
    await type(page, 'summary', 'Слушали первую')
    const context = page.context()
    await page.close({ runBeforeUnload: false })
    page = await context.newPage()
    secretary = { ...secretary, page }
    await page.goto(`${house.address}/sitting-items/${item.id}`)
    expect(await page.locator('[name=summary]').inputValue()).toBe('Слушали первую')
    await other.page.locator('[name=summary]').fill('Слушали вторую')
    await press(other.page, t('notes-save'))
    expect(await other.page.locator('[name=summary]').inputValue()).toBe('Слушали вторую')
    await other.page.getByText('Слушали первую').waitFor()
    await expectReadable(other.page, 'two secretaries')
    await other.page.close()
  })

  it('shows a name in the room only while its item is open', { timeout: 60_000 }, async () => {
    const room = await secretary.page.context().newPage()
    await room.goto(`${house.address}/sittings/${sittingId}/room`)
    const open = (await items()).find(one => one.state === 'open')
    const name = told.find(one => one.caseId === open?.case_id)?.name ?? '?'
    expect(await room.content()).toContain(name)
    await expectReadable(room, 'room')
    await press(secretary.page, t('item-aside'))
    await room.getByText(t('room-empty')).waitFor()
    expect(await room.content()).not.toContain(name)
    await room.close()
  })

  it('hears every item to its end', { timeout: 240_000 }, async () => {
    for (let item = await nextItem(); item; item = await nextItem()) {
      const { page } = secretary
      await page.goto(`${house.address}/sitting-items/${item.id}`)
      await press(page, t('item-open'))
      if (item.kind === 'repeat') {
        expect(await page.getByText(t('plan-before-new')).count()).toBe(1)
        await press(page, t('review-worked'))
      }
      await page.locator('[name=decision_kk]').fill('Қорғау күшейтілсін')
      await page.getByText(t('action-library'), { exact: true }).click()
      await page.locator('form:has([name=library]) [name=risk]').selectOption('strangulation')
      await press(page, t('action-library-take'))
      await page.getByText(t('action-ready')).first().waitFor()
      expect(await page.locator('[name=decision_kk]').inputValue()).toBe('Қорғау күшейтілсін')
      await page.locator('[name=decision_ru]').fill('Усилить защиту')
      for (const link of ['guardianship', 'offender_work', 'health']) await page.locator(`[name=link_${link}]`).check()
      if (item.position === 1) {
        await expectReadable(page, 'item')
        await takePicture(page, `${language}-item`)
      }
      await press(page, t('item-conclude'))
      const next = await nextItem()
      await page.waitForURL(new RegExp(next ? `/sitting-items/${next.id}$` : `/sittings/${sittingId}$`))
    }
  })

  it('ends in minutes that two people sign', { timeout: 120_000 }, async () => {
    const { page } = secretary
    await page.goto(`${house.address}/sittings/${sittingId}`)
    await press(page, t('sitting-consent'))
    await press(page, t('sitting-close'))
    await page.goto(`${house.address}/sittings/${sittingId}/minutes`)
    await press(page, t('minutes-sign'))
    const chair = await readerOf(house, 'chair', language)
    await chair.page.goto(`${house.address}/sittings/${sittingId}/minutes`)
    await press(chair.page, t('minutes-sign'))
    expect(await chair.page.getByText(t('minutes-frozen')).count()).toBe(1)
    await expectReadable(chair.page, 'minutes')
    await press(chair.page, t('copy-minutes'))
    await expectReadable(chair.page, 'copy')
    const [download] = await Promise.all([
      chair.page.waitForEvent('download'),
      chair.page.getByRole('link', { name: t('sheet-word') }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const text = readText(readParts(Buffer.concat(chunks)).get('word/document.xml') ?? '')
    expect(text.indexOf('ТЫҢДАЛДЫ:')).toBeLessThan(text.indexOf('СЛУШАЛИ:'))
    expect(text).toContain('Қорғау күшейтілсін')
  })

  const items = () => listItems(deps.db.read, { excluded: [] }, sittingId)

  async function nextItem() {
    return (await items()).find(item => item.state === 'listed' && item.track === 'discussion')
  }

  /** Types, leaves the field and waits until the page says that it is stored. */
  async function type(page: Page, field: string, text: string): Promise<void> {
    const saved = page.waitForResponse(response => response.url().includes('/note?') && response.ok())
    await page.locator(`[name=${field}]`).fill(text)
    await page.locator(`[name=${field}]`).blur()
    await saved
  }
})

describe('the pages of the commission', () => {
  let house: BrowserHouse
  beforeAll(async () => {
    house = await openHouse(12)
  }, 120_000)
  afterAll(() => house.close())

  it.each(['secretary', 'chair', 'member.health'])(
    'can be read by %s in both languages at every width',
    { timeout: 240_000 },
    async username => {
      const paths = await pathsOf(username)
      const { page } = await readerOf(house, username, 'kk')
      for (const path of paths) {
        for (const language of ['kk', 'ru']) {
          await page.goto(`${house.address}${path}?lang=${language}`)
          for (const [size, viewport] of Object.entries(sizes)) {
            await page.setViewportSize(viewport)
            const name = `${username} ${path} ${language} ${size}`
            await (looked.has(`${language} ${size}`) ? expectReadable : expectFits)(page, name)
          }
        }
      }
    },
  )

  async function pathsOf(username: string): Promise<string[]> {
    const { read } = house.deps.db
    const sittings = await read.selectFrom('sitting').select(['id', 'state']).execute()
    const open = await read.selectFrom('sitting_item').select('id').where('state', '=', 'open').execute()
    if (username === 'member.health') {
      const own = await actorNamed(house.deps, username)
      const asked = await read
        .selectFrom('research_request')
        .select('id')
        .where('asked_of', '=', own.id)
        .where('state', '=', 'asked')
        .execute()
      const sent = await read.selectFrom('commission_action').select('id').where('agency', '=', 'health').execute()
      const room = sittings.find(one => one.state === 'open')?.id
      return [
        '/',
        '/commission-work',
        `/research/${asked[0]?.id}`,
        `/instructions/${sent[0]?.id}`,
        `/sittings/${room}/room`,
      ]
    }
    const over = sittings.filter(one => one.state === 'closed' || one.state === 'approved')
    return [
      '/',
      '/commission',
      '/commission-report',
      ...sittings.map(one => `/sittings/${one.id}`),
      ...over.map(one => `/sittings/${one.id}/minutes`),
      ...open.map(one => `/sitting-items/${one.id}`),
    ]
  }
})

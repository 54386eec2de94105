import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { raiseCategory } from '../../src/commands/assessment/raise-category.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { printAssessment } from '../../src/commands/printed-sheet/print-assessment.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { expectFits, expectReadable, signInAs } from '../support/inspector.ts'
import { actorNamed, extreme, openStory, provisionalHigh, reassess, scene, valueOrThrow } from '../support/story.ts'

/** Every page that the main journey does not open, by an account that opens it; the last of the inspector's are refusals. */
const pagesOf: Readonly<Record<string, (told: Told) => readonly string[]>> = {
  inspector: told => [
    '/cases',
    `/assessments/${told.assessment}/records`,
    `/assessments/${told.assessment}/raise`,
    `/cases/${told.case}/reassessment`,
    `/sheets/${told.sheet}`,
    '/rights-card/kk',
    '/people',
    `/people/${told.victim}`,
    `/people/${told.victim}/matches`,
    '/me',
    `/cases/${told.case}/location`,
    '/accounts',
    '/no-such-page',
  ],
  head: told => ['/', '/approvals', `/assessments/${told.reassessed}`, `/cases/${told.case}/location-readers`],
  secretary: () => ['/'],
  admin: () => ['/accounts', '/organisations', '/reference', ...references, ...questionnairePages],
  auditor: () => ['/audit'],
  analyst: () => ['/figures'],
}
const questionnairePages = [
  '/questionnaires',
  '/questionnaires/banks/1.0.0',
  '/questionnaires/instruments/odara/1.0.0',
  '/questionnaires/procedures/kz/1.0.0',
]
const references = ['legal-bases', 'places', 'calendars', 'rights-card'].map(kind => `/reference/${kind}`)

const sizes = {
  tablet: { width: 820, height: 1180 },
  /** Also what a tablet at 200 % zoom leaves. */
  phone: { width: 390, height: 844 },
} as const

/** Everything must fit everywhere; axe reads each page once a language and once a size. */
const looked = new Set(['kk tablet', 'ru phone', ...(process.env['PANA_TEST_LONG'] ? ['kk phone', 'ru tablet'] : [])])

type Told = Awaited<ReturnType<typeof tell>>

/** Alike enough to be shown beside each other, not enough to be asked about before the case is stored. */
const named = (surname: string, given_name: string, born_on = '') => ({
  victim: { surname, given_name, patronymic: '', born_on, iin: '', sex: 'female' },
})

/** A case that waits for the records, and two whose category waits for the head: one raised, one that sinks. */
async function tell({ deps }: BrowserHouse) {
  const edge = { ...deps, now: deps.clock() }
  const inspector = await actorNamed(edge, 'inspector')
  const opened = await openStory(edge, inspector, { ...provisionalHigh, ...named('Учебная', 'Әлия', '1990-02-28') })
  const raised = await openStory(edge, inspector, { ...scene, ...named('Учебная', 'Бота') })
  const reason = 'Он вчера купил билет и сказал сестре, что приедет к ней ночью'
  valueOrThrow(await raiseCategory(edge, inspector, { assessmentId: raised.assessmentId, category: 'high', reason }))
  const grave = await openStory(edge, inspector, { ...extreme, ...named('Пробная', 'Дана') })
  const again = await startReassessment(edge, inspector, { caseId: grave.caseId, prompt: 'scheduled' })
  const sunk = await reassess(edge, inspector, valueOrThrow(again).id, { ...scene, strangulation: 'earlier' })
  const order = { assessmentId: opened.assessmentId, language: 'kk' } as const
  const sheet = valueOrThrow(await printAssessment(edge, inspector, order))
  const row = await findCase(deps.db.read, opened.caseId, toStamp(edge.now))
  const { assessmentId: assessment, caseId } = opened
  return { assessment, case: caseId, reassessed: sunk.assessmentId, sheet: sheet.id, victim: row?.victim_id ?? '' }
}

describe('the pages of every role', { timeout: 240_000 }, () => {
  let house: BrowserHouse
  let told: Told

  beforeAll(async () => {
    house = await openHouse(2)
    told = await tell(house)
  })
  afterAll(() => house.close())

  async function readerAs(username: string, language: 'kk' | 'ru'): Promise<Page> {
    const page = await (await house.browser.newContext({ viewport: sizes.tablet })).newPage()
    await signInAs({ page, address: house.address, t: createTranslator(language), language }, username)
    return page
  }

  it.each(Object.keys(pagesOf))('can be read by %s in Kazakh and in Russian on a tablet and on a phone', async name => {
    const page = await readerAs(name, 'kk')
    for (const path of pagesOf[name]?.(told) ?? []) {
      for (const language of ['kk', 'ru']) {
        await page.goto(`${house.address}${path}?lang=${language}`)
        for (const [size, viewport] of Object.entries(sizes)) {
          await page.setViewportSize(viewport)
          const read = looked.has(`${language} ${size}`) ? expectReadable : expectFits
          await read(page, `${name} ${path} ${language} ${size}`)
        }
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

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { openHouse, type BrowserHouse } from '../support/browser-house.ts'
import { expectReadable, signInAs, type Reader } from '../support/inspector.ts'
import { questionnaires } from '../support/program.ts'
import { Teller, type Told } from '../support/tell-interview.ts'

const tablet = { width: 820, height: 1180 }
const mostTaps = 60
const bank = questionnaires.banks[0]?.definition
if (!bank) throw new Error('no bank')

const contact: Told = {
  safe_contact: { phone: '+7 700 000 00 17', channel: 'sms' },
  wishes: 'Учебное желание',
  incident_at: '2026-11-20T21:30',
  incident_account: 'Учебный рассказ о вымышленных людях',
}

/** No children, no earlier record. */
const median: Told = {
  ...contact,
  victim: { surname: 'Мысалова', given_name: 'Айкүміс', sex: 'female' },
  perpetrator: { surname: 'Үлгіұлы', given_name: 'Бақыт', sex: 'male' },
  relationship: 'spouse',
  physical_contact: 'yes',
  threats_this_incident: ['harm_her'],
  controlling_behaviour: ['humiliates'],
  substance_indicators: ['alcohol_this_incident'],
  victim_concern: 'yes',
}

/** Two children, an order breached; of ODARA nine items are open, four of them in records nobody has looked into. */
const partner: Told = {
  ...median,
  victim: { surname: 'Сынақова', given_name: 'Нұрбике', sex: 'female' },
  perpetrator: { surname: 'Сынақов', given_name: 'Жомарт', sex: 'male' },
  children_total: 2,
  victim_child_not_his: 'none',
  children: [
    { name: 'Ақжан', born_on: '2017-04-02', is: ['present', 'saw_or_heard'] },
    { name: 'Еркежан', born_on: '2021-09-15', is: ['present'] },
  ],
  order_breached: 'yes',
  earlier_record: 'unknown',
  victim_concern: 'unknown',
  violence_against_others: 'unknown',
  substance_indicators: 'unknown',
  pregnancy: 'unknown',
  support_barriers: 'unknown',
}

const looked: Readonly<Record<string, string>> = { earlier_record: 'yes', prior_domestic_record: 'yes' }

const mother: Told = {
  ...contact,
  victim: { surname: 'Оқуова', given_name: 'Зибагүл', sex: 'female' },
  perpetrator: { surname: 'Оқуов', given_name: 'Дархан', sex: 'male' },
  relationship: 'adult_child',
  physical_contact: 'yes',
  weapon_used: 'this_incident',
  death_threat_ever: 'believed',
  substance_indicators: ['alcohol_this_incident', 'alcohol_problem'],
  earlier_record: 'unknown',
}

describe.each(['kk', 'ru'] as const)('an inspector with all instruments in %s', { timeout: 120_000 }, language => {
  let house: BrowserHouse
  const t = createTranslator(language)

  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  async function inspector(): Promise<Reader> {
    const page = await (await house.browser.newContext({ viewport: tablet })).newPage()
    const reader = { page, address: house.address, t, language }
    await signInAs(reader, 'inspector')
    return reader
  }

  const titleOf = (name: string) =>
    questionnaires.instruments.find(each => each.definition.instrument === name)?.definition.title[language] ?? name
  const scoreOf = ({ page }: Reader, name: string) =>
    page.locator('section.score', { has: page.getByRole('heading', { name: titleOf(name), exact: true }) })
  const categoryOn = ({ page }: Reader) => page.locator('.verdict .category').getAttribute('data-category')

  it(`gets through the median path in at most ${mostTaps} taps besides text`, async () => {
    const reader = await inspector()
    const teller = new Teller(reader, bank, median)
    await teller.tellAll()
    await teller.judge('medium')
    expect(await categoryOn(reader)).toBe('medium')
    process.stdout.write(`median path in ${language}: ${teller.taps} taps\n`)
    expect(teller.taps).toBeLessThanOrEqual(mostTaps)
  })

  it('judges a breach with two children high, and scores ODARA once the records are looked up', async () => {
    const reader = await inspector()
    const { page } = reader
    const teller = new Teller(reader, bank, partner)
    await teller.tellAll()
    await teller.judge('medium')
    expect(await categoryOn(reader)).toBe('high')
    const odara = scoreOf(reader, 'odara')
    expect(await odara.locator('.late').innerText()).toBe(t('fault-too-many-missing'))
    expect(await odara.locator('details li').count()).toBe(9)
    await expectReadable(page, `${language}-breach`)
    await page
      .getByRole('link', { name: t('records-open') })
      .first()
      .click()
    await page.waitForURL(/\/records$/)
    const asked = page.locator('fieldset.question')
    expect(await asked.count()).toBe(6)
    for (const question of await asked.all()) {
      const code = ((await question.getAttribute('id')) ?? '').slice(2)
      const number = question.locator(`input[type=number][name="${code}"]`)
      if ((await number.count()) > 0) await number.fill('2')
      else await question.locator(`label:has(input[name="${code}"][value="${looked[code] ?? 'no'}"])`).click()
    }
    await page.getByRole('button', { name: t('records-submit') }).click()
    await page.waitForURL(/\/assessments\/[^/]+$/)
    expect(await categoryOn(reader)).toBe('high')
    expect(await odara.locator('.late').count()).toBe(0)
    expect(await odara.innerText()).toContain(t('score-raw', { raw: 3, missing: 5 }))
    await page.getByRole('link', { name: t('result-to-case') }).click()
    await page.waitForURL(/\/cases\//)
    await expectReadable(page, `${language}-breach-case`)
  })

  it('judges a mother and her grown-up son without the instruments for partners, which say so', async () => {
    const reader = await inspector()
    const teller = new Teller(reader, bank, mother)
    await teller.tellAll()
    await teller.judge('high')
    expect(await categoryOn(reader)).toBe('medium')
    for (const name of ['odara', 'dash', 'danger_assessment', 'lap']) {
      expect(await scoreOf(reader, name).innerText(), name).toContain(t('score-not-applicable'))
    }
    const maram = await scoreOf(reader, 'maram').innerText()
    expect(maram).not.toContain(t('score-not-applicable'))
    await expectReadable(reader.page, `${language}-mother`)
  })
})

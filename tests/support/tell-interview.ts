import type { Locator } from 'playwright-core'
import { pruneHidden, visibleItems, type Answer } from '../../src/domain/questionnaire/answer.ts'
import type { Bank, BankItem } from '../../src/domain/questionnaire/bank.ts'
import type { Reader } from './inspector.ts'

/** A child as told: the facts that are true of it; all others are not. */
type Child = { readonly name: string; readonly born_on: string; readonly is: readonly string[] }
type Person = Readonly<Record<string, string>>
/** By item: a word, a number, the ticked options with `no` for the rest, children, or the fields of a group. */
export type Told = Readonly<Record<string, string | number | readonly string[] | readonly Child[] | Person>>

/** Answers an interview by tapping what an officer taps, and counts the taps; what is typed is not counted. */
export class Teller {
  taps = 0
  readonly #reader: Reader
  readonly #bank: Bank
  readonly #told: Told
  readonly #answers: Record<string, Answer> = {}

  constructor(reader: Reader, bank: Bank, told: Told) {
    this.#reader = reader
    this.#bank = bank
    this.#told = told
  }

  async tap(place: Locator): Promise<void> {
    this.taps += 1
    await place.click()
  }

  /** From the button on the first page to the officer's own view. */
  async tellAll(): Promise<void> {
    const { page, t } = this.#reader
    await this.tap(page.getByRole('button', { name: t('new-call') }))
    for (const { code } of this.#bank.blocks.filter(block => !block.specialised)) {
      if (!this.#asked().some(item => item.block === code)) continue
      await page.waitForURL(new RegExp(`/${code}(#.*)?$`))
      await this.#tellBlock(code)
      await this.#goOn()
    }
    await page.waitForURL(/\/judgement$/)
  }

  /** The concern and the own category, and the result. */
  async judge(category: string): Promise<void> {
    const { page, t } = this.#reader
    await page.locator('[name=concern]').fill('Учебное опасение: он вернётся вечером.')
    await this.tap(this.#choice(page.locator('#category'), 'category', category))
    await this.tap(page.getByRole('button', { name: t('judgement-submit') }))
    await page.waitForURL(/\/assessments\//)
  }

  #asked(): readonly BankItem[] {
    return visibleItems(this.#bank, pruneHidden(this.#bank, this.#answers))
  }

  async #tellBlock(block: string): Promise<void> {
    for (const item of this.#bank.items.filter(each => each.block === block)) {
      if (!this.#asked().includes(item)) continue
      const question = this.#reader.page.locator(`#q-${item.code}`)
      await question.waitFor({ state: 'visible' })
      await this.#answer(item, question)
    }
  }

  async #answer(item: BankItem, question: Locator): Promise<void> {
    const told = this.#told[item.code]
    const value = await this.#give(item, question, told)
    if (value !== undefined) this.#answers[item.code] = { value, source: 'her_words' }
  }

  async #give(item: BankItem, question: Locator, told: Told[string] | undefined): Promise<Answer['value'] | undefined> {
    switch (item.type) {
      case 'yes_no':
      case 'choice': {
        const word = String(told ?? (item.type === 'yes_no' ? 'no' : item.options.at(-1)?.code))
        await this.tap(this.#choice(question, item.code, word))
        return word
      }
      case 'tick_list':
        return this.#tick(item.code, question, told)
      case 'number':
        await question.locator(`[name="${item.code}"]`).fill(String(told ?? item.min))
        await question.locator(`[name="${item.code}"]`).blur()
        return Number(told ?? item.min)
      case 'children':
        await this.#tellChildren(item, Array.isArray(told) ? (told as readonly Child[]) : [])
        return []
      default:
        await this.#type(item, question, told)
        return undefined
    }
  }

  async #tick(code: string, question: Locator, told: Told[string] | undefined): Promise<Answer['value']> {
    const ticked = Array.isArray(told) ? (told as readonly string[]) : []
    const rest = told === 'unknown' ? 'unknown' : 'no'
    for (const option of ticked) await this.tap(this.#choice(question, `${code}.ticked`, option))
    await this.tap(this.#choice(question, `${code}.rest`, rest))
    return { ticked, rest }
  }

  /** Words are typed; the sex and the channel are tapped. */
  async #type(item: BankItem, question: Locator, told: Told[string] | undefined): Promise<void> {
    if (typeof told !== 'object') {
      if (told !== undefined) await question.locator(`[name="${item.code}"]`).fill(String(told))
      return
    }
    for (const [part, value] of Object.entries(told as Person)) {
      const name = `${item.code}.${part}`
      if (part === 'sex' || part === 'channel') await this.tap(this.#choice(question, name, value))
      else await question.locator(`[name="${name}"]`).fill(value)
    }
  }

  /** Each further child gets its row once the page was saved. */
  async #tellChildren(item: Extract<BankItem, { type: 'children' }>, children: readonly Child[]): Promise<void> {
    const { page } = this.#reader
    for (const [place, child] of children.entries()) {
      if (place > 0) await this.#comeBack(item.block)
      const row = page.locator(`#q-${item.code} details.child`).nth(place)
      if (!(await row.evaluate(one => (one as unknown as { open: boolean }).open)))
        await this.tap(row.locator('summary'))
      await row.locator(`[name="${item.code}.${place}.name"]`).fill(child.name)
      await row.locator(`[name="${item.code}.${place}.born_on"]`).fill(child.born_on)
      for (const { code } of item.facts) {
        await this.tap(this.#choice(row, `${item.code}.${place}.${code}`, child.is.includes(code) ? 'yes' : 'no'))
      }
    }
  }

  async #comeBack(block: string): Promise<void> {
    const { page } = this.#reader
    await this.#goOn()
    await page.waitForURL(url => !url.pathname.endsWith(`/${block}`))
    await this.tap(page.locator(`nav.steps a[href$="/${block}"]`))
    await page.waitForURL(new RegExp(`/${block}$`))
  }

  #choice(within: Locator, name: string, value: string): Locator {
    return within.locator(`label:has(input[name="${name}"][value="${value}"])`)
  }

  async #goOn(): Promise<void> {
    await this.tap(this.#reader.page.getByRole('button', { name: this.#reader.t('interview-next') }))
  }
}

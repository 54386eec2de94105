import { expect, test } from 'vitest'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

/** What the summary on top says, with the field that each line leads to. */
function summaryOf(html: string) {
  const list = /id="faults">.*?<\/div>/s.exec(html)?.[0] ?? ''
  return [...list.matchAll(/<a href="#([^"]+)">(.*?)<\/a>/g)].map(([, field = '', text = '']) => ({ field, text }))
}

const wrongOrder = { kind: 'protective_order', handed_at: 'вчера' }

const said: Readonly<Record<string, readonly [string, RegExp]>> = {
  kk: ['Шығарылған күні: Бұл өрісті толтырыңыз.', /^Тапсырылған күні мен уақыты .*: Күнді тексеріңіз/],
  ru: ['Дата вынесения: Заполните это поле.', /^Когда вручено .*: Проверьте дату/],
  en: ['Date of issue: Fill in this field.', /^When it was handed over .*: Check the date/],
}

eachEngine((_engine, open) => {
  test('the summary of a refused form calls each field by its label, in all three languages', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now })
    const edge = { ...deps, now }
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), scene)
    const visitor = await signIn(app, 'inspector')
    for (const [language, [required, wrong]] of Object.entries(said)) {
      await visitor.get(`/cases/${caseId}/orders?lang=${language}`)
      const refused = await visitor.post(`/cases/${caseId}/orders`, wrongOrder)
      const lines = summaryOf(refused.text)
      expect(lines.map(line => line.text)).toEqual([required, expect.stringMatching(wrong)])
      for (const { field } of lines) expect(refused.text).toContain(`id="${field}"`)
    }
  })

  test('a form written by hand names its fields as well, and no name is said twice', async () => {
    const { app } = await startProgram(await open(), 0, { now })
    const visitor = await signIn(app, 'inspector')
    await visitor.get('/me?lang=ru')
    const wrong = { current: 'не тот пароль', next: 'новый учебный пароль' }
    const refused = await visitor.post('/me/password', wrong)
    expect(summaryOf(refused.text)).toEqual([{ field: 'q-current', text: 'Нынешний пароль неверен.' }])
    const searched = await visitor.post('/people', { born: 'весной' })
    const born = 'Дата или год рождения (05.03.1990 или 1990): Напишите дату как 05.03.1990 или год как 1990.'
    expect(summaryOf(searched.text)).toEqual([{ field: 'q-born', text: born }])
  })
})

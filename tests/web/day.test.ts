import { expect, test } from 'vitest'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

eachEngine((_engine, open) => {
  test('the first page says once what came today, though it is due later too', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now })
    await openStory({ ...deps, now }, await actorNamed(deps, 'inspector'), extreme)
    const page = (await (await signIn(app, 'inspector')).get('/')).text
    const lines = (part: string) => {
      const section = page.split(`<section id="${part}">`)[1]?.split('</section>')[0] ?? ''
      return [...section.matchAll(/href="(\/cases\/[^"]+#q-[^"]+)"/g)].map(found => found[1])
    }
    expect(lines('new').length).toBeGreaterThan(3)
    expect(lines('later').filter(one => lines('new').includes(one))).toEqual([])
  })

  test('what is to be done at once is not called late while it is being done', async () => {
    const clock = { now }
    const { app, deps } = await startProgram(await open(), 0, clock)
    const { caseId } = await openStory({ ...deps, now }, await actorNamed(deps, 'inspector'), extreme)
    const look = async () => {
      const text = (await (await signIn(app, 'inspector')).get(`/cases/${caseId}`)).text
      const board = (await (await signIn(app, 'head')).get('/board')).text
      const now = text.includes('<strong>сейчас</strong>')
      return { late: text.includes('due late'), now, onBoard: /href="\/board\/[^"]+\/day"/.test(board) }
    }
    clock.now = now.add({ minutes: 20 })
    expect(await look()).toEqual({ late: false, now: true, onBoard: false })
    clock.now = now.add({ hours: 2, minutes: 1 })
    expect(await look()).toEqual({ late: true, now: false, onBoard: true })
  })
})

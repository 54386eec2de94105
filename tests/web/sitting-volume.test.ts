import { expect, test } from 'vitest'
import { planSitting } from '../../src/commands/conference/plan-sitting.ts'
import { takeAgenda } from '../../src/commands/conference/take-agenda.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { listItems } from '../../src/storage/conference-agenda.ts'
import { actorNamed, invite, markPresent } from '../support/commission.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { valueOrThrow } from '../support/story.ts'

const long = Boolean(process.env['PANA_TEST_LONG'])
const cases = long ? 100_000 : 1_000
const times = 7
const mostMs = 200
/** Opening and twenty new cases at twelve minutes. */
const minutes = 250

const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0

test(
  `a sitting of twenty items among ${cases} cases takes the secretary no page over ${mostMs} ms`,
  {
    timeout: 3_600_000,
  },
  async () => {
    const db = await openDatabase(makePlace('sqlite'))
    const { app, deps: base, clock } = await startProgram(db, cases)
    const deps = { ...base, now: clock.now }
    const secretary = await actorNamed(deps, 'secretary')
    const startsAt = clock.now.add({ hours: 30 })
    const place = { placeKk: '', placeRu: '' }
    const { id } = valueOrThrow(await planSitting(deps, secretary, { startsAt, minutes, ...place }))
    valueOrThrow(await takeAgenda(deps, secretary, id))
    const items = await listItems(db.read, { excluded: [] }, id)
    expect(items.length).toBeGreaterThanOrEqual(long ? 20 : 10)
    await invite(deps, id)
    clock.now = startsAt
    const then = { ...deps, now: startsAt }
    await markPresent(then, id)
    valueOrThrow(await openSitting(then, secretary, id, false))
    const item = items[0]?.id ?? ''
    valueOrThrow(await openItem(then, secretary, item))
    const desk = await signIn(app, 'secretary')
    const pages = ['/', '/queue', '/commission', `/sittings/${id}`, `/sitting-items/${item}`, `/sittings/${id}/room`]
    for (const path of [...pages, `/sittings/${id}/minutes`, '/commission-report']) {
      const took = []
      for (let turn = 0; turn < times; turn += 1) {
        const start = performance.now()
        expect((await desk.get(path)).status, path).toBe(200)
        took.push(performance.now() - start)
      }
      if (process.env['PANA_TIMES']) console.info(path, Math.round(median(took)))
      expect(median(took), path).toBeLessThan(mostMs)
    }
    const took = []
    for (let turn = 0; turn < times; turn += 1) {
      const start = performance.now()
      const saved = await desk.post(`/sitting-items/${item}/note`, { item: 'summary', summary: `Слушали ${turn}` })
      expect(saved.status).toBe(200)
      took.push(performance.now() - start)
    }
    expect(median(took), 'a note as it is typed').toBeLessThan(mostMs)
    await db.close()
  },
)

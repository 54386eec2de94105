import { describe, expect, test } from 'vitest'
import { answerAction } from '../../src/commands/conference/answer-action.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { routeTable } from '../../src/web/route-table.ts'
import {
  actorNamed,
  answerAs,
  at,
  hear,
  invite,
  openWith,
  placeOn,
  planAt,
  tellCase,
  thursday,
} from '../support/commission.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import { valueOrThrow } from '../support/story.ts'

const shutOut = ['head', 'centre', 'akimat', 'member.health', 'member.education', 'chair', 'secretary'] as const
/** Whose pages are swept: everybody's in the long run. */
const swept = { sqlite: ['head', 'member.health', 'secretary'], postgres: ['secretary'] } as const
const kinds = ['agenda', 'minutes', 'control'] as const

/** Two cases heard, two on the list of the next sitting; one of each pair is to be hidden. */
async function makeWorld(deps: CommandDeps) {
  const names = ['Көрнекі', 'Жасыры', 'Айқын', 'Құпия'] as const
  const told = []
  for (const name of names) told.push(await tellCase(deps, name))
  const [kept, hidden, keptNext, hiddenNext] = told
  if (!kept || !hidden || !keptNext || !hiddenNext) throw new Error('four cases are told')
  const { sittingId, items, then } = await openWith(deps, [kept.agendaItemId, hidden.agendaItemId])
  for (const one of [kept, hidden]) await answerAs(then, 'member.health', one.caseId, 'Учебный факт')
  for (const item of items) {
    const action = await hear(then, item)
    const answer = { state: 'in_progress' as const, result: '', letter: '', evidence: '' }
    valueOrThrow(await answerAction(then, await actorNamed(then, 'head'), { id: action, ...answer }))
  }
  const after = at(deps, thursday.add({ hours: 1 }))
  valueOrThrow(await closeSitting(after, await actorNamed(after, 'secretary'), sittingId))
  const nextId = await planAt(after, thursday.add({ hours: 24 * 7 }))
  const next = [
    await placeOn(after, nextId, keptNext.agendaItemId),
    await placeOn(after, nextId, hiddenNext.agendaItemId),
  ]
  await invite(after, nextId)
  return { sittings: [sittingId, nextId], hidden: [hidden, hiddenNext], hiddenItems: [items[1] ?? '', next[1] ?? ''] }
}

type World = Awaited<ReturnType<typeof makeWorld>>

/** Everything by which the hidden cases could be known: numbers, names, ids. */
async function tracesOf({ db }: CommandDeps, { hidden, hiddenItems }: World): Promise<string[]> {
  const ids = hidden.map(one => one.caseId)
  const cases = await db.read.selectFrom('case_file').selectAll().where('id', 'in', ids).execute()
  const research = await db.read.selectFrom('research_request').select('id').where('case_id', 'in', ids).execute()
  const actions = await db.read.selectFrom('commission_action').select('id').where('case_id', 'in', ids).execute()
  const own = [...research, ...actions].map(row => row.id)
  const people = cases.flatMap(one => [one.victim_id, one.perpetrator_id])
  const numbers = cases.flatMap(one => [one.number, one.number.slice(-5)])
  const assessments = hidden.map(one => one.assessmentId)
  const agenda = hidden.map(one => one.agendaItemId)
  return ['Жасыры', 'Құпия', ...numbers, ...ids, ...hiddenItems, ...own, ...people, ...assessments, ...agenda]
}

const gets = routeTable.filter(row => row.method === 'get' && row.permission !== 'public').map(row => row.path)
const nobodys = 'AAAAAAAAAAAAAAAAAAAAAA'

/** Every page there is, at these ids. */
function pathsAt(ids: readonly string[]): string[] {
  return gets.flatMap(path => (path.includes(':') ? ids.map(id => path.replaceAll(/:\w+/g, id)) : [path]))
}

/** What is hidden answers like what never was. */
async function expectNoTrace(visitor: Visitor, username: string, world: World, traces: readonly string[]) {
  for (const path of pathsAt(world.sittings)) {
    const page = await visitor.get(path)
    for (const trace of traces) expect(page.text, `${username} ${path}`).not.toContain(trace)
  }
  for (const path of gets.filter(each => each.includes(':'))) {
    const at = (id: string) => path.replaceAll(/:\w+/g, id)
    const { status } = await visitor.get(at(nobodys))
    for (const id of traces.filter(trace => /^[\w-]{16,}$/.test(trace))) {
      const page = await visitor.get(at(id))
      expect(page.status, `${username} ${at(id)}`).toBe(status)
      for (const trace of traces) if (trace !== id) expect(page.text, `${username} ${at(id)}`).not.toContain(trace)
    }
  }
}

async function papersOf(visitor: Visitor, sittingId: string): Promise<string> {
  const texts = []
  for (const copy of [...kinds.map(kind => ({ kind })), { kind: 'extract', agency: 'police' }]) {
    const made = await visitor.post(`/sittings/${sittingId}/copies`, copy)
    if (made.status !== 303) continue
    const parts = readParts(await visitor.download(`${made.headers['location']}/word`))
    texts.push(readText(parts.get('word/document.xml') ?? ''))
  }
  return texts.join('\n')
}

eachEngine((engine, open) => {
  describe('whoever is shut out of a case', () => {
    test('finds no trace of it on any page, count or paper', { timeout: 240_000 }, async () => {
      const clock = { now: Temporal.Instant.from('2026-11-23T05:00:00Z') }
      const { app, deps: base } = await startProgram(await open(), 0, clock)
      const deps = { ...base, now: clock.now }
      const world = await makeWorld(deps)
      const traces = await tracesOf(deps, world)
      clock.now = thursday.add({ hours: 2 })
      const desk = await signIn(app, 'secretary')
      await desk.get(`/sittings/${world.sittings[0]}`)
      for (const username of shutOut) {
        const account = (await actorNamed(deps, username)).id
        for (const item of world.hiddenItems) {
          expect((await desk.post(`/sitting-items/${item}/conflicts`, { account })).status, username).toBe(303)
        }
      }
      const sweeps = process.env['PANA_TEST_LONG'] ? shutOut : swept[engine]
      for (const username of sweeps) await expectNoTrace(await signIn(app, username), username, world, traces)
      const again = await signIn(app, 'secretary')
      await again.get('/me?lang=ru')
      expect((await again.get(`/sittings/${world.sittings[1]}`)).text).toContain('Нужно 22 мин')
      expect((await again.get('/commission')).text).toMatch(/Рассмотрено вопросов<\/dt><dd>1</)
      const papers = await papersOf(again, world.sittings[0] ?? '')
      expect(papers).toContain('Көрнекі')
      for (const trace of traces) expect(papers).not.toContain(trace)
    })
  })
})

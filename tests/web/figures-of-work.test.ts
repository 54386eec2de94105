import { expect, test } from 'vitest'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { NewWorkItem } from '../../src/storage/work-item-store.ts'
import { openWorkItems } from '../../src/storage/work-item-store.ts'
import { insertConflict } from '../../src/storage/conference-sitting.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { actorNamed, extreme, openStory } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T05:00:00Z')
const [almaly, auezov] = ['751010000', '751110000'] as const
const ofCentre = { owner_role: 'centre', organisation_id: 'demo-centre-almaly' }

type Given = Partial<NewWorkItem> & { readonly hours: number; readonly count: number }

/** So many pieces of work that were due, or will be, so many hours from now; of the head of one district unless said. */
async function give({ db }: CommandDeps, name: string, { hours, count, ...change }: Given): Promise<void> {
  const items = Array.from({ length: count }, (_, place): NewWorkItem => {
    const due = now.add({ hours }).add({ minutes: place })
    const owner = { owner_role: 'head', owner_id: null, organisation_id: null, officer_id: null }
    const where = { case_id: null, region: '750000000', district: almaly }
    const clock = { unit: 'cd', opened_at: '2026-11-01T05:00:00.000Z', due_at: toStamp(due) } as const
    return {
      kind: 'visit',
      source_id: `${name}-of-the-test-${place}`,
      code: 'x',
      ...where,
      ...owner,
      ...clock,
      ...change,
    }
  })
  await openWorkItems(db.write, items)
}

/** How many pieces of work a list holds, from its first page to its last. */
async function countPages(visitor: Visitor, first: string): Promise<number> {
  const found = new Set<string>()
  for (let path = first; path !== '';) {
    const { status, text } = await visitor.get(path)
    expect(status, path).toBe(200)
    const items = [...text.matchAll(/href="\/work-items\/([\w-]+)"/g)].map(([, id = '']) => id)
    expect(items.filter(id => found.has(id))).toEqual([])
    for (const id of items) found.add(id)
    path = /href="(\/[^"]+after=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  return found.size
}

async function boardOf(visitor: Visitor): Promise<Map<string, number>> {
  const { text } = await visitor.get('/board')
  const links = [...text.matchAll(/<a href="(\/board\/[^"]+)">(\d+)<\/a>/g)]
  return new Map(links.map(([, path = '', figure = '']) => [path, Number(figure)]))
}

async function begin(db: CommandDeps['db']) {
  const { app, deps } = await startProgram(db, 0, { now })
  return { app, edge: { ...deps, now }, inspector: await actorNamed(deps, 'inspector') }
}

eachEngine((_engine, open) => {
  test('every figure of the board is the length of the list that it opens, for the head and the superior', async () => {
    const db = await open()
    const { app, edge, inspector } = await begin(db)
    const officer = { owner_role: 'inspector', owner_id: inspector.id }
    await give(edge, 'head-now', { hours: -4, count: 60 })
    await give(edge, 'head-old', { hours: -100, count: 3 })
    await give(edge, 'officer-day', { hours: -20, count: 7, ...officer })
    await give(edge, 'officer-days', { hours: -60, count: 5, ...officer })
    await give(edge, 'other-district', { hours: -90, count: 4, district: auezov })
    await give(edge, 'not-late', { hours: 5, count: 2, ...officer })
    await give(edge, 'stay', { hours: -50, count: 3, kind: 'stay', ...ofCentre })
    await give(edge, 'came-alone', { hours: -50, count: 3, kind: 'referral', ...ofCentre })
    const { caseId } = await openStory(edge, inspector, { ...extreme, incident_at: '2026-11-19T21:30' })
    await db.write.updateTable('work_item').set({ state: 'settled' }).where('case_id', '=', caseId).execute()
    await give(edge, 'closed-case', { hours: -5, count: 6, case_id: caseId })
    const conflict = { case_id: caseId, account_id: 'demo-account-head', region: inspector.region }
    await insertConflict(db.write, { ...conflict, declared_at: toStamp(now), declared_by: inspector.id })

    const sums = new Map<string, number>()
    for (const name of ['head', 'department']) {
      const visitor = await signIn(app, name)
      const figures = await boardOf(visitor)
      for (const [path, figure] of figures) expect(await countPages(visitor, path), `${name} ${path}`).toBe(figure)
      sums.set(
        name,
        [...figures.values()].reduce((sum, figure) => sum + figure, 0),
      )
    }
    expect(Object.fromEntries(sums)).toEqual({ head: 75, department: 85 })
  })

  test('every part of my day counts what its own list holds, for the head and the coordinator', async () => {
    const db = await open()
    const { app, edge } = await begin(db)
    for (const role of ['head', 'akimat']) {
      const own = { owner_role: role, organisation_id: null }
      await give(edge, `${role}-late`, { hours: -40, count: 70, ...own })
      await give(edge, `${role}-now`, { hours: -1, count: 16, unit: 'h', ...own })
      await give(edge, `${role}-today`, { hours: 3, count: 20, ...own })
      await give(edge, `${role}-new`, { hours: 100, count: 18, opened_at: toStamp(now.subtract({ hours: 2 })), ...own })
      await give(edge, `${role}-later`, { hours: 200, count: 40, ...own })
      const visitor = await signIn(app, role)
      const { text } = await visitor.get('/')
      const counted = []
      for (const part of ['late', 'now', 'today', 'new', 'later']) {
        const section = text.split(`id="${part}"`)[1]?.split('</section>')[0] ?? ''
        const figure = Number(/<h2[^>]*>[^<]*(?:<[^>]*>[^<\d]*)*(\d+)/.exec(section)?.[1])
        expect(section, part).toContain(`href="/day/${part}"`)
        expect(await countPages(visitor, `/day/${part}`), `${role} ${part}`).toBe(figure)
        counted.push(figure)
      }
      expect(counted).toEqual([70, 16, 20, 18, 58])
    }
  })
})

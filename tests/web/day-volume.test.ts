import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { kindOf } from '../../src/storage/portable.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const long = process.env['PANA_TEST_LONG'] !== undefined
const now = Temporal.Instant.from('2026-11-20T05:00:00Z')
const few = 1000
const many = long ? 100_000 : 4000
const itemsOfCase = 15
const officers = 50
const turns = long ? 100 : 20
const seconds = sql`'2026-11-20T05:00:00.000Z'`

/** Cases from one number to another, each with its items, spread over districts and officers; one has the real one's desk. */
async function fill(db: Database, from: number, to: number): Promise<void> {
  const officer = sql`case when n.i % ${sql.lit(officers)} = 0 then 'demo-account-inspector' else 'officer-' || (n.i % ${sql.lit(officers)}) end`
  await sql`insert into case_file (id, number, region, district, victim_id, perpetrator_id, relationship, key_id, state,
      category, category_rank, provisional, reassess_by, sealed_contact, sealed_wishes, opened_at, opened_by, officer_id)
    with recursive n(i) as (select cast(${sql.lit(from)} as integer) union all select i + 1 from n where i < ${sql.lit(to)})
    select 'case-' || n.i, 'number-' || n.i, '750000000', '751010000', 'v', 'p', 'spouse', 'key', 'open', 'medium', 1, 0,
      ${seconds}, '', '', ${seconds}, 'x', ${officer} from n`.execute(db.write)
  // Three weeks of deadlines around now: some late, some today, most later.
  const due = sql`'2026-11-' || (10 + (n.i + k.j) % 20) || 'T1' || (n.i % 10) || ':00:00.000Z'`
  await sql`insert into work_item (id, kind, source_id, case_id, region, district, owner_role, owner_id, officer_id, desk, code,
      unit, opened_at, due_at, climb_at, state, step)
    with recursive n(i) as (select cast(${sql.lit(from)} as integer) union all select i + 1 from n where i < ${sql.lit(to)}),
      k(j) as (select 1 union all select j + 1 from k where j < ${sql.lit(itemsOfCase)})
    select 'measure-' || n.i || '-' || k.j, 'measure', n.i || '-' || k.j, 'case-' || n.i, '750000000', '751010000',
      case when k.j % 5 = 0 then 'head' else 'inspector' end, case when k.j % 5 = 0 then null else ${officer} end, ${officer},
      case when k.j % 5 = 0 then 'head:751010000' else ${officer} end, 'home_visit', 'cd', '2026-11-01T00:00:00.000Z',
      ${due}, null, case when n.i % 10 = 0 and k.j > 3 then 'settled' else 'open' end, 0
    from n, k`.execute(db.write)
  await sql.raw(kindOf(db.write) === 'sqlite' ? 'analyze' : 'vacuum analyze work_item').execute(db.write)
}

async function timesOf(visitor: Visitor): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < turns + 5; turn += 1) {
    const begun = performance.now()
    const page = await visitor.get('/')
    times.push(performance.now() - begun)
    expect(page.status).toBe(200)
  }
  return times.slice(5).toSorted((one, other) => one - other)
}

const at = (times: readonly number[], share: number) => times[Math.floor((times.length - 1) * share)] ?? 0

eachEngine((engine, open) => {
  test(
    `my day of inspector and head takes as long with ${many * itemsOfCase} items as with ${few * itemsOfCase}`,
    async () => {
      const db = await open()
      const { app } = await startProgram(db, 0, { now })
      await fill(db, 1, few)
      const visitors = [await signIn(app, 'inspector'), await signIn(app, 'head')]
      const before: number[][] = []
      for (const visitor of visitors) before.push(await timesOf(visitor))
      await fill(db, few + 1, many)
      for (const [place, visitor] of visitors.entries()) {
        const [small, large] = [before[place] ?? [], await timesOf(visitor)]
        const said = `${engine} ${place === 0 ? 'inspector' : 'head'}: p95 ${at(small, 0.95).toFixed(1)} → ${at(large, 0.95).toFixed(1)} ms, median ${at(small, 0.5).toFixed(1)} → ${at(large, 0.5).toFixed(1)} ms`
        if (long) {
          console.log(said)
          expect(at(large, 0.95), said).toBeLessThan(100)
          expect(at(large, 0.5) / at(small, 0.5), said).toBeLessThanOrEqual(1.3)
        } else expect(at(large, 0.5) / at(small, 0.5), said).toBeLessThan(3)
        const page = await visitor.get('/day/late')
        expect(page.text).toContain('number-')
      }
    },
    long ? 900_000 : 120_000,
  )
})

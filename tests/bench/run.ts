import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAudit, type AuditCost } from './audit-cost.ts'
import { measurePages, type Load } from './pages.ts'
import { measureScoring, type Speed } from './scoring.ts'
import { openStore } from './store.ts'

const few = 1000

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '8' },
    /** Keeps the demo cases for the next run. */
    folder: { type: 'string' },
  },
})

function tellScoring(speeds: readonly Speed[]): void {
  const own = speeds[0]?.perSecond ?? Number.NaN
  console.log('\nODARA, scorings per second, and ours as a multiple of each')
  console.table(
    speeds.map(({ name, perSecond }) => ({ name, perSecond: Math.round(perSecond), ours: round(own / perSecond) })),
  )
}

type Measured = { readonly cases: number; readonly loads: readonly Load[]; readonly audit: AuditCost }

async function measureAt(folder: string, cases: number): Promise<Measured> {
  const started = performance.now()
  const db = await openStore(folder, cases)
  console.log(`${cases} demo cases ready after ${round((performance.now() - started) / 1000)} s`)
  try {
    return { cases, loads: await measurePages(db, Number(values.seconds)), audit: await measureAudit(db) }
  } finally {
    await db.close()
  }
}

function tellPages(all: readonly Measured[]): void {
  console.log('\nPages, 20 connections, and each as a share of the bare page on the same database')
  console.table(
    all.flatMap(({ cases, loads }) =>
      loads.map(({ name, perSecond, p95 }) => ({
        cases,
        name,
        perSecond: Math.round(perSecond),
        'p95 ms': round(p95),
        'of bare': round(perSecond / (loads[0]?.perSecond ?? Number.NaN)),
      })),
    ),
  )
}

function tellAudit(all: readonly Measured[]): void {
  console.log('\nThe log entry of a read: ms for 20 together, and what its fsync takes of the time of a queue page')
  console.table(
    all.map(({ cases, loads, audit }) => {
      const pages = loads.find(load => load.name === 'queue')?.perSecond ?? Number.NaN
      const perPage = (audit.durable - audit.notSynced) / 20
      return {
        cases,
        durable: round(audit.durable),
        'without fsync': round(audit.notSynced),
        'fsync share': round((perPage * pages) / 1000),
      }
    }),
  )
}

function tellGrowth([small, large]: readonly Measured[]): void {
  if (!small || !large) return
  console.log(`\nTime of a page at ${large.cases} cases as a multiple of that at ${small.cases}`)
  console.table(
    small.loads.map(({ name, perSecond }, place) => {
      return { name, growth: round(perSecond / (large.loads[place]?.perSecond ?? Number.NaN)) }
    }),
  )
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'pana-bench-'))
try {
  tellScoring(await measureScoring())
  const all = [await measureAt(folder, few), await measureAt(folder, Number(values.cases))]
  tellPages(all)
  tellAudit(all)
  tellGrowth(all)
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
}

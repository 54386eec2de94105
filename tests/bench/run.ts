import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tellAims, type Line } from './aims.ts'
import { measureAudit, type AuditCost } from './audit-cost.ts'
import { measureSites, openSite, type Loads, type PageName } from './pages.ts'
import { median, ratio, round } from './rounds.ts'
import { measureScoring } from './scoring.ts'
import { singlePages, timeSinglePages, type PageTimes } from './single-pages.ts'
import { openStore } from './store.ts'

const few = 1000

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '120000' },
    rounds: { type: 'string', default: '5' },
    /** Of each page in each round. */
    seconds: { type: 'string', default: '3' },
    /** Keeps the demo cases for the next run. */
    folder: { type: 'string' },
  },
})
const many = Number(values.cases)

async function judgeScoring(): Promise<Line[]> {
  const { own, hand, spelled, rules, survey } = await measureScoring()
  console.log('\nScorings of ODARA per second')
  console.table(
    [own, hand, spelled, rules, survey].map(({ name, perSecond }) => ({
      name,
      perSecond: Math.round(median(perSecond)),
    })),
  )
  return [
    {
      what: 'scoring, of the hand-written sum over the 13 names',
      reached: ratio(own.perSecond, hand.perSecond),
      least: 1 / 3,
    },
    { what: 'scoring, of the sum with 13 fields spelled out', reached: ratio(own.perSecond, spelled.perSecond) },
    { what: 'scoring, times json-rules-engine', reached: ratio(own.perSecond, rules.perSecond), least: 20 },
    { what: 'scoring, times survey-core', reached: ratio(own.perSecond, survey.perSecond), least: 20 },
  ]
}

async function judgePages(folder: string): Promise<Line[]> {
  const stores = [await openStore(folder, few), await openStore(folder, many)]
  const sites = await Promise.all(stores.map(openSite))
  try {
    const [small, large] = await measureSites(sites, Number(values.rounds), Number(values.seconds))
    const audit = stores[1] && (await measureAudit(stores[1]))
    if (!small || !large || !audit || !stores[1]) throw new Error('two stores are measured')
    tellLoads(few, small)
    tellLoads(many, large)
    const times = await timeSinglePages(stores[1], sites[1]?.address ?? '')
    return [...judgeLoads(small, large, audit), ...judgeTimes(times)]
  } finally {
    for (const site of sites) site.close()
    for (const store of stores) await store.close()
  }
}

function judgeTimes(times: PageTimes): Line[] {
  return singlePages.map(page => ({
    what: `p95 of the ${page} page at ${many} cases, one at a time, ms`,
    reached: times[page],
    most: 100,
  }))
}

function tellLoads(cases: number, loads: Loads): void {
  console.log(`\nPages at ${cases} cases, 20 connections`)
  console.table(
    Object.entries(loads).map(([name, { perSecond, p95, cpuMs }]) => ({
      name,
      perSecond: Math.round(median(perSecond)),
      'p95 ms': round(median(p95)),
      'cpu ms': round(median(cpuMs)),
    })),
  )
}

function judgeLoads(small: Loads, large: Loads, audit: AuditCost): Line[] {
  const growth = (page: PageName) => ratio(small[page].perSecond, large[page].perSecond)
  const pageMs = 1000 / median(large.queue.perSecond)
  return [
    {
      what: `queue page of the bare page at ${many} cases`,
      reached: ratio(large.queue.perSecond, large.bare.perSecond),
      least: 0.4,
    },
    { what: 'the same by processor time', reached: ratio(large.bare.cpuMs, large.queue.cpuMs) },
    { what: 'interview page of the bare page', reached: ratio(large.interview.perSecond, large.bare.perSecond) },
    { what: `time of the queue page, ${many} to ${few} cases`, reached: growth('queue'), most: 1.3 },
    { what: `time of the interview page, ${many} to ${few} cases`, reached: growth('interview'), most: 1.3 },
    { what: 'log entry, share of the time of a queue page', reached: audit.durable / pageMs },
    { what: 'its fsync alone, share of the time of a queue page', reached: (audit.durable - audit.notSynced) / pageMs },
  ]
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'pana-bench-'))
try {
  const lines = [...(await judgeScoring()), ...(await judgePages(folder))]
  console.log('\nAims')
  if (!tellAims(lines)) process.exitCode = 1
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
}

import { buildRows, type CaseRows } from '../../src/commands/assessment/build-rows.ts'
import { insertOpenings, type Numbered } from '../../src/commands/assessment/insert-openings.ts'
import { entriesOf, freeNumber } from '../../src/commands/assessment/submit-assessment.ts'
import { contextOf, type CommandDeps } from '../../src/commands/deps.ts'
import { draftExpiry } from '../../src/commands/interview/draft-expiry.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { change, type AuditEntry } from '../../src/storage/change.ts'
import { insertMany } from '../../src/storage/insert-many.ts'
import type { InterviewRow } from '../../src/storage/interview-store.ts'
import type { MeasureRow } from '../../src/storage/measure-store.ts'
import { widenCache } from '../../src/storage/portable.ts'
import type { Source } from '../../src/storage/scope-filter.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { inventOpening, type InventedOpening } from './invent-opening.ts'
import { createRandom, type Random } from './random.ts'

type Ready = { readonly deps: CommandDeps; readonly rows: CaseRows; readonly interview: InterviewRow }

/** In one transaction: the larger, the fewer times a page of an index is written. */
const batchSize = 6000
const cacheMegabytes = 512
/** Held in memory together: few enough that the next ones find the place of these free again. */
const pieceSize = 256

/**
 * The rows that interviews and submissions leave behind, many in one transaction. The audit log keeps the true time of
 * writing; the cases lie in the last three years.
 */
export async function seedBulk(
  deps: CommandDeps,
  actors: readonly Actor[],
  { cases, seed }: { readonly cases: number; readonly seed: number },
): Promise<void> {
  const random = createRandom(seed)
  const drawn = Array.from({ length: cases }, () => ({ actor: random.pick(actors), seed: random.below(2 ** 31) }))
  await widenCache(deps.db.write, cacheMegabytes)
  for (const group of Map.groupBy(drawn, one => one.actor).values()) {
    for (let start = 0; start < group.length; start += batchSize) {
      const batch = group.slice(start, start + batchSize)
      const [{ actor } = orMissing()] = batch
      await seedBatch(deps, actor, batch.map(planOf))
    }
  }
  await widenCache(deps.db.write)
}

type Plan = { readonly actor: Actor; readonly own: Random }

function planOf({ actor, seed }: { readonly actor: Actor; readonly seed: number }): Plan {
  return { actor, own: createRandom(seed) }
}

/** Stores these cases of one officer in one transaction. */
export async function seedBatch(
  deps: CommandDeps,
  actor: Actor,
  plans: readonly Plan[],
  invent = inventOpening,
): Promise<void> {
  const { keys } = deps.db
  const made: string[] = []
  try {
    await change(deps.db, contextOf(deps, actor, actor.region), async tx => {
      const entries: AuditEntry[] = []
      for (let start = 0; start < plans.length; start += pieceSize) {
        const openings = plans.slice(start, start + pieceSize).map(plan => invent(deps, actor, plan.own))
        const ready = await makeReadyAll(deps, openings, made)
        await insertReady(tx, keys, ready)
        entries.push(...ready.flatMap(entriesOfReady))
      }
      return { value: null, entries }
    })
  } catch (error) {
    await keys.destroyAll(made)
    throw error
  }
}

/** `made` takes the keys, so that none of them is left when the cases cannot be stored. */
async function makeReadyAll(deps: CommandDeps, openings: readonly InventedOpening[], made: string[]): Promise<Ready[]> {
  const { keys } = deps.db
  const own = await keys.createMany('interview', openings.length)
  const people = await keys.createMany('person', openings.length * 2)
  made.push(...own, ...people)
  return Promise.all(
    openings.map((opening, place) => {
      const [victim = '', perpetrator = ''] = people.slice(place * 2, place * 2 + 2)
      return makeReady(deps, opening, { case: own[place] ?? '', victim, perpetrator })
    }),
  )
}

type CaseKeys = { readonly case: string; readonly victim: string; readonly perpetrator: string }

async function makeReady(deps: CommandDeps, opening: InventedOpening, keys: CaseKeys): Promise<Ready> {
  const built = await buildRows(deps.db.keys, { ...opening, keys })
  const caseFile = { ...built.caseFile, reassess_by: nextReassessment(built.caseFile.reassess_by, opening, deps.now) }
  const measures = built.measures.map(row => settlePast(row, opening, toStamp(deps.now)))
  const rows = { ...built, caseFile, measures }
  const { region, district, officer, interviewId, now, definitions } = opening
  const at = toStamp(now)
  const held = { id: interviewId, region, district, account_id: officer, key_id: keys.case }
  const times = { started_at: at, updated_at: at, expires_at: draftExpiry(now) }
  const bank_version = definitions.bank.version
  const bound = { assessment_id: rows.assessment.id, case_id: null, prompt: null }
  return { deps: opening.deps, rows, interview: { ...held, ...times, ...bound, bank_version } }
}

/** What was due long ago was done in time: the work of today is that of the last cases, not of three years. */
function settlePast(row: MeasureRow, { officer }: InventedOpening, now: string): MeasureRow {
  if (row.state !== 'due' || row.due_at >= now) return row
  return { ...row, state: 'done', done_at: row.due_at, closed_at: row.due_at, closed_by: officer }
}

/** The reassessments of the past were held each in its time: the next one is still to come. */
function nextReassessment(first: string, { definitions, judged }: InventedOpening, now: Temporal.Instant): string {
  const { amount, unit } = definitions.procedure.reassessment[judged.result.assessment.category]
  const term = amount * (unit === 'h' ? 1 : 24)
  const due = Temporal.Instant.from(first)
  const late = now.since(due).total('hours')
  return late <= 0 ? first : toStamp(due.add({ hours: term * Math.ceil(late / term) }))
}

async function insertReady(tx: Source, keys: CommandDeps['db']['keys'], ready: readonly Ready[]): Promise<void> {
  const numbered = new Map<string, Numbered>()
  for (const { deps, rows, interview } of ready) {
    const number = await freeNumber(tx, deps, interview.district, numbered)
    numbered.set(number, { rows, number })
  }
  await insertMany(
    tx,
    'interview',
    ready.map(one => one.interview),
  )
  await insertOpenings(tx, keys, [...numbered.values()])
}

function entriesOfReady({ rows, interview }: Ready): AuditEntry[] {
  const started = { action: 'interview.started', subject: `interview:${interview.id}` }
  return [started, ...entriesOf(rows, interview.id)]
}

function orMissing(): never {
  throw new Error('a group without a case')
}

import { buildRows, type CaseRows } from '../../src/commands/assessment/build-rows.ts'
import { draftExpiry } from '../../src/commands/interview/draft-expiry.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Database } from '../../src/storage/database.ts'
import type { InterviewRow } from '../../src/storage/interview-store.ts'
import type { MeasureRow } from '../../src/storage/measure-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { inventOpening, type InventDeps, type InventedOpening } from './invent-opening.ts'
import { createRandom } from './random.ts'

/** The rows that one interview and its submission leave behind, sealed. */
export type Ready = { readonly rows: CaseRows; readonly interview: InterviewRow }
/** `keys`: all that were made for these cases, so that none is left when they cannot be stored. */
export type Made = { readonly ready: readonly Ready[]; readonly keys: readonly string[] }

export type MakeDeps = InventDeps & { readonly db: Pick<Database, 'keys'> }
/** One officer's cases, each by the seed of its own. */
export type Order = { readonly actor: Actor; readonly seeds: readonly number[] }

/** Invents cases and builds their rows; nothing but their keys is stored. */
export async function makeOpenings(
  deps: MakeDeps,
  { actor, seeds }: Order,
  invent: typeof inventOpening = inventOpening,
): Promise<Made> {
  const { keys } = deps.db
  const openings = seeds.map(seed => invent(deps, actor, createRandom(seed)))
  const own = await keys.createMany('interview', openings.length)
  const people = await keys.createMany('person', openings.length * 2)
  const made = openings.map((opening, place) => {
    const [victim = '', perpetrator = ''] = people.slice(place * 2, place * 2 + 2)
    return makeReady(deps, opening, { case: own[place] ?? '', victim, perpetrator })
  })
  return { ready: await Promise.all(made), keys: [...own, ...people] }
}

type CaseKeys = { readonly case: string; readonly victim: string; readonly perpetrator: string }

async function makeReady(deps: MakeDeps, opening: InventedOpening, keys: CaseKeys): Promise<Ready> {
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
  return { rows, interview: { ...held, ...times, ...bound, bank_version } }
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

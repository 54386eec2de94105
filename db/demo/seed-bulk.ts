import { buildRows, type CaseRows } from '../../src/commands/assessment/build-rows.ts'
import { entriesOf, freeNumber, insertRows } from '../../src/commands/assessment/submit-assessment.ts'
import { contextOf, type CommandDeps } from '../../src/commands/deps.ts'
import { draftExpiry } from '../../src/commands/interview/draft-expiry.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { change, type AuditEntry } from '../../src/storage/change.ts'
import { insertInterview, type InterviewRow } from '../../src/storage/interview-store.ts'
import type { Source } from '../../src/storage/scope-filter.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { inventOpening, type InventedOpening } from './invent-opening.ts'
import { createRandom } from './random.ts'

type Ready = { readonly opening: InventedOpening; readonly rows: CaseRows; readonly interview: InterviewRow }

const batchSize = 400

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
  for (let left = cases; left > 0; left -= batchSize) {
    const plans = Array.from({ length: Math.min(left, batchSize) }, () => {
      return { actor: random.pick(actors), own: createRandom(random.below(2 ** 31)) }
    })
    for (const group of Map.groupBy(plans, plan => plan.actor.id).values()) {
      const [{ actor } = orMissing()] = group
      const openings = group.map(plan => inventOpening(deps, actor, plan.own))
      await seedBatch(deps, actor, openings)
    }
  }
}

async function seedBatch(deps: CommandDeps, actor: Actor, openings: readonly InventedOpening[]): Promise<void> {
  const { keys } = deps.db
  const own = await keys.createMany('interview', openings.length)
  const people = await keys.createMany('person', openings.length * 2)
  try {
    const ready = await Promise.all(
      openings.map((opening, place) => {
        const [victim = '', perpetrator = ''] = people.slice(place * 2)
        return makeReady(deps, opening, { case: own[place] ?? '', victim, perpetrator })
      }),
    )
    await change(deps.db, contextOf(deps, actor, actor.region), async tx => {
      for (const one of ready) await insertReady(tx, keys, one)
      return { value: null, entries: ready.flatMap(entriesOfReady) }
    })
  } catch (error) {
    await keys.destroyAll([...own, ...people])
    throw error
  }
}

type CaseKeys = { readonly case: string; readonly victim: string; readonly perpetrator: string }

async function makeReady(deps: CommandDeps, opening: InventedOpening, keys: CaseKeys): Promise<Ready> {
  const rows = await buildRows(deps.db.keys, { ...opening, keys })
  const { region, district, officer, interviewId, now, definitions } = opening
  const at = toStamp(now)
  const held = { id: interviewId, region, district, account_id: officer, key_id: keys.case }
  const times = { started_at: at, updated_at: at, expires_at: draftExpiry(now) }
  const bank_version = definitions.bank.version
  const bound = { assessment_id: rows.assessment.id, case_id: null, prompt: null }
  return { opening, rows, interview: { ...held, ...times, ...bound, bank_version } }
}

async function insertReady(
  tx: Source,
  keys: CommandDeps['db']['keys'],
  { opening, rows, interview }: Ready,
): Promise<void> {
  await insertInterview(tx, interview)
  await insertRows(tx, keys, rows, await freeNumber(tx, opening.deps, interview.district))
}

function entriesOfReady({ rows, interview }: Ready): AuditEntry[] {
  const started = { action: 'interview.started', subject: `interview:${interview.id}` }
  return [started, ...entriesOf(rows, interview.id)]
}

function orMissing(): never {
  throw new Error('a group without a case')
}

import { insertOpenings, type Numbered } from '../../src/commands/assessment/insert-openings.ts'
import { entriesOf, freeNumber } from '../../src/commands/assessment/submit-assessment.ts'
import { contextOf, type CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { change, type AuditEntry } from '../../src/storage/change.ts'
import { insertMany } from '../../src/storage/insert-many.ts'
import { widenCache } from '../../src/storage/portable.ts'
import type { Source } from '../../src/storage/scope-filter.ts'
import type { Made, Order, Ready } from './make-openings.ts'
import { startMaker, type OpeningMaker } from './opening-maker.ts'
import { createRandom } from './random.ts'

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
  const maker = startMaker(deps, cases)
  await widenCache(deps.db.write, cacheMegabytes)
  try {
    for (const [actor, group] of Map.groupBy(drawn, one => one.actor)) {
      const seeds = group.map(one => one.seed)
      for (const batch of split(seeds, batchSize)) await seedBatch(deps, { actor, seeds: batch }, maker)
    }
  } finally {
    await widenCache(deps.db.write)
    await maker.close()
  }
}

/** Stores these cases of one officer in one transaction; each piece is made while the one before is written. */
export async function seedBatch(
  deps: CommandDeps,
  { actor, seeds }: Order,
  maker: Pick<OpeningMaker, 'make'>,
): Promise<void> {
  const [first = [], ...others] = split(seeds, pieceSize)
  const keys: string[] = []
  let coming: Promise<Made> | undefined = take(maker.make({ actor, seeds: first }), keys)
  try {
    await change(deps.db, contextOf(deps, actor, actor.region), async tx => {
      const entries: AuditEntry[] = []
      while (coming) {
        const { ready } = await coming
        const next = others.shift()
        coming = next && take(maker.make({ actor, seeds: next }), keys)
        await insertReady(deps, tx, ready)
        entries.push(...ready.flatMap(entriesOfReady))
      }
      return { value: null, entries }
    })
  } catch (error) {
    await coming?.catch(() => undefined)
    await deps.db.keys.destroyAll(keys)
    throw error
  }
}

/** `keys` takes the keys, so that none of them is left when the cases cannot be stored. */
function take(making: Promise<Made>, keys: string[]): Promise<Made> {
  const taken = making.then(made => {
    keys.push(...made.keys)
    return made
  })
  // It may fail before anybody waits for it, and is heard when somebody does.
  taken.catch(() => undefined)
  return taken
}

async function insertReady(deps: CommandDeps, tx: Source, ready: readonly Ready[]): Promise<void> {
  const numbered = new Map<string, Numbered>()
  for (const { rows, interview } of ready) {
    const now = Temporal.Instant.from(rows.caseFile.opened_at)
    const number = await freeNumber(tx, { ...deps, now }, interview.district, numbered)
    numbered.set(number, { rows, number })
  }
  await insertMany(
    tx,
    'interview',
    ready.map(one => one.interview),
  )
  await insertOpenings(tx, deps.db.keys, [...numbered.values()])
}

function entriesOfReady({ rows, interview }: Ready): AuditEntry[] {
  const started = { action: 'interview.started', subject: `interview:${interview.id}` }
  return [started, ...entriesOf(rows, interview.id)]
}

function split<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

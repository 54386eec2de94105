import type { Roster } from '../../domain/follow-up/readers.ts'
import { deskOfStep, ladderOf, stepAt } from '../../domain/follow-up/ladder.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findLate, insertStep, listToClimb, setNextStep, type LateItem } from '../../storage/ladder-store.ts'
import { readRoster } from '../../storage/roster-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { programContext, type CommandDeps } from '../deps.ts'
import { changeOrNothing, NothingLeft } from '../refusal.ts'
import { findReaders, type ClosedCases } from './find-readers.ts'
import { giveNotice, type Channels } from './give-notice.ts'

export type ClimbDeps = CommandDeps & { readonly channels: Channels }

type Waiting = { readonly id: string; readonly region: string; readonly climbAt: string }

const batchSize = 100
const perChange = 25

/**
 * Takes every late item as far up its ladder as it belongs by now, in the order of the moments at which each step was
 * due, whatever happened to the program meanwhile. Done twice, or by two processes, it has one effect.
 */
export async function climbLate(deps: ClimbDeps): Promise<{ readonly climbed: number }> {
  let climbed = 0
  for (;;) {
    const batch = await listToClimb(deps.db.read, toStamp(deps.now), batchSize)
    if (batch.length === 0) return { climbed }
    const last = batch.length < batchSize ? toStamp(deps.now) : (batch.at(-1)?.climb_at ?? '')
    const queue = batch.map(({ id, region, climb_at }) => ({ id, region, climbAt: climb_at ?? '' }))
    const before = climbed
    while (queue.length > 0) climbed += await climbSome(deps, queue, last)
    // All of it was another process's, or has no step left: the next run looks again.
    if (climbed === before) return { climbed }
  }
}

/** One change: the next steps in order, as long as they belong to the region of the first. */
async function climbSome(deps: ClimbDeps, queue: Waiting[], last: string): Promise<number> {
  const region = queue[0]?.region ?? ''
  const roster = await readRoster(deps.db.read, region, localDate(deps.now))
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(deps.now))
  return changeOrNothing(deps.db, programContext(deps.now, region), 0, async tx => {
    const entries: AuditEntry[] = []
    const closed: ClosedCases = new Map()
    for (let done = 0; done < perChange && queue[0]?.region === region; done += 1) {
      const next = queue.shift()
      const step = next && (await climbOne(tx, deps, { procedure, roster, closed }, next.id))
      if (!step) continue
      entries.push(step.entry)
      if (step.climbAt !== null && step.climbAt <= last) enqueue(queue, { id: next.id, region, climbAt: step.climbAt })
    }
    if (entries.length === 0) throw new NothingLeft()
    return { value: entries.length, entries }
  })
}

function enqueue(queue: Waiting[], one: Waiting): void {
  const place = queue.findIndex(each => each.climbAt > one.climbAt)
  queue.splice(place < 0 ? queue.length : place, 0, one)
}

type Rules = { readonly procedure: Procedure; readonly roster: Roster; readonly closed: ClosedCases }

async function climbOne(tx: Source, deps: ClimbDeps, rules: Rules, id: string) {
  const item = await findLate(tx, id)
  const due = item?.climb_at
  if (!item || item.state !== 'open' || due === null || due === undefined || due > toStamp(deps.now)) return null
  const ladder = ladderOf(rules.procedure.late, item)
  const [step, after] = [ladder[item.step], ladder[item.step + 1]]
  const from = Temporal.Instant.from(item.due_at)
  const climbAt = after ? toStamp(stepAt(from, after, deps.calendar)) : null
  const climbs = await setNextStep(tx, id, item.step + 1, climbAt)
  if (!step || !climbs) return null
  await record(tx, deps, rules, item, { to: step.to, stoodAt: due })
  const details = { step: item.step, to: step.to }
  return { climbAt, entry: { action: 'work_item.climbed', subject: `work_item:${id}`, details } }
}

async function record(
  tx: Source,
  deps: ClimbDeps,
  { roster, closed }: Rules,
  item: LateItem,
  { to, stoodAt }: { readonly to: string; readonly stoodAt: string },
): Promise<void> {
  const desk = deskOfStep(to, item)
  const { id: item_id, case_id, region, district, kind, due_at, step } = item
  const source = `${item_id}~${due_at}~${step}`
  const place = { id: source, item_id, case_id, region, district, kind, step, to_role: to, desk, due_at }
  await insertStep(tx, { ...place, stood_at: stoodAt, climbed_at: toStamp(deps.now), state: 'open' })
  for (const account of await findReaders(tx, desk, item, roster, closed))
    await giveNotice(tx, deps, { account, region, kind: 'late', source, itemId: item_id, urgent: item.unit === 'h' })
}

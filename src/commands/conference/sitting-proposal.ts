import type { Actor } from '../../domain/access/decide.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import {
  isLowChange,
  proposeAgenda,
  type Candidate,
  type MinutesPerCase,
  type Proposal,
} from '../../domain/conference/propose-agenda.ts'
import { categories, type Procedure } from '../../domain/questionnaire/procedure.ts'
import { listQueue, type QueueItem } from '../../storage/agenda-store.ts'
import { countFailed } from '../../storage/conference-action.ts'
import {
  listItems,
  listLastHearings,
  listLastIncidents,
  listPlaced,
  type SittingItem,
} from '../../storage/conference-agenda.ts'
import type { Commission } from '../../storage/conference-commission.ts'
import { findNextSitting, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'

/** An item of the queue with what the commission knows of it. */
export type Waiting = QueueItem & { readonly candidate: Candidate }
export type SittingProposal = Proposal & { readonly waiting: ReadonlyMap<string, Waiting> }

/** More than these no sitting can take; the queue gives the most urgent. */
const looksAt = 200

/** What the program proposes for the time that the list of the sitting has left. */
export async function proposeForSitting(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  sitting: Sitting,
  commission: Commission,
): Promise<SittingProposal> {
  const waiting = await listWaiting(deps, db, actor, sitting)
  const taken = (await listItems(db, actor, sitting.id)).filter(isOnList)
  const next = await findNextSitting(db, sitting)
  const perCase = minutesOf(commission)
  const booked = taken.reduce((sum, item) => sum + item.minutes_planned, 0)
  const slot = {
    startsAt: Temporal.Instant.from(sitting.starts_at),
    minutes: sitting.minutes_booked - booked,
    perCase,
    nextAt: next ? Temporal.Instant.from(next.starts_at) : null,
  }
  const candidates = waiting.map(one => one.candidate)
  return { ...proposeAgenda(candidates, slot), waiting: new Map(waiting.map(one => [one.id, one])) }
}

export function minutesOf({ opening_minutes, new_case_minutes, repeat_minutes }: Commission): MinutesPerCase {
  return { opening: opening_minutes, newCase: new_case_minutes, repeat: repeat_minutes }
}

export function isOnList({ state }: SittingItem): boolean {
  return state === 'listed' || state === 'open' || state === 'heard'
}

/** The queue within the actor's reach that stands on no list yet. */
async function listWaiting(deps: CommandDeps, db: Source, actor: Actor, sitting: Sitting): Promise<Waiting[]> {
  const scope = scopeOf(actor, 'queue.view')
  const queue = await listQueue(db, scope, toStamp(deps.now), { limit: looksAt, offset: 0 })
  const placed = await listPlaced(
    db,
    queue.map(one => one.id),
  )
  const free = queue.filter(one => !placed.has(one.id))
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  return joinHistory(deps, db, procedure, free)
}

/** Which of these cases come back within the months of the procedure, and whether anything has got worse since. */
export async function joinHistory(
  deps: CommandDeps,
  db: Source,
  procedure: Procedure,
  queue: readonly QueueItem[],
): Promise<Waiting[]> {
  const caseIds = queue.map(one => one.case_id)
  const months = procedure.listing.repeat_months
  const since = toStamp(deps.now.toZonedDateTimeISO(deps.calendar.zone).subtract({ months }).toInstant())
  const hearings = await listLastHearings(db, caseIds, since)
  const incidents = await listLastIncidents(db, caseIds)
  const failed = await countFailed(
    db,
    hearings.flatMap(one => one.plan_item_id ?? []),
  )
  return queue.map(one => {
    const last = hearings.find(each => each.case_id === one.case_id)
    const category = categories[one.category_rank] ?? 'extreme'
    const grade = { category, categoryRank: one.category_rank }
    const incidentSince = last !== undefined && (incidents.get(one.case_id) ?? '') > last.heard_at
    const then = last && {
      rankThen: last.category_rank,
      actionsFailed: failed.get(last.plan_item_id ?? '') ?? 0,
      incidentSince,
    }
    const lowChange = then !== undefined && isLowChange({ ...grade, ...then })
    const hearBy = Temporal.Instant.from(one.hear_by)
    return { ...one, candidate: { id: one.id, ...grade, hearBy, repeat: last !== undefined, lowChange } }
  })
}

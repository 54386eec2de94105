import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { overlap } from '../../domain/conference/sitting.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf, loadSeats, type Commission } from '../../storage/conference-commission.ts'
import { insertSitting, listSittingsAround, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { contextOf, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { openSittingWork } from './commission-work.ts'
import { checkMinutes } from './commission-rules.ts'
import { speakersOf } from './reach-sitting.ts'

export type NewSitting = {
  readonly startsAt: Temporal.Instant
  readonly minutes: number
  /** Empty: the usual place of the commission. */
  readonly placeKk: string
  readonly placeRu: string
}

/** Plans an ordinary sitting; nobody sits in two at once. */
export async function planSitting(
  deps: CommandDeps,
  actor: Actor,
  input: NewSitting,
): Promise<Outcome<{ id: string }>> {
  const { district } = actor
  if (!permits(actor.role, 'sitting.manage') || district === null) return refused()
  const faults = [...checkStart(deps, input.startsAt), ...checkMinutes('minutes', input.minutes)]
  if (faults.length > 0) return fail(...faults)
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const commission = await findCommissionOf(tx, district)
    if (!commission) throw new Refusal({ code: 'commission_missing' })
    const { id } = await placeSitting(tx, deps, commission, input, 'ordinary')
    const entry = { action: 'sitting.planned', subject: `sitting:${id}`, details: { at: toStamp(input.startsAt) } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

export function checkStart({ now }: CommandDeps, startsAt: Temporal.Instant): Fault[] {
  return Temporal.Instant.compare(startsAt, now) <= 0 ? [{ code: 'in_past', at: 'starts_at' }] : []
}

/** Stores a planned sitting inside a change, unless one of its people sits elsewhere at the same time. */
export async function placeSitting(
  tx: Source,
  deps: CommandDeps,
  commission: Commission,
  { startsAt, minutes, placeKk, placeRu }: NewSitting,
  kind: Sitting['kind'],
): Promise<Sitting> {
  await refuseBusyPeople(tx, commission, { startsAt, minutes })
  const { procedure } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const sitting: Sitting = {
    id: deps.newId(),
    commission_id: commission.id,
    region: commission.region,
    district: commission.district,
    kind,
    starts_at: toStamp(startsAt),
    minutes_booked: minutes,
    place_kk: placeKk.trim() || commission.place_kk,
    place_ru: placeRu.trim() || commission.place_ru,
    state: 'planned',
    procedure_name: procedure.procedure,
    procedure_version: procedure.version,
    invited_at: null,
    opened_at: null,
    closed_at: null,
    quorum_missing: null,
  }
  await insertSitting(tx, sitting)
  await openSittingWork(tx, sitting, toStamp(deps.now))
  return sitting
}

async function refuseBusyPeople(
  tx: Source,
  commission: Commission,
  time: { readonly startsAt: Temporal.Instant; readonly minutes: number },
): Promise<void> {
  const day = { hours: 24 }
  const around = await listSittingsAround(tx, toStamp(time.startsAt.subtract(day)), toStamp(time.startsAt.add(day)))
  const own = new Set(speakersOf(await loadSeats(tx, commission.id)))
  for (const other of around) {
    const theirs = { startsAt: Temporal.Instant.from(other.starts_at), minutes: other.minutes_booked }
    if (!overlap(time, theirs)) continue
    const shared = other.commission_id === commission.id || (await sharesPeople(tx, other.commission_id, own))
    if (shared) throw new Refusal({ code: 'people_sit_elsewhere', at: 'starts_at' })
  }
}

async function sharesPeople(tx: Source, commissionId: string, own: ReadonlySet<string>): Promise<boolean> {
  return speakersOf(await loadSeats(tx, commissionId)).some(account => own.has(account))
}

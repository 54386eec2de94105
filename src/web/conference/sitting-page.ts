import { decideItem } from '../../domain/access/decide-conference.ts'
import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { countReturns } from '../../domain/conference/research.ts'
import { isServing, type Seat } from '../../domain/conference/seat.ts'
import { rhythms, sittingClocks } from '../../domain/conference/sitting-clocks.ts'
import { loadExclusions, shutOutOf } from '../../commands/conference/exclusions.ts'
import { lackingForItem, lackingQuorum, readPresence, type Presence } from '../../commands/conference/presence.ts'
import {
  speakersOf,
  standingOf,
  type ReachedItem,
  type ReachedSitting,
} from '../../commands/conference/reach-sitting.ts'
import { isOnList, proposeForSitting } from '../../commands/conference/sitting-proposal.ts'
import { secondsSpent } from '../../commands/conference/time-spent.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { minutesBehind } from '../../domain/conference/arithmetic.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { listItems, openItemReason, type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import {
  findCommissionOf,
  nameAccounts,
  type Commission,
  type NamedAccount,
} from '../../storage/conference-commission.ts'
import { listResearchOfSitting, type ResearchRequest } from '../../storage/conference-research.ts'
import { listStatements, type Sitting } from '../../storage/conference-sitting.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { Reply } from '../http/route.ts'
import { edgeOf, faultModels, nothing, shortNumber, sayRank, type Any, type Typed } from './shared.ts'

/** The items of a sitting that the reader may know of, in their order. */
export async function listKnownItems(
  { deps, actor }: Any,
  reached: ReachedSitting,
  action: 'sitting.attend' | 'minutes.approve' = 'sitting.attend',
): Promise<SittingItem[]> {
  const { id } = reached.sitting
  const items = await listItems(deps.db.read, scopeOf(actor, action), id)
  const readers = await listItemReaders(deps.db.read, id)
  return items.filter(item => {
    return decideItem(actor, action, standingOf(item, reached, readers.get(item.id) ?? [])) === 'allowed'
  })
}

/** One sitting before and while it is held: its list and capacity, who was asked, who came. */
export async function sittingPage(context: Any, reached: ReachedSitting, typed: Typed = nothing): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const { sitting, seats } = reached
  const commission = await findCommissionOf(deps.db.read, sitting.district)
  if (!commission) throw new Error(`sitting ${sitting.id} without a commission`)
  const known = await listKnownItems(context, reached)
  const items = known.filter(isOnList)
  const ids = new Set(known.map(item => item.id))
  const research = (await listResearchOfSitting(deps.db.read, actor, sitting.id)).filter(one => ids.has(one.item_id))
  const before = sitting.state === 'planned' || sitting.state === 'invited'
  const manages = permits(actor.role, 'sitting.manage')
  const promised = (await listStatements(deps.db.read, sitting.id)).has(actor.id)
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const attendance = await attendanceModels(context, sitting, seats)
  return {
    kind: 'page',
    view: 'conference/sitting',
    at: `/sittings/${sitting.id}`,
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: sitting.region, subject: `sitting:${sitting.id}` },
    model: {
      title: t('sitting-title', { at: formatDateTime(sitting.starts_at, locale) }),
      faults: faultModels(typed, context),
      id: sitting.id,
      state: t(`sitting-state-${sitting.state}`),
      kind: t(`sitting-kind-${sitting.kind}`),
      place: locale === 'kk' ? sitting.place_kk : sitting.place_ru,
      before,
      open: sitting.state === 'open',
      over: sitting.state === 'closed' || sitting.state === 'approved',
      manages,
      promises: !promised && (before || sitting.state === 'open'),
      changes: manages && (before || sitting.state === 'open'),
      clocks: clockLines(context, sitting, commission),
      capacity: capacityModel(context, sitting, commission, items),
      quorum: await quorumLine(context, sitting, items),
      items: items.map((item, at) => itemLine(context, item, at, { research, procedure })),
      movedOut: await movedModels(context, known),
      consentWaits: items.some(item => item.track === 'consent' && item.state === 'listed'),
      people: await peopleModels(context, seats),
      proposal: await proposalModel(context, sitting, commission, manages),
      research: researchModels(context, sitting, research),
      asked: research.length > 0,
      attendance,
      unmarked: attendance.some(seat => seat.unmarked),
      reason: typed.fields['reason'] ?? '',
    },
  }
}

function clockLines({ deps, now, locale, t }: Any, sitting: Sitting, commission: Commission) {
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const rhythm = procedure.commission.rhythms[rhythms.find(one => one === commission.rhythm) ?? 'fortnightly']
  const clocks = sittingClocks(Temporal.Instant.from(sitting.starts_at), rhythm, deps.calendar)
  const line = (name: 'list' | 'requests' | 'answers', at: Temporal.Instant) => {
    return { name: t(`sitting-by-${name}`), at: formatDeadline(toStamp(at), toStamp(now), locale, t) }
  }
  return [line('list', clocks.listBy), line('requests', clocks.requestsBy), line('answers', clocks.answersBy)]
}

/** Booked against needed, and while it is held how far it is behind. */
export function capacityModel(
  { now, t }: Any,
  sitting: Sitting,
  commission: Commission,
  items: readonly SittingItem[],
) {
  const planned = items.reduce((sum, item) => sum + item.minutes_planned, 0)
  const needed = commission.opening_minutes + planned
  const behind = minutesBehind(
    items.map(item => ({
      over: item.state === 'heard',
      plannedMinutes: item.minutes_planned,
      seconds: secondsSpent(item, now),
    })),
  )
  return {
    booked: sitting.minutes_booked,
    needed,
    text: t('sitting-capacity', { needed, booked: sitting.minutes_booked }),
    over: needed > sitting.minutes_booked ? t('sitting-over', { minutes: needed - sitting.minutes_booked }) : '',
    behind: sitting.state === 'open' && behind > 0 ? t('sitting-behind', { minutes: behind }) : '',
  }
}

export async function quorumLine({ deps, t }: Any, sitting: Sitting, items: readonly SittingItem[]) {
  const presence = await readPresence(deps.db.read, sitting.id)
  const withChildren = items.some(item => item.with_children === 1)
  const missing = await lackingQuorum(deps.db.read, sitting, presence, withChildren)
  return sayQuorum(t, presence, presence.accounts, missing)
}

/** The quorum of one item: who is shut out of it does not count. */
export async function quorumOfItem({ deps, t }: Any, { item, sitting, seats }: ReachedItem) {
  const presence = await readPresence(deps.db.read, sitting.id)
  const readers = (await listItemReaders(deps.db.read, sitting.id)).get(item.id) ?? []
  const shutOut = shutOutOf(item, await loadExclusions(deps.db.read, seats), readers)
  const missing = await lackingForItem(deps.db.read, { sitting, seats }, presence, item, shutOut)
  return sayQuorum(t, presence, presence.accounts.difference(shutOut), missing)
}

function sayQuorum(t: Any['t'], presence: Presence, able: ReadonlySet<string>, missing: readonly string[]) {
  const seats = { present: able.size, expected: presence.attendance.length }
  if (presence.attendance.length === 0) return { there: false, text: t('quorum-unknown') }
  if (missing.length === 0) return { there: true, text: t('quorum-there', seats) }
  return { there: false, text: t('quorum-missing', { agencies: missing.map(one => t(`agency-${one}`)).join(', ') }) }
}

type ListKnows = { readonly research: readonly ResearchRequest[]; readonly procedure: Procedure }

function itemLine({ now, locale, t }: Any, item: SittingItem, at: number, { research, procedure }: ListKnows) {
  const reason = (code: string) => procedure.listing.criteria.find(one => one.code === code)?.text[locale] ?? code
  const listed = t('queue-listed', { at: formatDateTime(item.listed_at, locale) })
  const clock = `${t('queue-hear-by')} ${formatDeadline(item.hear_by, toStamp(now), locale, t)}`
  const own = countReturns(research.filter(one => one.item_id === item.id).map(one => one.state))
  return {
    id: item.id,
    href: `/sitting-items/${item.id}`,
    position: at + 1,
    number: item.number,
    short: shortNumber(item.number),
    category: item.category,
    categoryText: t(`category-${item.category}`),
    kind: t(`item-kind-${item.kind}`),
    track: item.track === 'consent' ? t('item-consent') : '',
    closed: item.closed === 1 ? t('item-closed') : '',
    state: t(`item-state-${item.state}`),
    listed: item.state === 'listed',
    minutes: t('item-minutes', { minutes: item.minutes_planned }),
    research: own.requested > 0 ? t('item-research', { returned: own.returned, requested: own.requested }) : '',
    critical: item.category === 'extreme',
    reasons: item.state === 'listed' ? [...item.reasons.map(reason), listed, clock].join(' · ') : '',
  }
}

/** What left the list, with the secretary's reason where there is one. */
async function movedModels({ deps, t }: Any, known: readonly SittingItem[]) {
  const left = known.filter(item => item.state === 'moved' || item.state === 'withdrawn')
  return Promise.all(
    left.map(async item => {
      const reason = await openItemReason(deps.db, item)
      return { number: item.number, state: t(`item-state-${item.state}`), reason }
    }),
  )
}

async function peopleModels({ deps }: Any, seats: readonly Seat[]) {
  const names = await nameAccounts(deps.db.read, speakersOf(seats))
  return [...names.values()].map(one => ({ value: one.id, text: one.name }))
}

async function proposalModel(context: Any, sitting: Sitting, commission: Commission, manages: boolean) {
  const { deps, actor, t } = context
  const none = { shown: false, line: '', consent: '', left: [] as { id: string; text: string; note: string }[] }
  if (!manages || !['planned', 'invited', 'open'].includes(sitting.state)) return none
  const proposal = await proposeForSitting(edgeOf(context), deps.db.read, actor, sitting, commission)
  const { discussion, consent, left, waiting } = proposal
  if (discussion.length + consent.length + left.length === 0) return none
  return {
    shown: true,
    line: t('proposal-line', { count: discussion.length, minutes: proposal.minutesNeeded }),
    consent: consent.length > 0 ? t('proposal-consent', { count: consent.length }) : '',
    left: left.map(one => ({
      id: one.id,
      text: waiting.get(one.id)?.number ?? '',
      note: t(one.missesClock ? 'proposal-misses-clock' : 'proposal-waits'),
    })),
  }
}

/** A deadline of research says nothing once the sitting is over. */
function researchModels({ now, locale, t }: Any, { state }: Sitting, research: readonly ResearchRequest[]) {
  const at = toStamp(now)
  return [...Map.groupBy(research, one => one.agency)].map(([agency, own]) => {
    const { requested, returned, nil } = countReturns(own.map(one => one.state))
    const open = state === 'closed' || state === 'approved' ? [] : own.filter(one => one.state === 'asked')
    const reminded =
      open
        .map(one => one.reminded_at ?? '')
        .toSorted()
        .at(-1) ?? ''
    return {
      agency: t(`agency-${agency}`),
      text: t('research-returned', { returned, requested, nil }),
      late: open.some(one => one.answer_by < at),
      by: open[0] ? formatDeadline(open[0].answer_by, at, locale, t) : '',
      reminded: reminded === '' ? '' : t('research-reminded', { at: formatDateTime(reminded, locale) }),
    }
  })
}

async function attendanceModels({ deps, locale, t }: Any, sitting: Sitting, seats: readonly Seat[]) {
  const { attendance } = await readPresence(deps.db.read, sitting.id)
  const signed = await listStatements(deps.db.read, sitting.id)
  const names = await nameAccounts(deps.db.read, speakersOf(seats))
  const on = localDate(Temporal.Instant.from(sitting.starts_at))
  return seats
    .filter(seat => isServing(seat, on))
    .map(seat => {
      const row = attendance.find(one => one.seat_id === seat.id)
      const option = (value: 'representative' | 'deputy', account: string | null) => {
        if (account === null) return []
        const role = value === 'deputy' ? t('attendance-deputy') : ''
        return [{ value, text: names.get(account)?.name ?? '', role, chosen: row?.came === value }]
      }
      const absent = { value: 'absent', text: t('attendance-absent'), role: '', chosen: row?.came === 'absent' }
      return {
        id: seat.id,
        seat: [t(`agency-${seat.agency}`), sayRank(t, seat.office)].filter(part => part !== '').join(' · '),
        late: row?.late_at ? t('attendance-late', { at: formatDateTime(row.late_at, locale) }) : '',
        unmarked: row === undefined && seat.representative !== null,
        empty: seat.representative === null && seat.deputy === null ? t('seat-doubt-no_representative') : '',
        unsigned: unsignedLine(t, seat, signed, names),
        options: [...option('representative', seat.representative), ...option('deputy', seat.deputy), absent],
      }
    })
}

/** Who of a seat has not given the confidentiality statement for this sitting; empty where all have. */
function unsignedLine(
  t: Any['t'],
  { representative, deputy }: Seat,
  signed: ReadonlySet<string>,
  names: ReadonlyMap<string, NamedAccount>,
): string {
  const open = [representative, deputy].filter(account => account !== null && !signed.has(account))
  if (open.length > 0 && (representative === null || deputy === null)) return t('statement-open-one')
  const who = open.map(account => names.get(account ?? '')?.name ?? '').join(', ')
  return open.length === 0 ? '' : t('statement-open', { who })
}

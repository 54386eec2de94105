import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { permits } from '../../domain/access/roles.ts'
import { workParts, workScopeOf, type WorkMoments, type WorkPart } from '../../domain/follow-up/work-scope.ts'
import { standsInForClosed } from '../../domain/follow-up/closed-desk.ts'
import { districtsOf, standsInFor } from '../../domain/follow-up/readers.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listClosedDesks } from '../../storage/closed-desk-store.ts'
import { listDrafts } from '../../storage/interview-store.ts'
import { readRoster } from '../../storage/roster-store.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { countWork, listClimbed, listWork, type ListedWork, type WorkPlace } from '../../storage/work-list.ts'
import { pageSize } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { momentsOf } from './moments.ts'
import { groupWork, type WorkLook } from './work-model.ts'

type Any = Context<unknown, unknown>

/** So many of each part stand on the first page; the rest has pages of its own. */
const shown = 15
const countedTo = 100

type Day = {
  readonly procedure: Procedure
  readonly moments: WorkMoments
  readonly scope: ReturnType<typeof workScopeOf>
}

export async function readDay(context: Any): Promise<Day> {
  const { deps, actor, now } = context
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(now))
  const roster = await readRoster(deps.db.read, actor.region, localDate(now))
  const closed = await listClosedDesks(deps.db.read, districtsOf(actor, roster))
  const seats = standsInForClosed(actor.id, roster, closed)
  const scope = workScopeOf(actor, standsInFor(actor.id, roster), seats)
  return { procedure, moments: momentsOf(context, procedure), scope }
}

/** Everybody's first page: what is late, what is due now and today, what is new, and what others still owe. */
export async function dayPage(context: Any): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const conducts = permits(actor.role, 'interview.conduct')
  const drafts = conducts ? await listDrafts(deps.db.read, actor, toStamp(now)) : []
  const day = await readDay(context)
  const parts = [await climbedModel(context, day), ...(await partModels(context, day))]
  return {
    kind: 'page',
    view: 'day/day',
    read: { region: actor.region, subject: `day:${actor.id}` },
    model: {
      title: t('nav-day'),
      conducts,
      parts: foldParts(parts.filter(part => part.groups.length > 0)),
      drafts: drafts.map(draft => ({
        href: `/interviews/${draft.id}`,
        text: t('day-draft', { at: formatDateTime(draft.updated_at, locale) }),
      })),
    },
  }
}

/** What nobody has to do today lies folded under its heading and number, unless there is nothing else. */
function foldParts<Part extends { part: string }>(parts: readonly Part[]) {
  const first = parts[0]?.part
  return parts.map(one => ({ ...one, folded: (one.part === 'later' || one.part === 'waiting') && one.part !== first }))
}

/**
 * What stands under "new" on this page is not said again under "later", though it is due later too; where "later" has a
 * page of its own, its figure is of that page.
 */
async function partModels(context: Any, { scope, moments, procedure }: Day) {
  const { read } = context.deps.db
  const first = (part: WorkPart, limit = shown + 1) => listWork(read, scope, part, moments, { limit })
  const fresh = await first('new')
  const told = new Set(fresh.slice(0, shown).map(row => row.id))
  return Promise.all(
    workParts.map(async part => {
      const rows = part === 'new' ? fresh : part === 'later' ? await first(part, 2 * shown + 1) : await first(part)
      const own = part === 'later' ? rows.filter(row => !told.has(row.id)) : rows
      const count = own.length > shown ? await countWork(read, scope, part, moments, countedTo) : own.length
      const look = { procedure, late: part === 'late', dueNow: part === 'now', acts: part !== 'waiting' }
      return partModel(context, part, own, { count, look })
    }),
  )
}

type Counted = { readonly count: number; readonly look: WorkLook }

function partModel(context: Any, part: WorkPart, rows: readonly ListedWork[], { count, look }: Counted) {
  const { t } = context
  return {
    part,
    title: t(`day-part-${part}`),
    count: count < countedTo ? String(count) : t('day-more-than', { count: countedTo - 1 }),
    more: rows.length > shown ? `/day/${part}` : '',
    groups: groupWork(context, rows.slice(0, shown), look),
  }
}

async function climbedModel(context: Any, { scope, procedure }: Day) {
  const rows = await listClimbed(context.deps.db.read, scope, { limit: shown + 1 })
  const more = rows.length > shown
  return {
    part: 'climbed',
    title: context.t('day-part-climbed'),
    count: more ? context.t('day-more-than', { count: shown }) : String(rows.length),
    more: more ? '/day/climbed' : '',
    groups: groupWork(context, rows.slice(0, shown), { procedure, late: true, dueNow: false, acts: false }),
  }
}

/** One part of the day, page by page. */
export async function partPage(context: Any, part: WorkPart | 'climbed'): Promise<Reply> {
  const { deps, actor, request, t } = context
  const day = await readDay(context)
  const page = { limit: pageSize + 1, behind: placeOf(request.query['after']) }
  const { scope, moments, procedure } = day
  const read = deps.db.read
  const rows =
    part === 'climbed' ? await listClimbed(read, scope, page) : await listWork(read, scope, part, moments, page)
  const on = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? on.at(-1) : undefined
  const look = {
    procedure,
    late: part === 'late' || part === 'climbed',
    dueNow: part === 'now',
    acts: part !== 'waiting' && part !== 'climbed',
  }
  return {
    kind: 'page',
    view: 'day/part',
    read: { region: actor.region, subject: `day:${actor.id}` },
    model: {
      title: t(`day-part-${part}`),
      parts: on.length > 0 ? [{ groups: groupWork(context, on, look) }] : [],
      after: last ? `/day/${part}?${sayPlace(last)}` : '',
    },
  }
}

export function sayPlace({ due_at, id }: WorkPlace): string {
  return `after=${due_at}~${id}`
}

/** Where the page before ended, as `sayPlace` says it. */
export function placeOf(asked: unknown): WorkPlace | undefined {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)~([\w-]{1,100})$/.exec(typeof asked === 'string' ? asked : '')
  const [, due_at, id] = found ?? []
  return due_at && id ? { due_at, id } : undefined
}

import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { startOfDay } from '../../domain/calendar/due.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDate } from '../../i18n/formats.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import {
  ages,
  countDueBetween,
  countLate,
  listExtremeWithoutContact,
  listLate,
  listUncheckedOrders,
  type BoardList,
} from '../../storage/work-board.ts'
import { placeOf, sayPlace } from '../day/page.ts'
import { momentsOf } from '../day/moments.ts'
import { groupWork } from '../day/work-model.ts'
import { pageSize } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces, placeName } from '../reference/places.ts'

type Any = Context<unknown, unknown>
const shown = 100
const nobody = 'role'
const forecastDays = 14

function boundsOf(context: Any) {
  const { deps, now } = context
  const before = (hours: number) => toStamp(now.subtract({ hours }))
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(now))
  const { redBefore } = momentsOf(context, procedure)
  return { now: toStamp(now), redBefore, dayAgo: before(24), threeDaysAgo: before(72) }
}

/** What is late by officer and by how long, extreme cases without contact, orders unchecked; each figure is a link. */
export async function boardPage(context: Any): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const scope = scopeOf(actor, 'board.view')
  const places = await loadPlaces(context)
  const rows = await countLate(deps.db.read, scope, boundsOf(context))
  const silent = await listExtremeWithoutContact(deps.db.read, scope, shown + 1)
  const unchecked = await listUncheckedOrders(deps.db.read, scope, toStamp(now), shown + 1)
  return {
    kind: 'page',
    view: 'follow-up/board',
    read: { region: actor.region, subject: `board:${actor.district ?? actor.region}` },
    model: {
      title: t('board-title'),
      ages: ages.map(age => t(`board-age-${age}`)),
      rows: rows.map(row => ({
        name: row.name ?? t('board-roles'),
        district: placeName(places, row.district, locale),
        figures: ages.map(age => ({
          count: row[age],
          href: row[age] === 0 ? '' : `/board/${row.district}/${row.officer_id ?? nobody}/${age}`,
        })),
      })),
      silentMore: sayMore(context, silent),
      silent: silent.slice(0, shown).map(row => ({
        number: row.number,
        href: `/cases/${row.id}`,
        since: t('case-opened', { at: formatDate(row.opened_at, locale) }),
      })),
      uncheckedMore: sayMore(context, unchecked),
      unchecked: unchecked.slice(0, shown).map(row => ({
        number: row.number,
        href: `/work-items/${row.id}`,
        since: t('board-check-due', { at: formatDate(row.due_at, locale) }),
      })),
    },
  }
}

/** Empty where all of it is shown. */
function sayMore({ t }: Any, found: readonly unknown[]): string {
  return found.length > shown ? t('board-cut', { count: shown }) : ''
}

export async function boardListPage(
  context: Any,
  asked: Omit<BoardList, 'officer'> & { officer: string },
): Promise<Reply> {
  const { deps, actor, now, request, t } = context
  const list = { ...asked, officer: asked.officer === nobody ? null : asked.officer }
  const page = { limit: pageSize + 1, behind: placeOf(request.query['after']) }
  const found = await listLate(deps.db.read, scopeOf(actor, 'board.view'), list, boundsOf(context), page)
  const rows = found.slice(0, pageSize)
  const last = found.length > pageSize ? rows.at(-1) : undefined
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(now))
  return {
    kind: 'page',
    view: 'day/part',
    read: { region: actor.region, subject: `board:${actor.district ?? actor.region}` },
    model: {
      title: t('board-list', { age: t(`board-age-${asked.age}`) }),
      parts:
        rows.length > 0
          ? [{ groups: groupWork(context, rows, { procedure, late: true, dueNow: false, acts: false }) }]
          : [],
      after: last ? `/board/${asked.district}/${asked.officer}/${asked.age}?${sayPlace(last)}` : '',
    },
  }
}

/** What falls due on each of the next 14 local days, by officer; the whole unit in the last line. */
export async function forecastPage(context: Any): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const { zone } = deps.calendar
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const days = Array.from({ length: forecastDays }, (_, place) => today.add({ days: place }))
  const stamp = (day: Temporal.PlainDate) => toStamp(startOfDay(day, zone))
  const scope = scopeOf(actor, 'forecast.view')
  const counts = await Promise.all(
    days.map(day => countDueBetween(deps.db.read, scope, stamp(day), stamp(day.add({ days: 1 })))),
  )
  const names = new Map(counts.flat().map(row => [row.owner_id, row.name ?? t('board-roles')]))
  const line = (pick: (row: { owner_id: string | null }) => boolean) =>
    counts.map(day => day.filter(pick).reduce((sum, row) => sum + row.count, 0))
  return {
    kind: 'page',
    view: 'follow-up/forecast',
    read: { region: actor.region, subject: `forecast:${actor.district ?? actor.region}` },
    model: {
      title: t('forecast-title'),
      days: days.map(day => formatDate(day.toString(), locale)),
      rows: [
        ...[...names].map(([id, name]) => ({ name, counts: line(row => row.owner_id === id) })),
        { name: t('forecast-unit'), counts: line(() => true) },
      ],
    },
  }
}

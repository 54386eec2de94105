import { listOpenCalls } from '../../commands/conference/settle-call.ts'
import { seatRoles } from '../../commands/conference/seat-rules.ts'
import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { countWork } from '../../domain/conference/arithmetic.ts'
import { doubtsOf, seatAgencies, seatOffices } from '../../domain/conference/seat.ts'
import { rhythms } from '../../domain/conference/sitting-clocks.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import { listQueue } from '../../storage/agenda-store.ts'
import { listWork } from '../../storage/conference-report.ts'
import {
  findCommissionOf,
  listActive,
  listSeatable,
  listSeats,
  nameAccounts,
  seatOf,
  type Commission,
  type SeatRow,
} from '../../storage/conference-commission.ts'
import { listSittings, type Sitting } from '../../storage/conference-sitting.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { Reply } from '../http/route.ts'
import { faultModels, nothing, optionsOf, sayRank, type Any, type Typed } from './shared.ts'

const firstPage = { limit: 50, offset: 0 }

/** The commission of the district: its sittings, its seats and rules, and its own figures. */
export async function commissionPage(context: Any, typed: Typed = nothing): Promise<Reply> {
  const { deps, actor, t } = context
  const district = actor.district ?? ''
  const commission = await findCommissionOf(deps.db.read, district)
  const urgent = await urgentModels(context)
  const seats = commission ? await seatModels(context, commission, typed) : []
  const sittings = await listSittings(deps.db.read, scopeOf(actor, 'commission.view'), firstPage)
  return {
    kind: 'page',
    view: 'conference/commission',
    at: '/commission',
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: `commission:${commission?.id ?? district}` },
    model: {
      title: t('commission-title'),
      faults: faultModels(typed, context),
      founded: commission !== null,
      manages: permits(actor.role, 'commission.manage'),
      calls: permits(actor.role, 'sitting.call'),
      sittings: sittings.map(sitting => sittingModel(context, sitting)),
      urgent,
      undecided: urgent.filter(one => one.undecided),
      planned: {
        open: typed.fields['starts_at'] !== undefined,
        starts_at: typed.fields['starts_at'] ?? '',
        minutes: typed.fields['minutes'] ?? '',
        place_kk: typed.fields['place_kk'] ?? '',
        place_ru: typed.fields['place_ru'] ?? '',
      },
      rules: ruleModel(context, commission, typed),
      reason: typed.fields['reason'] ?? '',
      seats,
      alone: seats.some(seat => seat.alone),
      newSeat: await seatForm(context, null, typed),
      figures: commission ? await figureModels(context, commission) : [],
    },
  }
}

function sittingModel({ locale, t }: Any, sitting: Sitting) {
  return {
    href: `/sittings/${sitting.id}`,
    text: formatDateTime(sitting.starts_at, locale),
    kind: t(`sitting-kind-${sitting.kind}`),
    state: t(`sitting-state-${sitting.state}`),
    place: locale === 'kk' ? sitting.place_kk : sitting.place_ru,
  }
}

/** The cases of the highest category, for which the chair may call a sitting out of turn. */
async function urgentModels({ deps, actor, now }: Any) {
  const scope = { ...scopeOf(actor, 'commission.view'), categories: ['extreme'] }
  const models = []
  for (const row of await listQueue(deps.db.read, scope, toStamp(now), firstPage)) {
    const undecided = (await listOpenCalls(deps.db.read, row.case_id)).length > 0
    models.push({ value: row.id, text: row.number, undecided })
  }
  return models
}

function ruleModel({ t }: Any, commission: Commission | null, { fields }: Typed) {
  const field = (name: keyof Commission) => fields[name] ?? String(commission?.[name] ?? '')
  const quorum = commission?.quorum ?? { always: [], with_children: [] }
  const ticks = (chosen: readonly string[]) =>
    seatAgencies.map(value => ({ value, text: t(`agency-${value}`), chosen: chosen.includes(value) }))
  return {
    name_kk: field('name_kk'),
    name_ru: field('name_ru'),
    place_kk: field('place_kk'),
    place_ru: field('place_ru'),
    opening_minutes: field('opening_minutes'),
    new_case_minutes: field('new_case_minutes'),
    repeat_minutes: field('repeat_minutes'),
    rhythms: optionsOf(rhythms, field('rhythm'), value => t(`rhythm-${value}`)),
    always: ticks(quorum.always),
    with_children: ticks(quorum.with_children),
    summary: commission
      ? t('commission-rules-line', {
          opening: commission.opening_minutes,
          first: commission.new_case_minutes,
          repeat: commission.repeat_minutes,
        })
      : '',
  }
}

async function seatModels(context: Any, commission: Commission, typed: Typed) {
  const { deps, now, locale, t } = context
  const rows = await listSeats(deps.db.read, commission.id)
  const accounts = rows.flatMap(row => [row.representative_id, row.deputy_id]).filter(id => id !== null)
  const names = await nameAccounts(deps.db.read, accounts)
  const active = await listActive(deps.db.read, accounts)
  const models = []
  for (const row of rows) {
    const seat = seatOf(row, active)
    const doubts = doubtsOf(seat, localDate(now)).filter(one => one !== 'no_deputy')
    const name = (id: string | null) => (id === null ? '' : (names.get(id)?.name ?? ''))
    const until = (key: 'seat-term' | 'seat-licence', on: string | null) =>
      on === null ? [] : [`${t(key)}: ${formatDate(on, locale)}`]
    models.push({
      agency: t(`agency-${row.agency}`),
      office: sayRank(t, row.office),
      representative: name(seat.representative) || '–',
      alone: row.active === 1 && seat.deputy === null,
      deputy: seat.deputy === null ? t('seat-alone') : `${t('seat-deputy')}: ${name(seat.deputy)}`,
      dates: [...until('seat-term', row.term_until_on), ...until('seat-licence', row.licence_until_on)],
      doubts: row.active === 1 ? doubts.map(one => t(`seat-doubt-${one}`)) : [t('seat-ended')],
      form: await seatForm(context, row, typed),
    })
  }
  return models
}

/** Stands for the id of a seat that is being added. */
export const newSeat = 'new'

async function seatForm({ deps, actor, t }: Any, row: SeatRow | null, { fields }: Typed) {
  const typed = fields['seat'] === (row?.id ?? newSeat)
  const field = (name: string, stored: string | null | undefined) => (typed ? fields[name] : stored) ?? ''
  const people = await listSeatable(deps.db.read, actor.district ?? '', seatRoles)
  const choose = (chosen: string) =>
    people.map(one => ({ value: one.id, text: one.display_name, chosen: one.id === chosen }))
  return {
    /** Only the form that came back is what the faults link to. */
    typed,
    action: row ? `/commission/seats/${row.id}` : '/commission/seats',
    agencies: optionsOf(seatAgencies, field('agency', row?.agency), value => t(`agency-${value}`)),
    offices: optionsOf(seatOffices, field('office', row?.office ?? 'member'), value => t(`office-${value}`)),
    representatives: choose(field('representative', row?.representative_id)),
    deputies: choose(field('deputy', row?.deputy_id)),
    term: field('term_until_on', row?.term_until_on),
    licence: field('licence_until_on', row?.licence_until_on),
    active: typed ? fields['active'] === 'yes' : row === null || row.active === 1,
  }
}

const yearAgo = { hours: 24 * 365 }

async function figureModels({ deps, actor, now, t }: Any, commission: Commission) {
  const work = await listWork(deps.db.read, actor, commission.id, toStamp(now.subtract(yearAgo)))
  const sums = countWork(work.items, work.research, work.seats)
  const share = (part: number, whole: number) => t('figure-share', { part, whole })
  return [
    { name: t('figure-sittings'), value: String(work.sittings) },
    { name: t('figure-heard'), value: String(sums.heard) },
    { name: t('figure-repeats'), value: String(sums.repeats) },
    { name: t('figure-minutes'), value: sums.averageMinutes === null ? '–' : String(sums.averageMinutes) },
    { name: t('figure-research'), value: share(sums.research.returned, sums.research.requested) },
    { name: t('figure-nil'), value: share(sums.research.nil, sums.research.returned) },
    ...sums.attendance.map(one => ({
      name: t('figure-attended', { agency: t(`agency-${one.agency}`) }),
      value: share(one.attended, one.expected),
    })),
  ]
}

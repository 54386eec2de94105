import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { spanOf } from '../../domain/referral/party.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import { findAccount } from '../../storage/account-store.ts'
import { listClientPeople, openClientPerson, type ClientPersonRow, type ClientRow } from '../../storage/client-store.ts'
import {
  listAttempts,
  listFeedback,
  listGoals,
  listIntakes,
  listServices,
  openAttempt,
  openFeedback,
  openGoal,
  openIntake,
  openService,
} from '../../storage/client-work-store.ts'
import { listSafetyPlans } from '../../storage/safety-plan-store.ts'
import { groupOrThrow, listStayPeople, listStays, openDischarge, type StayRow } from '../../storage/stay-store.ts'
import type { Context } from '../http/route.ts'
import { sayChannel } from '../safe-contact/channel.ts'

type Any = Context<unknown, unknown>
export type Person = { readonly id: string; readonly text: string; readonly group: string; readonly note: string }

/** The people of a file: she first, each child with a row of its own. */
export async function peopleModel({ deps, now, locale, t }: Any, row: ClientRow): Promise<Person[]> {
  const rows = await listClientPeople(deps.db.read, row.id)
  const { ages } = procedureOf({ ...deps, now }).crisis_centre
  const say = async (one: ClientPersonRow) => {
    const { name, born_on, note } = await openClientPerson(deps.db, row.key_id, one)
    const text = born_on === '' ? name : `${name}, ${formatDate(born_on, locale)}`
    return { id: one.id, text, group: t(`age-group-${one.age_group}`, spanOf(groupOrThrow(one.age_group), ages)), note }
  }
  return Promise.all(rows.map(say))
}

export async function attemptsModel({ deps, locale, t }: Any, row: ClientRow) {
  const rows = await listAttempts(deps.db.read, row.id)
  return Promise.all(
    rows.map(async one => ({
      at: formatDateTime(one.tried_at, locale),
      channel: sayChannel(one.channel, t),
      result: t(`attempt-${one.result}`),
      note: await openAttempt(deps.db, row.key_id, one),
    })),
  )
}

export async function intakesModel({ deps, locale, t }: Any, row: ClientRow) {
  const rows = await listIntakes(deps.db.read, row.id)
  return Promise.all(
    rows.map(async one => ({
      at: formatDateTime(one.taken_at, locale),
      criteria: one.criteria.map(code => t(`criterion-${code}`)).join(', '),
      ...(await openIntake(deps.db, row.key_id, one)),
    })),
  )
}

export async function goalsModel({ deps, locale, t }: Any, row: ClientRow) {
  const rows = await listGoals(deps.db.read, row.id)
  return Promise.all(
    rows.map(async one => ({
      ...(await openGoal(deps.db, row.key_id, one)),
      due: one.due_on === null ? '' : formatDate(one.due_on, locale),
      state: t(`goal-${one.state}`),
      open: one.state === 'open',
      action: `/goals/${one.id}`,
    })),
  )
}

export async function servicesModel({ deps, locale, t }: Any, row: ClientRow, people: readonly Person[]) {
  const rows = await listServices(deps.db.read, row.id)
  return Promise.all(
    rows.map(async one => ({
      on: formatDate(one.given_on, locale),
      code: t(`service-${one.code}`),
      person: people.find(each => each.id === one.client_person_id)?.text ?? '',
      note: await openService(deps.db, row.key_id, one),
    })),
  )
}

export async function plansModel({ deps, locale, t }: Any, row: ClientRow) {
  const rows = await listSafetyPlans(deps.db.read, row.id)
  return rows.map(one => ({
    text: t('plan-version', { version: one.version, at: formatDateTime(one.made_at, locale) }),
    href: `/clients/${row.id}/safety-plan/${one.version}`,
  }))
}

export async function staysModel(context: Any, row: ClientRow, people: readonly Person[]) {
  const rows = await listStays(context.deps.db.read, row.id)
  return Promise.all(rows.map(stay => stayModel(context, row, stay, people)))
}

async function stayModel({ deps, locale, t }: Any, row: ClientRow, stay: StayRow, people: readonly Person[]) {
  const there = await listStayPeople(deps.db.read, stay.id)
  const nameOf = (id: string) => people.find(each => each.id === id)?.text ?? ''
  const { where_to, follows } = await openDischarge(deps.db, row.key_id, stay)
  const from = stay.admitted_at ?? stay.reserved_at
  return {
    state: t(`stay-state-${stay.state}`),
    from: from === null ? '' : formatDateTime(from, locale),
    to: stay.ended_at === null ? '' : formatDateTime(stay.ended_at, locale),
    people: there.map(one => nameOf(one.client_person_id)).join('; '),
    destination: stay.destination === null ? '' : t(`destination-${stay.destination}`),
    follower: stay.follower === null ? '' : t(`follower-${stay.follower}`),
    words: [where_to, follows].filter(part => part !== '').join(' · '),
  }
}

export async function feedbackModel({ deps, locale }: Any, row: ClientRow) {
  const rows = await listFeedback(deps.db.read, row.id)
  return Promise.all(
    rows.map(async one => ({
      at: formatDateTime(one.recorded_at, locale),
      ...(await openFeedback(deps.db, row.key_id, one)),
    })),
  )
}

export async function workerName({ deps, t }: Any, row: ClientRow): Promise<string> {
  const worker = row.worker_id === null ? null : await findAccount(deps.db.read, row.worker_id)
  return worker?.display_name ?? t('client-no-worker')
}

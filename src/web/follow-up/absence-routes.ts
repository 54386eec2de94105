import { z } from 'zod'
import { endAbsence } from '../../commands/follow-up/end-absence.ts'
import { handOverWork } from '../../commands/follow-up/hand-over-work.ts'
import { recordAbsence } from '../../commands/follow-up/record-absence.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDate } from '../../i18n/formats.ts'
import { listAbsences, listColleagues } from '../../storage/absence-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { formPage, refusalOf, type FormSketch, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})
const text = z.string().max(200).trim().default('')
type Any = Context<unknown, unknown>

async function absencePage(context: Any, typed: Typed | null): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const hands = permits(actor.role, 'work.hand_over')
  const of = { organisation: actor.organisation, account: hands ? null : actor.id, on: localDate(now) }
  const rows = await listAbsences(deps.db.read, of)
  return formPage(context, typed, {
    view: 'follow-up/absences',
    at: '/absences',
    read: { region: actor.region, subject: `organisation:${actor.organisation}` },
    model: {
      title: t('absence-title'),
      rows: rows.map(row => ({
        end: `/absences/${row.id}/end`,
        name: row.name,
        days: t('absence-days', { from: formatDate(row.from_on, locale), to: formatDate(row.to_on, locale) }),
        deputy: t('absence-deputy', { name: row.deputy ?? t('role-head') }),
      })),
    },
    forms: await sketches(context, hands),
  })
}

async function sketches({ deps, actor, t }: Any, hands: boolean): Promise<FormSketch[]> {
  const people = await listColleagues(deps.db.read, actor.organisation)
  const all = people.map(one => ({ value: one.id, text: `${one.display_name}, ${t(`role-${one.role}`)}` }))
  const active = all.filter((_, place) => people[place]?.active === 1)
  const nobody = { value: '', text: t('role-head') }
  const absence: FormSketch = {
    form: 'absence',
    action: '/absences',
    title: t('absence-add'),
    submit: t('absence-save'),
    fields: [
      {
        name: 'account_id',
        label: t('absence-who'),
        type: 'choice',
        options: hands ? active : active.filter(one => one.value === actor.id),
        value: actor.id,
      },
      { name: 'from_on', label: t('absence-from'), type: 'date' },
      { name: 'to_on', label: t('absence-to'), type: 'date' },
      { name: 'deputy_id', label: t('absence-deputy-field'), type: 'choice', options: [nobody, ...active] },
    ],
  }
  if (!hands) return [absence]
  const from = { name: 'from', label: t('hand-over-from'), type: 'choice', options: all } as const
  const to = { name: 'to', label: t('hand-over-to'), type: 'choice', options: active } as const
  const title = t('hand-over-title')
  return [absence, { form: 'hand-over', action: '/hand-over', title, submit: t('hand-over-do'), fields: [from, to] }]
}

export const absenceRoutes = [
  route({
    method: 'get',
    path: '/absences',
    permission: 'absence.record',
    audit: { read: 'absence.listed' },
    params: none,
    body: none,
    handler: context => absencePage(context, null),
  }),
  route({
    method: 'post',
    path: '/absences',
    permission: 'absence.record',
    audit: { change: 'absence.recorded' },
    params: none,
    body: z.strictObject({ account_id: text, from_on: text, to_on: text, deputy_id: text }),
    handler: async context => {
      const { deps, actor, body, now } = context
      const { account_id: accountId, from_on: fromOn, to_on: toOn, deputy_id: deputyId } = body
      const done = await recordAbsence({ ...deps, now }, actor, { accountId, fromOn, toOn, deputyId })
      if (done.ok) return { kind: 'redirect', to: '/absences' }
      return refusalOf(done.faults) ?? absencePage(context, { form: 'absence', fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'post',
    path: '/absences/:id/end',
    permission: 'absence.record',
    audit: { change: 'absence.ended' },
    params: oneId,
    body: none,
    handler: async context => {
      const { deps, actor, params, now } = context
      const done = await endAbsence({ ...deps, now }, actor, params.id)
      return done.ok ? { kind: 'redirect', to: '/absences' } : { kind: 'not_found' }
    },
  }),
  route({
    method: 'post',
    path: '/hand-over',
    permission: 'work.hand_over',
    audit: { change: 'work.handed_over' },
    params: none,
    body: z.strictObject({ from: text, to: text }),
    handler: async context => {
      const { deps, actor, body, now } = context
      const done = await handOverWork({ ...deps, now }, actor, body)
      if (done.ok) return { kind: 'redirect', to: '/absences' }
      return refusalOf(done.faults) ?? absencePage(context, { form: 'hand-over', fields: body, faults: done.faults })
    },
  }),
]

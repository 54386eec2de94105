import { z } from 'zod'
import { changeNotices } from '../../commands/account/change-notices.ts'
import { reviveDelivery } from '../../commands/follow-up/revive-delivery.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { findSetting, listDead, listNotices } from '../../storage/notice-store.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import { pageOf } from '../http/paging.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})
const text = z.string().max(200).trim().default('')
type Any = Context<unknown, unknown>

/** What the program has told this person, and how it may tell more. */
async function noticesPage(context: Any, typed: Typed | null): Promise<Reply> {
  const { deps, actor, request, locale, t } = context
  const rows = await listNotices(deps.db.read, actor.id, pageOf(request))
  return formPage(context, typed, {
    view: 'follow-up/notices',
    at: '/me/notices',
    read: { region: actor.region, subject: `account:${actor.id}` },
    model: {
      title: t('notices-title'),
      rows: rows.map(row => ({
        at: formatDateTime(row.created_at, locale),
        text: t(`notice-kind-${row.kind}`),
        href: row.item_id === null ? '' : `/work-items/${row.item_id}`,
      })),
    },
    forms: [await settingForm(context)],
  })
}

async function settingForm({ deps, actor, t }: Any): Promise<FormSketch> {
  const set = await findSetting(deps.db.read, actor.id)
  const field = (name: string, value: string) => ({ name, label: t(`notices-${name}`), type: 'text' as const, value })
  const options = (['no', 'yes'] as const).map(value => ({ value, text: t(`notices-digest-${value}`) }))
  return {
    form: 'notices',
    action: '/me/notices',
    title: t('notices-setting'),
    submit: t('notices-save'),
    fields: [
      field('email', set.email),
      field('phone', set.phone),
      field('quiet_from', set.quiet_from),
      field('quiet_to', set.quiet_to),
      { name: 'digest', label: t('notices-digest'), type: 'choice', options, value: set.digest === 1 ? 'yes' : 'no' },
      field('digest_at', set.digest_at),
    ],
  }
}

/** What could not be delivered: to whom, by which way, why; nothing of what it was about. */
async function deadPage({ deps, actor, request, locale, t }: Any): Promise<Reply> {
  const rows = await listDead(deps.db.read, pageOf(request))
  return {
    kind: 'page',
    view: 'follow-up/deliveries',
    read: { region: actor.region, subject: 'deliveries:all' },
    model: {
      title: t('deliveries-title'),
      rows: rows.map(row => ({
        name: row.display_name,
        channel: t(`delivery-channel-${row.channel}`),
        said: t('delivery-said', { fault: row.fault ?? '', attempts: row.attempts }),
        at: formatDateTime(row.next_at, locale),
        again: `/deliveries/${row.id}/again`,
      })),
    },
  }
}

export const noticeRoutes = [
  route({
    method: 'get',
    path: '/me/notices',
    permission: 'own_account.manage',
    audit: { read: 'notice.listed' },
    params: none,
    body: none,
    handler: context => noticesPage(context, null),
  }),
  route({
    method: 'post',
    path: '/me/notices',
    permission: 'own_account.manage',
    audit: { change: 'notices.changed' },
    params: none,
    body: z.strictObject({
      email: text,
      phone: text,
      quiet_from: text,
      quiet_to: text,
      digest: z.enum(['yes', 'no']),
      digest_at: text,
    }),
    handler: async context => {
      const { deps, actor, body, now } = context
      const { email, phone, quiet_from: quietFrom, quiet_to: quietTo, digest_at: digestAt } = body
      const typed = { email, phone, quietFrom, quietTo, digestAt, digest: body.digest === 'yes' }
      const done = await changeNotices({ ...deps, now }, actor, typed)
      if (done.ok) return { kind: 'redirect', to: '/me/notices' }
      return noticesPage(context, { form: 'notices', fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'get',
    path: '/deliveries',
    permission: 'delivery.manage',
    audit: { read: 'delivery.listed' },
    params: none,
    body: none,
    handler: deadPage,
  }),
  route({
    method: 'post',
    path: '/deliveries/:id/again',
    permission: 'delivery.manage',
    audit: { change: 'delivery.revived' },
    params: oneId,
    body: none,
    handler: async context => {
      const { deps, actor, params, now } = context
      const done = await reviveDelivery({ ...deps, now }, actor, params.id)
      return done.ok ? { kind: 'redirect', to: '/deliveries' } : { kind: 'not_found' }
    },
  }),
]

import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { permits } from '../../domain/access/roles.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { listProviders } from '../../storage/provider-store.ts'
import type { ReferralRow } from '../../storage/referral-store.ts'
import type { FormSketch } from '../http/form.ts'
import type { Context } from '../http/route.ts'
import { nameIn } from './names.ts'

type Any = Context<unknown, unknown>
export type Standing = { readonly receiver: boolean; readonly sender: boolean; readonly shared: boolean }

/** What the reader may do with a referral as it stands. */
export async function referralForms(context: Any, row: ReferralRow, where: Standing): Promise<FormSketch[]> {
  const answers =
    where.receiver && where.shared && row.state === 'sent' && permits(context.actor.role, 'referral.answer')
  return [...(answers ? await answerForms(context, row) : []), ...(await endForms(context, row, where))]
}

async function answerForms(context: Any, row: ReferralRow): Promise<FormSketch[]> {
  const { deps, actor, now, locale, t } = context
  const all = await listProviders(deps.db.read, { organisation: null, regions: [actor.region] })
  const others = all.filter(one => one.id !== actor.organisation && one.kind === row.kind)
  const options = others.map(one => ({ value: one.id, text: nameIn(locale, one) }))
  const reasons = procedureOf({ ...deps, now }).crisis_centre.refusal_reasons
  const places = Object.values(row.party).some(count => count > 0)
  const beds = places ? (['with_bed', 'without_bed'] as const) : (['without_bed'] as const)
  const form = (name: string, fields: FormSketch['fields']): FormSketch => ({
    form: name,
    action: `/referrals/${row.id}/${name}`,
    title: t(`referral-do-${name}`),
    submit: t(`referral-do-${name}`),
    primary: name === 'accept',
    fields,
  })
  const none = { value: '', text: t('referral-no-organisation') }
  return [
    form('accept', [
      {
        name: 'bed',
        label: t('referral-bed'),
        type: 'choice',
        options: beds.map(value => ({ value, text: t(`referral-${value.replace('_', '-')}`) })),
      },
    ]),
    form('refuse', [
      {
        name: 'reason',
        label: t('referral-reason'),
        type: 'choice',
        options: [none, ...reasons.map(each => ({ value: each.code, text: each.text[locale] }))],
      },
      { name: 'proposed', label: t('referral-where-to'), type: 'choice', options: [none, ...options] },
      { name: 'explanation', label: t('referral-explanation'), type: 'area' },
    ]),
    ...(options.length > 0
      ? [form('forward', [{ name: 'to', label: t('referral-where-to'), type: 'choice', options }])]
      : []),
  ]
}

async function endForms(context: Any, row: ReferralRow, { sender, shared }: Standing): Promise<FormSketch[]> {
  const { deps, actor, t } = context
  if (!permits(actor.role, 'referral.withdraw')) return []
  const client = await findClientOfReferral(deps.db.read, row.id)
  const form = (name: string): FormSketch => ({
    form: name,
    action: `/referrals/${row.id}/${name}`,
    title: t(`referral-do-${name}`),
    submit: t(`referral-do-${name}`),
    fields: [],
  })
  const waits = row.state === 'sent' || row.state === 'refused' || client?.state === 'expected'
  return [
    ...(sender && waits ? [form('withdraw')] : []),
    ...(shared && actor.role !== 'secretary' ? [form('end-sharing')] : []),
  ]
}

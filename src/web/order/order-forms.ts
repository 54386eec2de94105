import { orderEndings } from '../../commands/order/end-order.ts'
import { weaponFindings } from '../../commands/order/check-weapons.ts'
import { orderKinds } from '../../domain/order/order.ts'
import type { OrderRow } from '../../storage/order-store.ts'
import type { FormSketch } from '../http/form.ts'
import type { Translate } from '../../i18n/translator.ts'

/** Form for an act that is new to the case. */
export function newOrderForm(caseId: string, t: Translate): FormSketch {
  const kinds = orderKinds.map(value => ({ value, text: t(`order-kind-${value}`) }))
  return {
    form: 'order',
    action: `/cases/${caseId}/orders`,
    title: t('order-add'),
    submit: t('order-save'),
    fields: [
      { name: 'kind', label: t('order-kind'), type: 'choice', options: kinds, value: 'protective_order' },
      { name: 'number', label: t('order-number'), type: 'text' },
      { name: 'issuer', label: t('order-issuer'), type: 'text' },
      { name: 'issued_on', label: t('order-issued-on'), type: 'date' },
      { name: 'handed_at', label: t('order-handed-at'), type: 'datetime-local' },
      { name: 'ends_on', label: t('order-ends-on'), type: 'date' },
    ],
  }
}

export function releaseForm(caseId: string, t: Translate): FormSketch {
  return {
    form: 'release',
    action: `/cases/${caseId}/releases`,
    title: t('release-add'),
    submit: t('order-save'),
    fields: [{ name: 'released_on', label: t('release-on'), type: 'date' }],
  }
}

/** What can be told of one order as it stands. */
export function orderForms(row: OrderRow, inForce: boolean, t: Translate): FormSketch[] {
  const form = (name: string, to: string, fields: FormSketch['fields']) => {
    const about = t(`order-kind-${row.kind}`)
    return {
      form: `${name}-${row.id}`,
      action: `/orders/${row.id}/${to}`,
      title: `${t(`order-form-${name}`)}: ${about}`,
      submit: t('order-save'),
      fields,
    }
  }
  const handing = { name: 'handed_at', label: t('order-handed-at'), type: 'datetime-local' } as const
  const breach = [
    { name: 'happened_at', label: t('breach-at'), type: 'datetime-local' },
    { name: 'account', label: t('breach-account'), type: 'area' },
  ] as const
  const found = weaponFindings.map(value => ({ value, text: t(`weapons-${value}`) }))
  const endings = orderEndings.map(value => ({ value, text: t(`order-ending-${value}`) }))
  const breachable = row.kind === 'protective_order' || row.kind === 'special_requirements'
  return [
    ...(row.handed_at === null && row.ended_at === null ? [form('handing', 'handing', [handing])] : []),
    ...(breachable ? [form('breach', 'breaches', breach)] : []),
    form('weapons', 'weapons', [{ name: 'found', label: t('weapons-found'), type: 'choice', options: found }]),
    ...(inForce
      ? [form('end', 'end', [{ name: 'reason', label: t('order-why-ended'), type: 'choice', options: endings }])]
      : []),
  ]
}

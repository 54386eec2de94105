import { planParts, type SafetyPlan } from '../../domain/referral/safety-plan.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { listSafetyPlans, openSafetyPlan } from '../../storage/safety-plan-store.ts'
import { formPage, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>

/** The plan is written with her, part by part, from the version that stands. */
export async function planFormPage(context: Any, row: ClientRow, typed: Typed | null): Promise<Reply> {
  const { deps, t } = context
  const [last] = await listSafetyPlans(deps.db.read, row.id)
  const plan: Partial<SafetyPlan> = last ? await openSafetyPlan(deps.db, row.key_id, last) : {}
  const sketch = {
    form: 'plan',
    action: `/clients/${row.id}/safety-plan`,
    title: t('plan-form'),
    submit: t('plan-save'),
    primary: true,
    fields: [
      { name: 'from', label: '', type: 'hidden', value: String(last?.version ?? 0) } as const,
      ...planParts.map(part => {
        return { name: part, label: t(`plan-${part}`), type: 'area', value: plan[part] ?? '' } as const
      }),
    ],
  }
  return formPage(context, typed, {
    view: 'client/plan-form',
    at: `/clients/${row.id}/safety-plan`,
    read: { region: row.region, subject: `client:${row.id}` },
    model: {
      title: t('plan-form-title'),
      back: `/clients/${row.id}`,
    },
    forms: [{ ...sketch, open: true }],
  })
}

/** One version for her pocket: no name, no number, no organisation. */
export async function planPage(context: Any, row: ClientRow, version: number): Promise<Reply> {
  const { deps, locale, t } = context
  const found = (await listSafetyPlans(deps.db.read, row.id)).find(one => one.version === version)
  if (!found) return { kind: 'not_found' }
  const plan = await openSafetyPlan(deps.db, row.key_id, found)
  return {
    kind: 'page',
    view: 'client/plan',
    read: { region: row.region, subject: `client:${row.id}` },
    model: {
      title: t('plan-title'),
      back: `/clients/${row.id}`,
      made: t('plan-version', { version, at: formatDateTime(found.made_at, locale) }),
      parts: planParts.filter(part => plan[part] !== '').map(part => ({ title: t(`plan-${part}`), text: plan[part] })),
    },
  }
}

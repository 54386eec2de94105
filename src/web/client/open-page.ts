import { formPage, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { identityFields } from './identity-fields.ts'

/** A file for somebody who came by herself. */
export function openClientPage(context: Context<unknown, unknown>, typed: Typed | null): Reply {
  const { actor, t } = context
  const sketch = {
    form: 'client',
    action: '/clients',
    title: t('client-open-form'),
    submit: t('client-open'),
    primary: true,
    fields: identityFields({}, t),
  }
  return formPage(context, typed, {
    view: 'client/open',
    at: '/clients/new',
    read: { region: actor.region, subject: `organisation:${actor.organisation}` },
    model: {
      title: t('client-open-title'),
    },
    forms: [{ ...sketch, open: true }],
  })
}

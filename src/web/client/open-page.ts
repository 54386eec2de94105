import { formModel, summaryOf, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { identityFields } from './identity-fields.ts'

/** A file for somebody who came by herself. */
export function openClientPage({ actor, t }: Context<unknown, unknown>, typed: Typed | null): Reply {
  const sketch = {
    form: 'client',
    action: '/clients',
    title: t('client-open-form'),
    submit: t('client-open'),
    primary: true,
    fields: identityFields({}, t),
  }
  return {
    kind: 'page',
    view: 'client/open',
    status: typed ? 422 : 200,
    at: '/clients/new',
    read: { region: actor.region, subject: `organisation:${actor.organisation}` },
    model: {
      title: t('client-open-title'),
      faults: summaryOf(typed, t),
      forms: [formModel(sketch, typed ?? { form: 'client', fields: {}, faults: [] }, t)],
    },
  }
}

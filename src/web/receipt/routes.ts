import { z } from 'zod'
import { formatDateTime } from '../../i18n/formats.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})

/** What was stored, that others lead the case from now on, and what to do when there is more to tell. */
function receiptPage({ request, locale, t }: Context<unknown, unknown>): Reply {
  const { stored } = request.session
  if (!stored) return { kind: 'redirect', to: '/' }
  return {
    kind: 'page',
    view: 'receipt/stored',
    model: {
      title: t('receipt-title'),
      stored: t(`receipt-${stored.what}`, { at: formatDateTime(stored.at, locale) }),
    },
  }
}

export const receiptRoutes = [
  route({
    method: 'get',
    path: '/receipt',
    permission: 'person.record',
    audit: { none: 'says what kind of thing the reader has stored, and nothing of anybody' },
    params: none,
    body: none,
    handler: receiptPage,
  }),
]

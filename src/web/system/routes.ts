import { z } from 'zod'
import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { isReady } from '../../storage/readiness.ts'
import type { Dependencies } from '../dependencies.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})

/**
 * Locks the session, so that going back asks for the password. A GET changes something here on purpose: a plain link
 * hides in one tap on any page, whatever its form token is worth by then.
 */
function hideScreen({ request, t }: Context<unknown, unknown>): Reply {
  if (request.session.accountId) request.session.locked = true
  return { kind: 'page', view: 'layout/hidden', model: { title: t('hidden-title') } }
}

/** Whether a procedure is in force today and every file that it names is there. */
function canInterview({ questionnaires, calendar }: Dependencies, now: Temporal.Instant): boolean {
  try {
    const today = now.toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
    return chooseDefinitions(questionnaires, today).instruments.length > 0
  } catch {
    return false
  }
}

export const systemRoutes = [
  route({
    method: 'get',
    path: '/healthz',
    permission: 'public',
    audit: { none: 'no data' },
    params: none,
    body: none,
    handler: () => ({ kind: 'text', body: 'ok' }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    permission: 'public',
    audit: { none: 'no data' },
    params: none,
    body: none,
    handler: async ({ deps, now }) => {
      const ready = canInterview(deps, now) && (await isReady(deps.db))
      return ready ? { kind: 'text', body: 'ok' } : { kind: 'text', body: 'not ready', status: 503 }
    },
  }),
  route({
    method: 'get',
    path: '/hide',
    permission: 'public',
    audit: { none: 'a neutral page without data; locks the own session' },
    params: none,
    body: none,
    handler: hideScreen,
  }),
]

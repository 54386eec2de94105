import type { Express, Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { permits } from '../../domain/access/roles.ts'
import { recordRead } from '../../storage/reads.ts'
import { toStamp } from '../../storage/stamp.ts'
import { createTranslator } from '../../i18n/translator.ts'
import type { Dependencies } from '../dependencies.ts'
import { loadSignedIn, type SignedIn } from './actor.ts'
import { comesFromOurPage } from './csrf.ts'
import { frameFor } from './frame.ts'
import { localeOf } from './locale.ts'
import { render } from './render.ts'
import { route, type Context, type Reply, type Route } from './route.ts'
import { ageSession, endSession } from './session.ts'

/** Mounts the table; a row without permission or audit is refused before the program listens. */
export function mountRoutes(app: Express, deps: Dependencies, table: readonly Route[]): void {
  for (const row of table) {
    if (!row.permission || !row.audit) throw new Error(`${row.method} ${row.path} names no permission or no audit`)
    app[row.method](row.path, (request, response) => answer(deps, row, request, response))
  }
}

/** An address that the table does not have: a page for people who are signed in, one word for everybody else. */
export function answerLost(deps: Dependencies): RequestHandler {
  const nowhere = z.looseObject({})
  const row = route({
    method: 'get',
    path: '*',
    permission: 'public',
    audit: { none: 'shows no data' },
    params: nowhere,
    body: nowhere,
    handler: () => ({ kind: 'not_found' }),
  })
  return (request, response) => {
    if (request.session.accountId) return answer(deps, row, request, response)
    response.status(404).type('text/plain').send('404')
  }
}

type Exchange = {
  readonly deps: Dependencies
  readonly row: Route
  readonly request: Request
  readonly response: Response
  readonly context: Context<never, never>
  readonly known: SignedIn | null
}

async function answer(deps: Dependencies, row: Route, request: Request, response: Response): Promise<void> {
  const now = deps.clock()
  const locale = localeOf(request)
  const known = await loadSignedIn(deps, request)
  const base = { request, deps, now, locale, t: createTranslator(locale) }
  const context = { ...base, actor: known?.actor ?? nobody, params: {}, body: {} } as unknown as Context<never, never>
  const exchange: Exchange = { deps, row, request, response, context, known }
  const reply = (await refusal(exchange)) ?? (await handle(exchange))
  await send(exchange, reply)
}

const nobody = { id: '', role: 'member', region: '', district: null, organisation: '', excluded: [] } as const

async function refusal(exchange: Exchange): Promise<Reply | null> {
  const { row, request, context, deps } = exchange
  if (row.permission !== 'public') {
    const gate = await sessionGate(exchange)
    if (gate) return gate
    if (!permits(context.actor.role, row.permission)) return { kind: 'refused' }
  }
  if (row.method === 'post' && !comesFromOurPage(request, deps.publicUrl)) {
    return { kind: 'page', view: 'errors/stale', at: '/', model: { title: context.t('error-stale') }, status: 403 }
  }
  return null
}

async function sessionGate({ request, context, known }: Exchange): Promise<Reply | null> {
  const state = known ? ageSession(request, context.now) : 'ended'
  if (state === 'open') return null
  if (request.method === 'GET') request.session.returnTo = request.path
  if (state === 'locked') return { kind: 'redirect', to: '/unlock' }
  if (request.session.accountId) await endSession(request)
  return { kind: 'redirect', to: '/sign-in' }
}

async function handle(exchange: Exchange): Promise<Reply> {
  const { row, request, context } = exchange
  const params = row.params.safeParse(request.params)
  if (!params.success) return { kind: 'not_found' }
  const { _csrf: _, ...fields } = (request.body ?? {}) as Record<string, unknown>
  const body = row.body.safeParse(fields)
  if (!body.success) {
    const faults = body.error.issues.map(issue => ({ code: 'wrong_field', at: issue.path.join('.') }))
    return { kind: 'faults', faults }
  }
  return row.handler({ ...context, params: params.data as never, body: body.data as never })
}

async function send(exchange: Exchange, reply: Reply): Promise<void> {
  const { response } = exchange
  switch (reply.kind) {
    case 'redirect':
      response.redirect(303, reply.to)
      return
    case 'json':
      response.status(reply.status ?? 200).json(reply.body)
      return
    case 'text':
      response
        .status(reply.status ?? 200)
        .type('text/plain')
        .send(reply.body)
      return
    case 'page':
      return sendPage(exchange, reply)
    default:
      return sendPage(exchange, errorPage(exchange, reply.kind))
  }
}

type Page = Extract<Reply, { kind: 'page' }>

const errors = {
  not_found: { view: 'errors/not-found', text: 'error-not-found', status: 404 },
  refused: { view: 'errors/refused', text: 'error-refused', status: 403 },
  faults: { view: 'errors/bad-input', text: 'error-bad-input', status: 400 },
} as const

function errorPage({ context }: Exchange, kind: keyof typeof errors): Page {
  const { view, text, status } = errors[kind]
  return { kind: 'page', view, status, at: '/', model: { title: context.t(text) } }
}

async function sendPage(exchange: Exchange, reply: Page): Promise<void> {
  const { deps, request, response, context, known } = exchange
  const entry = await recordPageRead(exchange, reply)
  const sheet = { at: reply.at ?? request.path, entry, now: context.now }
  const frame = frameFor(request, deps, known, reply.model, context, sheet)
  response
    .status(reply.status ?? 200)
    .type('text/html')
    .send(render(reply.view, frame, deps.mode === 'training'))
}

/**
 * law: the read stands in the log before the first byte of the page leaves; if the log fails, so does the page.
 * Gives the place of the entry in the log, which a printed sheet carries.
 */
async function recordPageRead(exchange: Exchange, reply: Page): Promise<string> {
  const { row, deps, context } = exchange
  if (!reply.read) {
    const shows = 'read' in row.audit && (reply.status ?? 200) < 400
    if (shows) throw new Error(`${row.path} shows data and names no subject for the log`)
    return ''
  }
  const { region, subject } = reply.read
  const { id, role } = context.actor
  const action = 'read' in row.audit ? row.audit.read : 'form.shown_again'
  const by = { actor: { id, role }, at: toStamp(context.now), region }
  return `${region}-${await recordRead(deps.db, by, { action, subject })}`
}

import { Router, type Express, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { permits } from '../../domain/access/roles.ts'
import { currentCalendar } from '../../storage/reference-store.ts'
import { recordRead } from '../../storage/reads.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { createTranslator } from '../../i18n/translator.ts'
import type { Dependencies } from '../dependencies.ts'
import { loadSignedIn, type SignedIn } from './actor.ts'
import { signInPage, unlockPage } from '../access/page.ts'
import { againPage, correctionPage } from './again.ts'
import { faultsOfBody } from './body-faults.ts'
import { isSameOrigin, judgeSender } from './csrf.ts'
import { frameFor } from './frame.ts'
import { keepGuest } from './guest.ts'
import { holdForm, writeHeld } from './held.ts'
import { localeOf } from './locale.ts'
import { render } from './render.ts'
import type { Context, Fields, Reply, Route, Why } from './route.ts'
import { ageSession, endSession, sessionOf } from './session.ts'

/** Mounts the table; a row without permission or audit is refused before the program listens. */
export function mountRoutes(app: Express, deps: Dependencies, table: readonly Route[]): void {
  for (const row of table) {
    if (!row.permission || !row.audit) throw new Error(`${row.method} ${row.path} names no permission or no audit`)
  }
  app.use(routeByStart(deps, table))
  app.use((request, response) => answer(deps, nowhere, request, response))
}

/** A router for each first part of a path: among all rows one after the other would be tried. */
function routeByStart(deps: Dependencies, table: readonly Route[]): RequestHandler {
  const routers = new Map<string, Router>()
  for (const row of table) {
    const router = routers.getOrInsertComputed(startOf(row.path), () => Router())
    router[row.method](row.path, (request, response) => answer(deps, row, request, response))
  }
  return (request, response, next) => {
    // A router would answer OPTIONS by itself.
    const router = request.method === 'OPTIONS' ? undefined : routers.get(startOf(request.path))
    if (router) router(request, response, next)
    else next()
  }
}

/** Letters of either size, as the router itself compares paths. */
function startOf(path: string): string {
  return path.split('/', 2)[1]?.toLowerCase() ?? ''
}

/** What no row names. */
const nowhere: Route = {
  method: 'get',
  path: '',
  permission: 'public',
  audit: { none: 'shows no data' },
  params: z.looseObject({}),
  body: z.unknown(),
  handler: () => ({ kind: 'not_found' }),
}

type Exchange = {
  readonly deps: Dependencies
  readonly row: Route
  readonly request: Request
  readonly response: Response
  readonly context: Context<never, never>
  readonly known: SignedIn | null
}

async function answer(edge: Dependencies, row: Route, request: Request, response: Response): Promise<void> {
  const now = edge.clock()
  const deps = row.permission === 'public' ? edge : await withCalendar(edge, now)
  const locale = localeOf(request)
  const known = await loadSignedIn(deps, request)
  const base = { request, deps, now, locale, t: createTranslator(locale) }
  const context = { ...base, actor: known?.actor ?? nobody, params: {}, body: {} } as unknown as Context<never, never>
  const exchange: Exchange = { deps, row, request, response, context, known }
  const reply = (await refusal(exchange)) ?? (await handle(exchange))
  await send(exchange, reply)
}

/** Deadlines count by the calendar as it stands now, whichever process recorded it. */
async function withCalendar(edge: Dependencies, now: Temporal.Instant): Promise<Dependencies> {
  return { ...edge, calendar: await currentCalendar(edge.db.read, localDate(now)) }
}

const nobody = { id: '', role: 'member', region: '', district: null, organisation: '', excluded: [] } as const

async function refusal(exchange: Exchange): Promise<Reply | null> {
  const { row, context } = exchange
  if (row.permission !== 'public') {
    const gate = await sessionGate(exchange)
    if (gate) return gate
    if (exchange.known?.mustChangePassword && !row.path.startsWith('/me')) return { kind: 'redirect', to: '/me' }
    if (!permits(context.actor.role, row.permission)) return { kind: 'refused' }
  }
  return row.method === 'post' ? senderGate(exchange) : null
}

function senderGate(exchange: Exchange): Promise<Reply> | Reply | null {
  const { request, context, deps } = exchange
  const { t } = context
  const sender = judgeSender(request, deps.publicUrl)
  if (sender === 'ours') return null
  if (sender === 'stale') return showAgain(exchange, 'stale') ?? againPage(holdForm(request), t, 403)
  return { kind: 'page', view: 'errors/stale', at: '/', model: { title: t('error-stale') }, status: 403 }
}

function showAgain({ row, request, context }: Exchange, why: Why): Promise<Reply> | Reply | null {
  return row.again?.({ ...context, params: {}, body: fieldsOf(request) }, why) ?? null
}

function fieldsOf(request: Request): Fields {
  const { _csrf: _, ...fields } = (request.body ?? {}) as Record<string, unknown>
  return fields
}

function rememberWay(request: Request): void {
  const way = { returnTo: request.originalUrl.slice(0, 2000) }
  const session = sessionOf(request)
  if (session?.accountId) Object.assign(session, way)
  else keepGuest(request, way)
}

async function sessionGate(exchange: Exchange): Promise<Reply | null> {
  const { row, request, context, known } = exchange
  const state = known ? ageSession(request, context.now, row.quiet) : 'ended'
  if (state === 'open') return null
  if (state === 'ended' && request.session.accountId) await endSession(request)
  if (request.method === 'GET' && !row.quiet) rememberWay(request)
  return gateTo(exchange, state)
}

/** A page that was asked for waits at its address; a form that was sent is carried through the gate. */
function gateTo({ request, context, deps }: Exchange, state: 'locked' | 'ended'): Reply {
  const carries = request.method === 'POST' && isSameOrigin(request, deps.publicUrl) === true
  if (!carries) return { kind: 'redirect', to: state === 'locked' ? '/unlock' : '/sign-in' }
  const held = writeHeld(holdForm(request))
  if (state === 'locked') return unlockPage(context.t, { held, status: 401 })
  return signInPage(context.t, { held, status: 401, fault: context.t('sign-in-again') })
}

async function handle(exchange: Exchange): Promise<Reply> {
  const { row, request, context } = exchange
  const params = row.params.safeParse(request.params)
  if (!params.success) return { kind: 'not_found' }
  const fields = fieldsOf(request)
  const body = row.body.safeParse(fields)
  if (!body.success) {
    const again = showAgain(exchange, 'wrong')
    return again ?? { kind: 'faults', faults: faultsOfBody(body.error.issues, fields) }
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
    case 'file':
      return sendFile(exchange, reply)
    case 'faults':
      return sendPage(exchange, correctionPage(holdForm(exchange.request), reply.faults, exchange.context.t))
    case 'page':
      return sendPage(exchange, reply)
    default:
      await recordRefusal(exchange, reply.kind)
      return sendPage(exchange, errorPage(exchange, reply.kind))
  }
}

/** Who tries what is not theirs leaves a trace: the row of the table and the id, never more of the address. */
async function recordRefusal({ deps, row, request, context, known }: Exchange, kind: 'refused' | 'not_found') {
  if (!known || row.permission === 'public') return
  const { id, role, region } = context.actor
  const { id: asked } = request.params
  const details = typeof asked === 'string' && /^[\w-]{1,64}$/.test(asked) ? { id: asked } : {}
  const subject = `route:${row.method} ${row.path}`
  await recordRead(
    deps.db,
    { actor: { id, role }, at: toStamp(context.now), region },
    { action: `access.${kind}`, subject, details },
  )
}

type Page = Extract<Reply, { kind: 'page' }>
type File = Extract<Reply, { kind: 'file' }>

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

async function sendFile(exchange: Exchange, reply: File): Promise<void> {
  await recordPageRead(exchange, reply)
  exchange.response.set('Content-Disposition', `attachment; filename="${reply.name}"`).type(reply.type).send(reply.body)
}

/**
 * law: the read stands in the log before the first byte of the page leaves; if the log fails, so does the page.
 * Gives the place of the entry in the log, which a printed sheet carries.
 */
async function recordPageRead(exchange: Exchange, reply: Page | File): Promise<string> {
  const { row, deps, context } = exchange
  if (!reply.read) {
    const shows = 'read' in row.audit && (reply.kind === 'file' || (reply.status ?? 200) < 400)
    if (shows) throw new Error(`${row.path} shows data and names no subject for the log`)
    return ''
  }
  const { region, subject } = reply.read
  const { id, role } = context.actor
  const action = 'read' in row.audit ? row.audit.read : 'form.shown_again'
  const by = { actor: { id, role }, at: toStamp(context.now), region }
  return `${region}-${await recordRead(deps.db, by, { action, subject })}`
}

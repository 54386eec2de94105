import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { createTranslator } from '../../i18n/translator.ts'
import type { Dependencies } from '../dependencies.ts'
import { isSameOrigin } from './csrf.ts'
import { frameFor } from './frame.ts'
import { holdForm, type Held } from './held.ts'
import { localeOf } from './locale.ts'
import { render } from './render.ts'

type Kind = 'too-large' | 'unreadable' | 'failed'

/** Reads the form although the session could not be loaded, so that what was typed can be shown again. */
export function readFormAnyway(readForm: RequestHandler): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (request.body !== undefined) next(error)
    else void readForm(request, response, () => next(error))
  }
}

/** The page when all else has failed. It needs no database and no session. */
export function lastResort(deps: Dependencies): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error)
    const reference = randomBytes(5).toString('hex').toUpperCase()
    if (status >= 500) deps.log.error({ reference, ...traceOf(error), route: routeOf(request) }, 'request failed')
    else deps.log.warn({ reference, status }, 'request could not be read')
    if (response.headersSent) return void response.end()
    response.status(status).set('Cache-Control', 'no-store')
    try {
      response.type('text/html').send(pageOf(deps, request, kindOf(status), reference))
    } catch {
      response.type('text/plain').send(`${status} ${reference}`)
    }
  }
}

function pageOf(deps: Dependencies, request: Request, kind: Kind, reference: string): string {
  const locale = localeOf(request)
  const t = createTranslator(locale)
  const form = formOf(deps, request, kind)
  const model = {
    title: t(`fault-page-${kind}`),
    help: t(`fault-page-${kind}-help`),
    reference,
    action: form?.path ?? '',
    fields: (form?.fields ?? []).map(([name, value]) => ({ name, value })),
  }
  const sheet = { at: '/', entry: '', now: deps.clock() }
  return render('errors/failed', frameFor(request, deps, null, model, { locale, t }, sheet), deps.mode === 'training')
}

/** A form of ours that met a fault may be sent again as it was; one that could not be read cannot be shown. */
function formOf(deps: Dependencies, request: Request, kind: Kind): Held | null {
  const shown = kind === 'failed' && request.method === 'POST' && isSameOrigin(request, deps.publicUrl) === true
  const form = shown ? holdForm(request) : null
  return form && form.fields.length > 0 ? form : null
}

function kindOf(status: number): Kind {
  if (status === 413) return 'too-large'
  return status < 500 ? 'unreadable' : 'failed'
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 503
  return status >= 400 && status < 500 ? status : 503
}

/** Never the message of the fault: a driver or parser may quote in it what somebody typed. */
function traceOf(error: unknown): object {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = 'code' in error && /^\w{1,60}$/.test(String(error.code)) ? String(error.code) : ''
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return { fault: error.name, code, at: frames.map(line => line.trim()).slice(0, 8) }
}

/** The row of the table, not the address with its ids. */
function routeOf(request: Request): string {
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path
  return typeof path === 'string' ? path : ''
}

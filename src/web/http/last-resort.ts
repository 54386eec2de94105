import type { ErrorRequestHandler } from 'express'
import { createTranslator } from '../../i18n/translator.ts'
import type { Dependencies } from '../dependencies.ts'
import { spokenLocale } from './locale.ts'
import { render } from './render.ts'

/** What is shown when a request failed: a page that needs neither the database nor the session. */
export function lastResort(deps: Dependencies): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error)
    if (status >= 500) deps.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'request failed')
    if (response.headersSent) return void response.end()
    response.status(status)
    if (status < 500) return void response.type('text/plain').send(String(status))
    const lang = spokenLocale(request)
    const t = createTranslator(lang)
    response
      .type('text/html')
      .send(render('errors/broken', { ...bare(lang), t, view: { title: t('error-broken') } }, true))
  }
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 503
  return status >= 400 && status < 500 ? status : 503
}

function bare(lang: 'kk' | 'ru' | 'en') {
  const nobody = { signedIn: false, name: '', role: '', sheet: '', links: [], languages: [] }
  return { url: (path: string) => path, csrf: '', page: { lang, path: '/', training: false, ...nobody } }
}

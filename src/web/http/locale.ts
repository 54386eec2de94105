import type { Request } from 'express'
import type { Locale } from '../../i18n/translator.ts'
import { sessionOf } from './session.ts'

const locales: readonly Locale[] = ['kk', 'ru', 'en']

function known(value: unknown): Locale | undefined {
  return locales.find(locale => locale === value)
}

/** `?lang=` once, then remembered in the session; Kazakh where nothing says otherwise. */
export function localeOf(request: Request): Locale {
  const asked = known(request.query['lang'])
  const session = sessionOf(request)
  if (asked && session) session.locale = asked
  return asked ?? known(session?.locale) ?? known(request.acceptsLanguages('kk', 'ru', 'en')) ?? 'kk'
}

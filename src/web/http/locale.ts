import type { Request } from 'express'
import type { Locale } from '../../i18n/translator.ts'

const locales: readonly Locale[] = ['kk', 'ru', 'en']

function known(value: unknown): Locale | undefined {
  return locales.find(locale => locale === value)
}

/** `?lang=` once, then remembered in the session; Kazakh where nothing says otherwise. */
export function localeOf(request: Request): Locale {
  const asked = known(request.query['lang'])
  if (asked) request.session.locale = asked
  return asked ?? known(request.session.locale) ?? spokenLocale(request)
}

/** What the browser asks for, where no session can be read. */
export function spokenLocale(request: Request): Locale {
  return known(request.acceptsLanguages('kk', 'ru', 'en')) ?? 'kk'
}

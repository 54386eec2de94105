import type { Request } from 'express'
import type { Locale } from '../../i18n/translator.ts'
import { guestOf, keepGuest } from './guest.ts'
import { sessionOf } from './session.ts'

const locales: readonly Locale[] = ['kk', 'ru', 'en']

function known(value: unknown): Locale | undefined {
  return locales.find(locale => locale === value)
}

/** `?lang=` once, then remembered in the session, before sign-in in the guest's cookie; Kazakh where nothing says otherwise. */
export function localeOf(request: Request): Locale {
  const asked = known(request.query['lang'])
  const session = sessionOf(request)
  if (asked && session?.accountId) session.locale = asked
  else if (asked) keepGuest(request, { locale: asked })
  // The cookie is the session's or the guest's: who has signed in is no guest.
  const guest = session?.accountId ? {} : guestOf(request)
  return asked ?? known(session?.locale) ?? guest.locale ?? known(request.acceptsLanguages('kk', 'ru', 'en')) ?? 'kk'
}

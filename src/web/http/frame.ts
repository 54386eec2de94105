import type { Request } from 'express'
import { permits, type Permission } from '../../domain/access/roles.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'
import type { Dependencies } from '../dependencies.ts'
import { csrfToken } from './csrf.ts'
import type { Frame } from './render.ts'

const links: readonly (readonly [permission: Permission, href: string, text: string])[] = [
  ['day.view', '/', 'nav-day'],
  ['case.list', '/cases', 'nav-cases'],
  ['person.search', '/people', 'nav-people'],
  ['queue.view', '/queue', 'nav-queue'],
  ['audit.view', '/audit', 'nav-audit'],
  ['figures.view', '/figures', 'nav-figures'],
  ['account.manage', '/accounts', 'nav-accounts'],
  ['organisation.manage', '/organisations', 'nav-organisations'],
]

const languageNames = { kk: 'Қаз', ru: 'Рус', en: 'Eng' } as const

/** What every page has around its own view model. */
export function frameFor(
  request: Request,
  deps: Dependencies,
  actor: Actor | null,
  view: object,
  locale: Locale,
  t: Translate,
): Frame {
  const path = request.path
  const own = actor ? links.filter(([permission]) => permits(actor.role, permission)) : []
  return {
    view,
    t,
    url: target => target,
    csrf: csrfToken(request),
    page: {
      lang: locale,
      path,
      training: deps.mode === 'training',
      signedIn: actor !== null,
      name: actor ? t(`role-${actor.role}`) : '',
      links: own.map(([, href, text]) => ({ href, text: t(text), current: href === path })),
      languages: Object.entries(languageNames).map(([lang, text]) => ({
        lang,
        text,
        href: `${path}?lang=${lang}`,
        current: lang === locale,
      })),
    },
  }
}

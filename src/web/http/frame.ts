import type { Request } from 'express'
import { permits, type Permission } from '../../domain/access/roles.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Dependencies } from '../dependencies.ts'
import { csrfToken } from './csrf.ts'
import type { SignedIn } from './actor.ts'
import type { Frame } from './render.ts'
import type { Context } from './route.ts'
import { idleMinutes, sessionOf } from './session.ts'

const links: readonly (readonly [permission: Permission, href: string, text: string])[] = [
  ['day.view', '/', 'nav-day'],
  ['case.list', '/cases', 'nav-cases'],
  ['person.search', '/people', 'nav-people'],
  ['incident.report', '/incidents', 'nav-incidents'],
  ['order.view', '/orders', 'nav-orders'],
  ['board.view', '/board', 'board-title'],
  ['case.close', '/closing', 'closable-title'],
  ['forecast.view', '/forecast', 'forecast-title'],
  ['absence.record', '/absences', 'absence-title'],
  ['delivery.manage', '/deliveries', 'deliveries-title'],
  ['queue.view', '/queue', 'nav-queue'],
  ['transfer.answer', '/transfers', 'nav-transfers'],
  ['review.view', '/review', 'nav-review'],
  ['commission.view', '/commission', 'nav-commission'],
  ['research.answer', '/commission-work', 'nav-commission'],
  ['client.view', '/clients', 'nav-clients'],
  ['referral.list', '/referrals', 'nav-referrals'],
  ['bed.view', '/beds', 'nav-beds'],
  ['load.view', '/centre-load', 'nav-load'],
  ['provider.view', '/providers', 'nav-providers'],
  ['audit.view', '/audit', 'nav-audit'],
  ['figures.view', '/figures', 'nav-figures'],
  ['account.manage', '/accounts', 'nav-accounts'],
  ['organisation.manage', '/organisations', 'nav-organisations'],
  ['reference.manage', '/reference', 'nav-reference'],
  ['questionnaire.view', '/questionnaires', 'questionnaires-title'],
]

const languageNames = { kk: 'Қаз', ru: 'Рус', en: 'Eng' } as const

type Around = Pick<Context<unknown, unknown>, 'locale' | 't'>

/** Where the page stands, when it was made, and the place of its entry in the log (empty where none was due). */
type Sheet = { readonly at: string; readonly entry: string; readonly now: Temporal.Instant }

/** What every page has around its own view model. A locked session shows no more of its owner than a closed one. */
export function frameFor(
  request: Request,
  deps: Dependencies,
  known: SignedIn | null,
  view: object,
  { locale, t }: Around,
  sheet: Sheet,
): Frame {
  const open = sessionOf(request)?.locked === true ? null : known
  const own = open ? links.filter(([permission]) => permits(open.actor.role, permission)) : []
  return {
    view,
    t,
    url: target => target,
    csrf: csrfToken(request),
    page: {
      lang: locale,
      path: sheet.at,
      training: deps.mode === 'training',
      signedIn: open !== null,
      lockAfter: open ? idleMinutes * 60 : 0,
      name: open?.name ?? '',
      role: open ? t(`role-${open.actor.role}`) : '',
      sheet: open ? sayWhoPrinted(open, sheet, { locale, t }) : '',
      links: own.map(([, href, text]) => ({ href, text: t(text), current: href === request.path })),
      languages: Object.entries(languageNames).map(([lang, text]) => ({
        lang,
        text,
        href: `${sheet.at}?lang=${lang}`,
        current: lang === locale,
      })),
    },
  }
}

function sayWhoPrinted({ actor, name }: SignedIn, { entry, now }: Sheet, { locale, t }: Around): string {
  const by = { name, role: t(`role-${actor.role}`), at: formatDateTime(toStamp(now), locale) }
  return entry === '' ? t('sheet', by) : t('sheet-logged', { ...by, entry })
}

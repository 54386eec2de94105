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

/** In the order in which those who hold them need them. */
const links: readonly (readonly [permission: Permission, href: string, text: string])[] = [
  ['day.view', '/', 'nav-day'],
  ['board.view', '/board', 'board-title'],
  ['case.list', '/cases', 'nav-cases'],
  ['person.search', '/people', 'nav-people'],
  ['client.view', '/clients', 'nav-clients'],
  ['order.view', '/orders', 'nav-orders'],
  ['referral.list', '/referrals', 'nav-referrals'],
  ['bed.view', '/beds', 'nav-beds'],
  ['queue.view', '/queue', 'nav-queue'],
  ['commission.view', '/commission', 'nav-commission'],
  ['research.answer', '/commission-work', 'nav-commission'],
  ['review.view', '/review', 'nav-review'],
  ['case.close', '/closing', 'closable-title'],
  ['transfer.answer', '/transfers', 'nav-transfers'],
  ['forecast.view', '/forecast', 'forecast-title'],
  ['load.view', '/centre-load', 'nav-load'],
  ['incident.report', '/incidents', 'nav-incidents'],
  ['absence.record', '/absences', 'absence-title'],
  ['figures.view', '/figures', 'nav-figures'],
  ['audit.view', '/audit', 'nav-audit'],
  ['account.manage', '/accounts', 'nav-accounts'],
  ['organisation.manage', '/organisations', 'nav-organisations'],
  ['provider.view', '/providers', 'nav-providers'],
  ['reference.manage', '/reference', 'nav-reference'],
  ['questionnaire.view', '/questionnaires', 'questionnaires-title'],
  ['delivery.manage', '/deliveries', 'deliveries-title'],
]

/** One row of a tablet holds so many Kazakh words; more lie folded behind them. */
const inOneRow = 5

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
  const own = open ? linksOf(open, request, t) : []
  const shown = own.length > inOneRow + 1 ? inOneRow : own.length
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
      links: own.slice(0, shown),
      further: own.slice(shown),
      amongFurther: own.slice(shown).some(link => link.current),
      languages: Object.entries(languageNames).map(([lang, text]) => ({
        lang,
        text,
        href: `${sheet.at}?lang=${lang}`,
        current: lang === locale,
      })),
    },
  }
}

function linksOf({ actor }: SignedIn, request: Request, t: Around['t']) {
  return links
    .filter(([permission]) => permits(actor.role, permission))
    .map(([, href, text]) => ({ href, text: t(text), current: href === request.path }))
}

function sayWhoPrinted({ actor, name }: SignedIn, { entry, now }: Sheet, { locale, t }: Around): string {
  const by = { name, role: t(`role-${actor.role}`), at: formatDateTime(toStamp(now), locale) }
  return entry === '' ? t('sheet', by) : t('sheet-logged', { ...by, entry })
}

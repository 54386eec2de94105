import { scopeOf } from '../../domain/access/scope.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { Translate } from '../../i18n/translator.ts'
import { listRecentEntries } from '../../storage/recent-audit.ts'
import { findLogCheck, type LogCheck } from '../../storage/log-check.ts'
import { verifyTail } from '../../storage/verify-audit.ts'
import type { Context, Reply } from '../http/route.ts'

const shownEntries = 200

/** Codes and ids as the log holds them: whoever watches the log learns no name from it. */
export async function auditPage(context: Context<unknown, unknown>, busy = false): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const verdicts = await verdictsOf(context)
  const rows = await listRecentEntries(deps.db.read, scopeOf(actor, 'audit.view'), shownEntries)
  return {
    kind: 'page',
    view: 'audit/audit',
    status: busy ? 409 : 200,
    read: { region: actor.region, subject: 'audit:all' },
    model: {
      title: t('audit-title'),
      intro: t('audit-intro', { count: shownEntries }),
      verdicts,
      busy,
      rows: rows.map(row => ({
        at: formatDateTime(row.at, locale),
        region: row.region,
        actor: row.actor_id,
        role: row.actor_role,
        action: row.action,
        subject: row.subject,
        details: row.details === '{}' ? '' : row.details,
      })),
    },
  }
}

type Verdict = { readonly whole: boolean; readonly text: string }

/** The tail is checked at each view, the whole log once a day and at wish: its length costs the page nothing. */
async function verdictsOf({ deps, locale, t }: Context<unknown, unknown>): Promise<Verdict[]> {
  const tail = await verifyTail(deps.db.read, deps.db.audit.lastAnchored())
  const broken = { faults: tail.length, first: tail[0] ?? null }
  const recent = broken.first ? sayBroken(broken, t) : t('audit-tail-whole')
  const checked = await findLogCheck(deps.db.read)
  if (!checked)
    return [
      { whole: !broken.first, text: recent },
      { whole: true, text: t('audit-unchecked') },
    ]
  const at = formatDateTime(checked.ranAt, locale)
  const first = checked.first
  const all = first ? `${t('audit-checked-broken', { at })} ${sayBroken(checked, t)}` : t('audit-checked-whole', { at })
  return [
    { whole: !broken.first, text: recent },
    { whole: !first, text: all },
  ]
}

function sayBroken({ faults, first }: LogCheck, t: Translate): string {
  const code = first?.code.replaceAll('_', '-') ?? ''
  const fault = t(`audit-fault-${code}`)
  return t('audit-broken', { count: faults, fault, region: first?.region || '—', seq: first?.seq ?? 0 })
}

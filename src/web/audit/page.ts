import { formatDateTime } from '../../i18n/formats.ts'
import type { Translate } from '../../i18n/translator.ts'
import { listRecentEntries } from '../../storage/recent-audit.ts'
import { verifyAudit, type AuditFault } from '../../storage/verify-audit.ts'
import type { Context, Reply } from '../http/route.ts'

const shownEntries = 200

/** Codes and ids as the log holds them: whoever watches the log learns no name from it. */
export async function auditPage(context: Context<unknown, unknown>): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const faults = await verifyAudit(deps.db, deps.anchorDir)
  const rows = await listRecentEntries(deps.db.read, shownEntries)
  return {
    kind: 'page',
    view: 'audit/audit',
    read: { region: actor.region, subject: 'audit:all' },
    model: {
      title: t('audit-title'),
      intro: t('audit-intro', { count: shownEntries }),
      whole: faults.length === 0,
      verdict: sayVerdict(faults, t),
      rows: rows.map(row => ({
        at: formatDateTime(row.at, locale),
        region: row.region,
        seq: row.seq,
        actor: row.actor_id,
        role: row.actor_role,
        action: row.action,
        subject: row.subject,
        details: row.details === '{}' ? '' : row.details,
      })),
    },
  }
}

function sayVerdict(faults: readonly AuditFault[], t: Translate): string {
  const [first] = faults
  if (!first) return t('audit-whole')
  const fault = t(`audit-fault-${first.code.replaceAll('_', '-')}`)
  return t('audit-broken', { count: faults.length, fault, region: first.region || '—', seq: first.seq })
}

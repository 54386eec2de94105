import { decideReferral } from '../../domain/access/decide-referral.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listCaseReferrals, standingOf, type ReferralRow } from '../../storage/referral-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import type { Context, Reply } from '../http/route.ts'
import { organisationName } from './names.ts'
import { statusLines } from './status-model.ts'

type Any = Context<unknown, unknown>

/** Who was asked to help in this case, and how far it has come. */
export async function caseReferralsPage(context: Any, one: CaseRow): Promise<Reply> {
  const { deps, actor, t } = context
  const rows = (await listCaseReferrals(deps.db.read, one.id)).filter(row => {
    return decideReferral(actor, 'referral.view', standingOf(row, true), 1) === 'allowed'
  })
  return {
    kind: 'page',
    view: 'referral/case-referrals',
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('referral-of-case', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      make: permits(actor.role, 'referral.make') && one.state === 'open' ? `/cases/${one.id}/referral` : '',
      rows: await Promise.all(rows.map(row => rowModel(context, row))),
    },
  }
}

async function rowModel(context: Any, row: ReferralRow) {
  const { deps, locale, t } = context
  return {
    href: `/referrals/${row.id}`,
    number: row.number,
    to: await organisationName(deps.db.read, row.to_id, locale),
    state: t(`referral-state-${row.state}`),
    made: formatDateTime(row.made_at, locale),
    status: await statusLines(context, row),
  }
}

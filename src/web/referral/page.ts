import { referralTier, type ReferralStanding } from '../../domain/access/decide-referral.ts'
import { permits } from '../../domain/access/roles.ts'
import { findClientOfReferral, openSafety } from '../../storage/client-store.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { findFollower, openContent, openExplanation, type ReferralRow } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { formModel, summaryOf, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { isConsented } from '../../commands/referral/sharing.ts'
import { contentLines } from './content-model.ts'
import { organisationName, sayParty } from './names.ts'
import { referralForms, type Standing } from './referral-forms.ts'
import { statusLines } from './status-model.ts'

type Any = Context<unknown, unknown>

/** One referral up to the tier of its reader: the receiver reads it while it is shared, the sender its answer. */
export async function referralPage(
  context: Any,
  row: ReferralRow,
  standing: ReferralStanding,
  typed: Typed | null,
): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const tier = referralTier(actor, standing) ?? 0
  const receiver = row.to_id === actor.organisation
  const content = tier >= 2 ? await openContent(deps.db, row) : null
  const told = await isConsented(deps.db.read, row, now)
  const where = standingOfActor(context, row, standing)
  return {
    kind: 'page',
    view: 'referral/referral',
    status: typed ? 422 : 200,
    at: `/referrals/${row.id}`,
    read: { region: row.region, subject: `referral:${row.id}` },
    model: {
      title: t('referral-title', { number: row.number }),
      faults: summaryOf(typed, t),
      category: row.urgency,
      categoryText: t(`category-${row.urgency}`),
      way: t('referral-way', {
        from: await organisationName(deps.db.read, row.from_id, locale),
        to: await organisationName(deps.db.read, row.to_id, locale),
      }),
      party: sayParty(row.party, procedureOf({ ...deps, now }).crisis_centre.ages, t),
      state: t(`referral-state-${row.state}`),
      due: row.state === 'sent' ? formatDeadline(row.answer_by, toStamp(now), locale, t) : '',
      late: row.state === 'sent' && row.answer_by < toStamp(now),
      made: formatDateTime(row.made_at, locale),
      unshared: receiver && !standing.shared ? t('referral-no-longer-shared') : '',
      lines: content ? contentLines(content, tier, context) : [],
      answer: await answerModel(context, row, tier >= 2),
      status: await statusLines(context, row),
      ...(await linksOf(context, row, { receives: receiver && standing.shared, told })),
      letters: tier >= 3 && permits(actor.role, 'referral.print') ? lettersOf(row) : [],
      forms: (await referralForms(context, row, where)).map(sketch => formModel(sketch, typed, t)),
    },
  }
}

function standingOfActor({ actor }: Any, row: ReferralRow, standing: ReferralStanding): Standing {
  const receiver = row.to_id === actor.organisation
  const police = actor.role === 'inspector' || actor.role === 'head'
  const sender = row.from_id === actor.organisation || (police && !receiver)
  return { receiver, sender, shared: standing.shared }
}

function lettersOf(row: ReferralRow) {
  return (['kk', 'ru'] as const).map(language => ({ language, href: `/referrals/${row.id}/letter/${language}` }))
}

/** Reason, proposal and words of a refusal; the words at the tier of the content. */
async function answerModel(context: Any, row: ReferralRow, words: boolean) {
  const { deps, locale, t } = context
  const reasons = procedureOf({ ...deps, now: context.now }).crisis_centre.refusal_reasons
  const reason = reasons.find(each => each.code === row.refusal_reason)?.text[locale] ?? ''
  const proposed = await organisationName(deps.db.read, row.proposed_id, locale)
  return {
    at: row.answered_at === null ? '' : t('referral-answered', { at: formatDateTime(row.answered_at, locale) }),
    reason,
    proposed: proposed === '' ? '' : t('referral-proposed', { name: proposed }),
    words: words ? await openExplanation(deps.db, row) : '',
  }
}

/** Where it goes on: to the file of the centre, to what followed, or to sending it to the proposed one. */
async function linksOf(context: Any, row: ReferralRow, { receives, told }: { receives: boolean; told: boolean }) {
  const { deps, actor } = context
  const client = await findClientOfReferral(deps.db.read, row.id)
  const follower = await findFollower(deps.db.read, row.id)
  const resends = row.state === 'refused' && !follower && row.case_id !== null && permits(actor.role, 'referral.make')
  const reads = told && client !== null && row.to_id !== actor.organisation && row.case_id !== null
  return {
    client: receives && client && permits(actor.role, 'client.view') ? `/clients/${client.id}` : '',
    follower: follower ? `/referrals/${follower.id}` : '',
    resend: resends
      ? `/cases/${row.case_id}/referral?kind=${row.kind}&to=${row.proposed_id ?? ''}&follows=${row.id}`
      : '',
    caseHref: row.case_id !== null && permits(actor.role, 'case.view') ? `/cases/${row.case_id}` : '',
    safety: reads && client && permits(actor.role, 'referral.print') ? await openSafety(deps.db, client) : '',
  }
}

import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { referralLetter } from '../../documents/referral/letter.ts'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import { formatDateTime, formatDocumentDate } from '../../i18n/formats.ts'
import { createTranslator } from '../../i18n/translator.ts'
import { findAccount } from '../../storage/account-store.ts'
import { openContent, type ReferralRow } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'
import { contentLines } from './content-model.ts'
import { organisationName, sayParty } from './names.ts'

/** The letter in its own language, whatever the reader's is. */
export async function letterDocument(
  { deps, now }: Context<unknown, unknown>,
  row: ReferralRow,
  language: 'kk' | 'ru',
): Promise<PrintedDocument> {
  const t = createTranslator(language)
  const by = await findAccount(deps.db.read, row.made_by)
  return referralLetter({
    language,
    t,
    number: row.number,
    from: await organisationName(deps.db.read, row.from_id, language),
    to: await organisationName(deps.db.read, row.to_id, language),
    made: formatDocumentDate(row.made_at, language),
    madeBy: by?.display_name ?? '',
    answerBy: formatDateTime(row.answer_by, language),
    urgency: t(`category-${row.urgency}`),
    party: sayParty(row.party, procedureOf({ ...deps, now }).crisis_centre.ages, t),
    ground: t(`letter-ground-${row.ground}`),
    lines: contentLines(await openContent(deps.db, row), 3, { locale: language, t }),
    printed: formatDateTime(toStamp(now), language),
  })
}

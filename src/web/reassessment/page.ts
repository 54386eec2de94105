import { prompts } from '../../domain/assessment/prompt.ts'
import type { Fault } from '../../domain/fault.ts'
import { formatDeadline } from '../../i18n/formats.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listContacts, openDanger } from '../../storage/contact-record-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'

export async function reassessmentPage(
  context: Context<unknown, unknown>,
  one: CaseRow,
  faults: readonly Fault[],
): Promise<Reply> {
  const { t, now, locale } = context
  const at = toStamp(now)
  return {
    kind: 'page',
    view: 'case/reassess',
    status: faults.length > 0 ? 422 : 200,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('reassess-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      action: `/cases/${one.id}/reassessment`,
      caseHref: `/cases/${one.id}`,
      due: t('case-reassess', { by: formatDeadline(one.reassess_by, at, locale, t) }),
      danger: (await hasDangerSince(context, one.id)) ? t('reassess-danger') : '',
      faults: faults.map(fault => ({ ...sayFault(fault, t), at: 'prompt' })),
      prompts: prompts.map(value => ({ value, text: t(`prompt-${value}`) })),
    },
  }
}

/** A contact after the last assessment saw a sign of danger. */
async function hasDangerSince({ deps }: Context<unknown, unknown>, caseId: string): Promise<boolean> {
  const last = await findLastAssessment(deps.db.read, caseId)
  const contacts = await listContacts(deps.db.read, caseId)
  return contacts.some(one => one.recorded_at > (last?.submitted_at ?? '') && openDanger(one).length > 0)
}

import { permits } from '../../domain/access/roles.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listCaseCorrections, voidedIds } from '../../storage/correction-store.ts'
import { swapLinks } from '../correction/page.ts'
import { linkedMarks } from '../case-link/related-model.ts'
import type { Context } from '../http/route.ts'

/** What of a case counts no longer, and what its page says of that. */
export async function voidedModel(
  context: Context<unknown, unknown>,
  one: CaseRow,
  newestFirst: readonly AssessmentRow[],
) {
  const { deps, actor, t } = context
  const voided = await voidedIds(deps.db.read, one.id)
  const last = newestFirst.find(row => !voided.has(row.id))
  const said = one.state === 'voided' ? [t('case-voided')] : last ? [] : [t('case-unassessed')]
  const reads = permits(actor.role, 'correction.ask')
  const links = reads ? await swapLinks(context, one, await listCaseCorrections(deps.db.read, one.id)) : []
  return {
    voided,
    last,
    marks: [...said.map(text => ({ href: '', text })), ...links, ...(await linkedMarks(context, one))],
  }
}

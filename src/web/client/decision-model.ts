import { findSittingItem, listLastHearings, openNotes } from '../../storage/conference-agenda.ts'
import type { Context } from '../http/route.ts'

/**
 * What the commission decided last, for whoever is to tell her: in the reader's language where it was written in it. An
 * item that was closed stays with those who were named for it.
 */
export async function readDecision(
  { deps, actor, locale }: Context<unknown, unknown>,
  caseId: string,
): Promise<string> {
  if (actor.excluded.includes(caseId)) return ''
  const [last] = await listLastHearings(deps.db.read, [caseId], '')
  const item = last?.plan_item_id ? await findSittingItem(deps.db.read, last.plan_item_id) : null
  if (!item || item.closed === 1) return ''
  const { decision_kk = '', decision_ru = '' } = await openNotes(deps.db, item)
  const [own, other] = locale === 'kk' ? [decision_kk, decision_ru] : [decision_ru, decision_kk]
  return own === '' ? other : own
}

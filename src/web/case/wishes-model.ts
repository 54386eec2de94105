import { knowsWishes, tierFor } from '../../domain/access/decide.ts'
import { isShredded, openCase, type CaseRow } from '../../storage/case-store.ts'
import type { Context } from '../http/route.ts'

/** The first block of every page of a case: what she wants, whom she fears, how to reach her safely. */
export async function wishesModel({ deps, actor, t }: Context<unknown, unknown>, one: CaseRow) {
  const tier = tierFor(actor, 'case.view', one)
  const erased = await isShredded(deps.db.read, one.key_id)
  if (erased || tier === null || !knowsWishes(actor, tier)) return { wishes: '', fears: '', rule: '', phone: '' }
  const { wishes, fears, contact } = await openCase(deps.db, one)
  const channel = contact?.channel ? t(`channel-${contact.channel.replaceAll('_', '-')}`) : ''
  const rule = [channel, contact?.hours ?? '', contact?.who_hears ?? ''].filter(part => part !== '').join(' · ')
  return { wishes, fears, rule, phone: tier >= 3 ? (contact?.phone ?? '') : '' }
}

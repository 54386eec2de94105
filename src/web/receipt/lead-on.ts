import type { Actor } from '../../domain/access/decide.ts'
import { findAccount } from '../../storage/account-store.ts'
import { loadActor } from '../../storage/own-person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'

/** What was stored, in words of a receipt; nothing of whom it tells. */
export type Stored = 'perpetrator' | 'phone' | 'alias' | 'address' | 'card' | 'merge'

type Change = {
  readonly stored: Stored
  /** The case or the person whose page held the form. */
  readonly of: string
  readonly to: string
  readonly reaches: (actor: Actor) => Promise<boolean>
}

const receipt = { kind: 'redirect', to: '/receipt' } as const

/**
 * Leads back after a change. Where the change itself closed the case to whoever made it, the page is beyond reach now,
 * and a receipt stands in its place.
 */
export async function leadOn(context: Context<unknown, unknown>, { stored, of, to, reaches }: Change): Promise<Reply> {
  const { deps, request, actor, now } = context
  const account = await findAccount(deps.db.read, actor.id)
  if (account && (await reaches(await loadActor(deps.db.read, account)))) return { kind: 'redirect', to }
  request.session.stored = { what: stored, of, at: toStamp(now) }
  return receipt
}

/** The same receipt to a second tap on the button, which no longer finds its case; null where it is none. */
export function receiptAgain({ request }: Context<unknown, unknown>, stored: string, of: string): Reply | null {
  const last = request.session.stored
  return last?.what === stored && last.of === of ? receipt : null
}

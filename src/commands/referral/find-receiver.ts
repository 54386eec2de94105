import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findProfileFaults, findTermFaults, type Need } from '../../domain/referral/provider.ts'
import { findProvider, termsOf, type Provider } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

/** The organisation, if it may work today and takes such people; otherwise every reason why not. */
export async function findReceiver(
  deps: CommandDeps,
  db: Source,
  toId: string,
  need: Need,
): Promise<Outcome<Provider>> {
  const provider = await findProvider(db, toId)
  if (!provider) return fail({ code: 'unknown_organisation', at: 'to' })
  const terms = termsOf(provider)
  const faults = [...findTermFaults(terms, todayOf(deps)), ...findProfileFaults(terms, need)]
  return faults.length > 0 ? fail(...faults) : succeed(provider)
}

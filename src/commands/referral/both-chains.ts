import type { Actor } from '../../domain/access/decide.ts'
import type { AuditEntry, ChangeContext } from '../../storage/change.ts'
import { contextOf, type CommandDeps } from '../deps.ts'

/** The context of a change in one region or, where case and organisation lie apart, in two. */
export function contextOfBoth(deps: CommandDeps, actor: Actor, one: string, other: string): ChangeContext {
  const context = contextOf(deps, actor, one)
  return one === other ? context : { ...context, region: [one, other] }
}

/** The same entry in the chain of each region. */
export function entriesInBoth(entry: AuditEntry, one: string, other: string): AuditEntry[] {
  return one === other ? [entry] : [one, other].map(region => ({ ...entry, region }))
}

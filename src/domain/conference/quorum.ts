/** Which agencies must be there: for every item, and besides for those with children (procedure.md §7). */
export type QuorumRule = { readonly always: readonly string[]; readonly with_children: readonly string[] }

export type Sitters = {
  /** Agencies of which somebody is there who may sit for the item. */
  readonly here: ReadonlySet<string>
  /** Agencies all of whose people are shut out of the item. */
  readonly barred: ReadonlySet<string>
}

/**
 * The agencies whose absence takes the quorum away; none of them missing means that there is one. For an item only those
 * count that may sit for it: one that is barred is neither asked for nor there. Where all that the rule names are barred
 * there is no quorum.
 */
export function missingForQuorum(rule: QuorumRule, { here, barred }: Sitters, withChildren: boolean): string[] {
  const needed = new Set(withChildren ? [...rule.always, ...rule.with_children] : rule.always)
  const able = [...needed].filter(agency => !barred.has(agency))
  return able.length === 0 ? [...needed] : able.filter(agency => !here.has(agency))
}

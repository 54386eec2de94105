/** Which agencies must be there: for every item, and besides for those with children (procedure.md §7). */
export type QuorumRule = { readonly always: readonly string[]; readonly with_children: readonly string[] }

/** The agencies whose absence takes the quorum away; none of them missing means that there is one. */
export function missingForQuorum(rule: QuorumRule, present: ReadonlySet<string>, withChildren: boolean): string[] {
  const needed = withChildren ? [...rule.always, ...rule.with_children] : rule.always
  return [...new Set(needed)].filter(agency => !present.has(agency))
}

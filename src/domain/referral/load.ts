/** What one worker can carry; set for each organisation, because no act says it. */
export type LoadTerms = {
  readonly clientsPerPost: number
  readonly referralsPerPostYear: number
}

export type Load = { readonly openClients: number; readonly referralsLastYear: number; readonly posts: number }

export type PostNeed = { readonly needed: number; readonly missing: number }

/**
 * Needed posts: the larger of open clients by what a worker can carry at once and a year's referrals by what a worker
 * can carry in a year, rounded up (marac.md section 5 and section 1: both measures are in use).
 */
export function countNeededPosts({ openClients, referralsLastYear, posts }: Load, terms: LoadTerms): PostNeed {
  const needed = Math.max(
    Math.ceil(openClients / terms.clientsPerPost),
    Math.ceil(referralsLastYear / terms.referralsPerPostYear),
  )
  return { needed, missing: Math.max(0, needed - posts) }
}

/** The middle value; null without any. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle]
  if (high === undefined) return null
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

import type { Actor } from '../../domain/access/decide.ts'
import type { Likeness } from '../../domain/person/compare-people.ts'
import { profileOfTold } from '../../domain/person/told-person.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import { listRecords } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CheckedAnswers } from '../assessment/check-submission.ts'
import type { CommandDeps } from '../deps.ts'
import { findCandidates } from '../person/find-candidates.ts'
import { parts, type Part, type PartyDecision, type PartyDecisions } from '../person/party-decision.ts'
import { phonesOf } from '../person/resolve-parties.ts'

/** With whose reach and by which decisions the parties of an interview are looked for. */
export type Meeting = { readonly actor: Actor; readonly people: PartyDecisions }

/**
 * An officer to whom a case is closed is never shown its people. Who submits a further incident of the same pair gets
 * it attached unseen: the person whom the answers equal is taken without asking, and no trace is left in what is shown.
 */
export async function meetUnseen(
  deps: CommandDeps,
  actor: Actor,
  checked: CheckedAnswers,
  people: PartyDecisions,
): Promise<Meeting> {
  if (actor.excluded.length === 0) return { actor, people }
  const decisions: Partial<Record<Part, PartyDecision>> = { ...people }
  let excluded = actor.excluded
  for (const part of parts) {
    const id = decisions[part]?.same ? null : await findUnseen(deps, actor, checked, part)
    if (id === null) continue
    const records = (await listRecords(deps.db.read, id)).map(record => record.id)
    const own = new Set((await listCasesOfPeople(deps.db.read, records, toStamp(deps.now))).map(one => one.id))
    excluded = excluded.filter(caseId => !own.has(caseId))
    decisions[part] = { notSame: [], iinReason: '', ...decisions[part], same: id }
  }
  return { actor: { ...actor, excluded }, people: decisions }
}

async function findUnseen(
  deps: CommandDeps,
  actor: Actor,
  checked: CheckedAnswers,
  part: Part,
): Promise<string | null> {
  const told = profileOfTold(checked[part], phonesOf(checked, part))
  const shown = new Set((await findCandidates(deps, actor, told)).matches.map(match => match.id))
  const { matches } = await findCandidates(deps, { ...actor, excluded: [] }, told)
  return matches.find(match => !shown.has(match.id) && isCertain(match.reasons))?.id ?? null
}

function isCertain(reasons: readonly Likeness[]): boolean {
  const named = reasons.includes('same_name') || reasons.includes('names_swapped')
  return reasons.includes('same_iin') || (named && reasons.includes('same_birth_date'))
}

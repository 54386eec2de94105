import type { Actor } from '../../domain/access/decide.ts'
import type { Fault, Outcome } from '../../domain/fault.ts'
import { fail, succeed } from '../../domain/fault.ts'
import { checkText } from '../../domain/questionnaire/check-text.ts'
import type { PersonAnswer, SafeContact } from '../../domain/questionnaire/answer-value.ts'
import { findIinDoubts, type IinDoubt } from '../../domain/person/iin.ts'
import { joinProfiles, type Profile } from '../../domain/person/person.ts'
import { isNameless, profileOfTold } from '../../domain/person/told-person.ts'
import { openProfiles, openShownProfiles, type FoundPerson } from '../../storage/person-search.ts'
import type { CheckedAnswers } from '../assessment/check-submission.ts'
import type { CommandDeps } from '../deps.ts'
import { findCandidates } from './find-candidates.ts'
import type { Part, PartyDecision, PartyDecisions } from './party-decision.ts'
import { reachPerson, type ReachedPerson } from './reach-person.ts'

export type KnownPerson = ReachedPerson & {
  /** The record that the actor's own cases name, with all that is known of it anywhere. */
  readonly found: FoundPerson
  /** What the actor's side knew of the person before: what is told again by another district is new here. */
  readonly before: Profile
}

export type ResolvedParty = {
  /** The person whose record is used again; null for a new record. */
  readonly known: KnownPerson | null
  /** The same person beyond the actor's reach: remembered, and for the heads to merge. */
  readonly elsewhere: string | null
  readonly notSame: readonly string[]
  readonly doubts: readonly IinDoubt[]
  readonly iinReason: string
}
export type ResolvedParties = Readonly<Record<Part, ResolvedParty>>

const reasonAtLeast = 5
const longestReason = 1000
const undecided: PartyDecision = { same: null, notSame: [], iinReason: '' }

/**
 * All faults: a likely match that nobody decided, a number that does not fit and was kept without a reason. `unasked`:
 * people who are closed to the officer, about whom nothing may be asked.
 */
export async function resolveParties(
  deps: CommandDeps,
  actor: Actor,
  checked: CheckedAnswers,
  decisions: PartyDecisions,
  unasked: readonly string[] = [],
): Promise<Outcome<ResolvedParties>> {
  const resolve = (part: Part) => resolveParty(deps, actor, checked, part, decisions[part] ?? undecided, unasked)
  const [victim, perpetrator] = [await resolve('victim'), await resolve('perpetrator')]
  if (!victim.ok || !perpetrator.ok) return fail(...[victim, perpetrator].flatMap(one => (one.ok ? [] : one.faults)))
  const [one, other] = [victim.value.known, perpetrator.value.known]
  if (one && one.standing.id === other?.standing.id) return fail({ code: 'same_person', at: 'perpetrator' })
  return succeed({ victim: victim.value, perpetrator: perpetrator.value })
}

async function resolveParty(
  deps: CommandDeps,
  actor: Actor,
  checked: CheckedAnswers,
  part: Part,
  decision: PartyDecision,
  unasked: readonly string[],
): Promise<Outcome<ResolvedParty>> {
  const told = checked[part]
  if (isNameless(told)) return succeed(nobody)
  return resolveTold(deps, actor, { part, told, phones: phonesOf(checked, part), unasked }, decision)
}

/** Nobody is looked for by nothing. */
const nobody: ResolvedParty = { known: null, elsewhere: null, notSame: [], doubts: [], iinReason: '' }

export type ToldParty = {
  readonly part: Part
  readonly told: PersonAnswer
  readonly phones: readonly string[]
  readonly unasked: readonly string[]
}

export async function resolveTold(
  deps: CommandDeps,
  actor: Actor,
  { part, told, phones, unasked }: ToldParty,
  decision: PartyDecision,
): Promise<Outcome<ResolvedParty>> {
  const doubts = findIinDoubts(told)
  const faults: Fault[] = [...faultsOfReason(doubts, decision.iinReason, part)]
  const { matches } = await findCandidates(deps, actor, profileOfTold(told, phones))
  const answered = new Set([...decision.notSame, ...unasked])
  const said = decision.same !== null || matches.every(match => !match.warns || answered.has(match.id))
  if (!said) faults.push({ code: 'match_undecided', at: part })
  if (decision.same !== null && !matches.some(match => match.id === decision.same)) {
    faults.push({ code: 'match_unknown', at: part })
  }
  if (faults.length > 0) return fail(...faults)
  const known = decision.same === null ? null : await openKnown(deps, actor, decision.same)
  const elsewhere = known === null ? decision.same : null
  const notSame = decision.notSame.filter(id => matches.some(match => match.id === id))
  return succeed({ known, elsewhere, notSame, doubts, iinReason: decision.iinReason.trim() })
}

async function openKnown(deps: CommandDeps, actor: Actor, id: string): Promise<KnownPerson | null> {
  const reached = await reachPerson(deps, deps.db.read, actor, { id, action: 'match.decide', tier: 3 })
  if (!reached.ok) return null
  const { shown, standing, reach } = reached.value
  const [found] = await openProfiles(deps.db, [shown[0] ?? standing])
  const profiles = (await openShownProfiles(deps.db, reach, shown)).map(one => one.profile)
  const [first, ...others] = profiles
  return found && first ? { ...reached.value, found, before: others.reduce(joinProfiles, first) } : null
}

function faultsOfReason(doubts: readonly IinDoubt[], reason: string, part: Part): readonly Fault[] {
  if (doubts.length === 0) return []
  const checked = checkText(reason, part, longestReason)
  if (!checked.ok) return checked.faults
  return [...checked.value].length < reasonAtLeast ? [{ code: 'iin_doubtful', at: part }] : []
}

/** The safe contact's number is the victim's. */
export function phonesOf(checked: CheckedAnswers, part: Part): string[] {
  const phone = part === 'victim' ? (contactOf(checked)?.phone ?? '') : ''
  return phone === '' ? [] : [phone]
}

export function contactOf({ answers }: CheckedAnswers): SafeContact | null {
  return (answers['safe_contact']?.value as SafeContact | undefined) ?? null
}

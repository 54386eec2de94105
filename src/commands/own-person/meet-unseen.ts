import type { Actor } from '../../domain/access/decide.ts'
import type { Likeness } from '../../domain/person/compare-people.ts'
import type { Profile } from '../../domain/person/person.ts'
import { profileOfTold } from '../../domain/person/told-person.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import { listRecords } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CheckedAnswers } from '../assessment/check-submission.ts'
import type { CommandDeps } from '../deps.ts'
import { findCandidates, type Match } from '../person/find-candidates.ts'
import { parts, type Part, type PartyDecision, type PartyDecisions } from '../person/party-decision.ts'
import { phonesOf } from '../person/resolve-parties.ts'

/** With whose reach and by which decisions the parties of an interview are looked for. */
export type Meeting = {
  readonly actor: Actor
  readonly people: PartyDecisions
  /** Likely matches about whom nobody was asked, because they were not shown. */
  readonly unasked: readonly string[]
}

type Unseen = { readonly id: string; readonly reasons: readonly Likeness[]; readonly cases: readonly string[] }

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
  if (actor.excluded.length === 0) return { actor, people, unasked: [] }
  const decisions: Partial<Record<Part, PartyDecision>> = { ...people }
  const opened = new Set<string>()
  const victims = people.victim?.same ? [] : await listUnseen(deps, actor, checked, 'victim')
  const perpetrators = people.perpetrator?.same ? [] : await listUnseen(deps, actor, checked, 'perpetrator')
  const met = { victim: choose(victims, perpetrators), perpetrator: choose(perpetrators, victims) }
  for (const part of parts) {
    const one = met[part]
    if (!one) continue
    for (const caseId of one.cases) opened.add(caseId)
    decisions[part] = { notSame: [], iinReason: '', ...decisions[part], same: one.id }
  }
  const unasked = [...victims, ...perpetrators].map(({ id }) => id)
  return { actor: { ...actor, excluded: actor.excluded.filter(id => !opened.has(id)) }, people: decisions, unasked }
}

/**
 * The same for an unknown perpetrator who is named: the one whom the words equal, or who stands in a closed case with the
 * victim.
 */
export async function meetUnseenPerpetrator(
  deps: CommandDeps,
  actor: Actor,
  told: Profile,
  victimCases: readonly string[],
): Promise<{ readonly actor: Actor; readonly same: string | null; readonly unasked: readonly string[] }> {
  if (actor.excluded.length === 0) return { actor, same: null, unasked: [] }
  const victim = { id: '', reasons: ['same_iin'] as const, cases: victimCases }
  const unseen = await findUnseen(deps, actor, told)
  const unasked = unseen.map(({ id }) => id)
  const one = choose(unseen, [victim])
  if (!one) return { actor, same: null, unasked }
  return { actor: { ...actor, excluded: actor.excluded.filter(id => !one.cases.includes(id)) }, same: one.id, unasked }
}

function listUnseen(deps: CommandDeps, actor: Actor, checked: CheckedAnswers, part: Part) {
  return findUnseen(deps, actor, profileOfTold(checked[part], phonesOf(checked, part)))
}

/** Whom the register knows from closed cases alone, the likest first. */
async function findUnseen(deps: CommandDeps, actor: Actor, told: Profile): Promise<readonly Unseen[]> {
  const shown = new Set((await findCandidates(deps, actor, told)).matches.map(match => match.id))
  const { matches } = await findCandidates(deps, { ...actor, excluded: [] }, told)
  return Promise.all(matches.filter(match => !shown.has(match.id)).map(match => withCases(deps, match)))
}

async function withCases({ db, now }: CommandDeps, { id, reasons }: Match): Promise<Unseen> {
  const records = (await listRecords(db.read, id)).map(record => record.id)
  const cases = await listCasesOfPeople(db.read, records, toStamp(now))
  return { id, reasons, cases: cases.map(one => one.id) }
}

/** The person whom the answers equal; of a name alone, who stands in one case with the other party that they equal. */
function choose(own: readonly Unseen[], others: readonly Unseen[]): Unseen | undefined {
  const sure = own.find(({ reasons }) => isCertain(reasons))
  const known = new Set(others.filter(({ reasons }) => isCertain(reasons)).flatMap(({ cases }) => cases))
  return sure ?? own.find(({ reasons, cases }) => isNamed(reasons) && cases.some(id => known.has(id)))
}

function isCertain(reasons: readonly Likeness[]): boolean {
  return reasons.includes('same_iin') || (isNamed(reasons) && reasons.includes('same_birth_date'))
}

function isNamed(reasons: readonly Likeness[]): boolean {
  return reasons.includes('same_name') || reasons.includes('names_swapped')
}

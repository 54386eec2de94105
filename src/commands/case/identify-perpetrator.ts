import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { isNameless, isSamePerson, profileOfTold } from '../../domain/person/told-person.ts'
import type { PersonAnswer } from '../../domain/questionnaire/answer-value.ts'
import { checkPerson } from '../../domain/questionnaire/validate-people.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import { updateCase, type CaseRow } from '../../storage/case-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import { listRecordIds } from '../../storage/related-cases.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { judgeAnew, settleAnew, type JudgedAnew } from '../assessment/judge-anew.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { meetUnseenPerpetrator } from '../own-person/meet-unseen.ts'
import { entriesOfParties, insertParties } from '../person/insert-parties.ts'
import type { PartyDecision } from '../person/party-decision.ts'
import { buildParty, type PartyRows } from '../person/party-rows.ts'
import { resolveTold, type ResolvedParty } from '../person/resolve-parties.ts'
import { changeOrRefuse, Refusal, untilLatest } from '../refusal.ts'
import { factsOfPairMet } from './pair-met.ts'

export type Identified = {
  readonly caseId: string
  /** As an interview tells a person. */
  readonly told: unknown
  readonly decision: PartyDecision
}

const permission = 'perpetrator.identify'

/**
 * Says who the perpetrator of a case is that was opened without knowing. Whoever is in the register already may be
 * chosen; from then on the case counts with all others of the two, so that a repeat shows and lists it by itself.
 */
export function identifyPerpetrator(
  deps: CommandDeps,
  actor: Actor,
  input: Identified,
): Promise<Outcome<{ caseId: string }>> {
  return untilLatest(() => tryOnce(deps, actor, input))
}

async function tryOnce(deps: CommandDeps, actor: Actor, { caseId, told, decision }: Identified) {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const one = reached.value
  const checked = checkPerson(told, 'perpetrator', todayOf(deps))
  if (!checked.ok) return checked
  const faults = await faultsOf(deps, one, checked.value)
  if (faults.length > 0) return fail<{ caseId: string }>(...faults)
  const met = await meetNamed(deps, actor, one, checked.value, decision.same)
  const party = { part: 'perpetrator', told: checked.value, phones: [], unasked: met.unasked } as const
  const resolved = await resolveTold(deps, met.actor, party, { ...decision, same: met.same })
  if (!resolved.ok) return resolved
  return attach(deps, actor, one, checked.value, resolved.value)
}

/** Whoever is closed to the officer is met unseen, as after an interview. */
async function meetNamed(deps: CommandDeps, actor: Actor, one: CaseRow, told: PersonAnswer, same: string | null) {
  if (same !== null) return { actor, same, unasked: [] }
  const cases = await listCasesOfPeople(
    deps.db.read,
    await listRecordIds(deps.db.read, one.victim_id),
    toStamp(deps.now),
  )
  const ids = cases.map(each => each.id)
  return meetUnseenPerpetrator(deps, actor, profileOfTold(told, []), ids)
}

async function faultsOf({ db }: CommandDeps, one: CaseRow, told: PersonAnswer): Promise<Fault[]> {
  if (isNameless(told)) return [{ code: 'name_missing', at: 'perpetrator' }]
  const present = await findPerson(db.read, one.perpetrator_id)
  if (present && !isNameless(await openPerson(db, present))) return [{ code: 'perpetrator_known', at: 'perpetrator' }]
  const victim = await findPerson(db.read, one.victim_id)
  const same = victim && isSamePerson(toldOf(await openPerson(db, victim)), told)
  return same ? [{ code: 'same_person', at: 'perpetrator' }] : []
}

const toldOf = (identity: Awaited<ReturnType<typeof openPerson>>): PersonAnswer => ({ ...identity, sex: '' })

async function attach(
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  told: PersonAnswer,
  resolved: ResolvedParty,
): Promise<Outcome<{ caseId: string }>> {
  const { known } = resolved
  if (known?.records.some(record => record.id === one.victim_id))
    return fail({ code: 'same_person', at: 'perpetrator' })
  const keyId = known?.found.row.key_id ?? (await deps.db.keys.create('person'))
  const party = await buildRows(deps, actor, one, { told, resolved, keyId })
  const pair = { victim_id: one.victim_id, perpetrator_id: party.id }
  const anew = await judgeAnew(deps, actor, one.id, { facts: await factsOfPairMet(deps, one, pair) })
  const done = await changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    const still = await reachCaseOrRefuse(deps, tx, actor, permission, one.id)
    if (still.perpetrator_id !== one.perpetrator_id) throw new Refusal({ code: 'perpetrator_known', at: 'perpetrator' })
    return { value: succeed({ caseId: one.id }), entries: await write(tx, deps, actor, still, party, anew) }
  })
  if (!done.ok && !known) await deps.db.keys.destroy(keyId)
  return done
}

async function write(
  tx: Source,
  deps: CommandDeps,
  { excluded }: Actor,
  one: CaseRow,
  party: PartyRows,
  anew: Outcome<JudgedAnew>,
) {
  await insertParties(tx, deps.db.keys, { parties: [party], excluded, sides: ['perpetrator'] })
  await updateCase(tx, one.id, { perpetrator_id: party.id })
  const made = { ...one, perpetrator_id: party.id }
  const details = { from: one.perpetrator_id, to: party.id }
  const entry = { action: 'perpetrator.identified', subject: `case:${one.id}`, details }
  const settled = anew.ok ? await settleAnew(tx, deps, made, anew.value) : []
  return [entry, ...entriesOfParties([party]), ...settled, ...(await closeOwnCase(tx, deps, made, one.region))]
}

type Met = { readonly told: PersonAnswer; readonly resolved: ResolvedParty; readonly keyId: string }

function buildRows(deps: CommandDeps, actor: Actor, one: CaseRow, met: Met): Promise<PartyRows> {
  const origin = { district: one.district, organisation_id: actor.organisation, case_id: one.id }
  const place = { region: one.region, origin, officer: actor.id, at: toStamp(deps.now), newId: deps.newId }
  return buildParty(deps.db, { ...place, contact: null, ...met })
}

import type { Actor } from '../../domain/access/decide.ts'
import { checkLink, type Link } from '../../domain/case/link.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { insertCaseLink, linkPlace, listCaseLinks, openCaseLink } from '../../storage/case-link-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'

const permission = 'case_link.add'
const longestText = 300

/** Adds somebody of the household, a child or a relative to a case. */
export async function addLink(
  deps: CommandDeps,
  actor: Actor,
  { caseId, kind, ...told }: Link & { readonly caseId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const checked = checkTexts(told, longestText)
  if (!checked.ok) return checked
  const link = { kind, ...checked.value }
  const { victim_id, perpetrator_id, key_id, region } = reached.value
  const parents = await Promise.all([victim_id, perpetrator_id].map(id => birthOf(deps, id)))
  const faults = checkLink(link, parents, todayOf(deps))
  if (faults.length > 0) return fail(...faults)
  const id = deps.newId()
  const sealed_link = await deps.db.keys.seal(key_id, linkPlace(id), JSON.stringify(link))
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const twin = await findTwin(tx, deps, one, link)
    if (twin) {
      const again = { action: 'case_link.resubmitted', subject: `case:${one.id}`, details: { link: twin } }
      return { value: succeed({ id: twin }), entries: [again] }
    }
    const by = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
    await insertCaseLink(tx, { id, case_id: one.id, region: one.region, kind, sealed_link, ...by })
    const entry = { action: 'case_link.added', subject: `case:${one.id}`, details: { link: id, kind } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

/** A second tap on the button stores nothing. */
async function findTwin(tx: Source, { db }: CommandDeps, one: CaseRow, told: Link): Promise<string | null> {
  for (const row of (await listCaseLinks(tx, one.id)).filter(each => each.kind === told.kind)) {
    const { name, bornOn, note } = await openCaseLink(db, one.key_id, row)
    if (name === told.name && bornOn === told.bornOn && note === told.note) return row.id
  }
  return null
}

async function birthOf({ db }: CommandDeps, personId: string): Promise<string> {
  const row = await findPerson(db.read, personId)
  return row ? (await openPerson(db, row)).born_on : ''
}

import type { Actor } from '../../domain/access/decide.ts'
import { decideOwnMatter } from '../../domain/access/decide-conference.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findSittingItem, type SittingItem } from '../../storage/conference-agenda.ts'
import { findResearch, type ResearchRequest } from '../../storage/conference-research.ts'
import { findSitting, listStatements, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, refused } from '../deps.ts'
import { speakersOfMatter } from './speakers-of-matter.ts'

export type ReachedResearch = {
  readonly request: ResearchRequest
  readonly item: SittingItem
  readonly sitting: Sitting
  /** The names are shown only to who has signed the statement of confidentiality for this sitting. */
  readonly signed: boolean
}

const over = new Set(['closed', 'approved', 'cancelled'])

/** A research request as just read, if it is addressed to the actor and its case is still on the list. */
export async function reachResearch(db: Source, actor: Actor, id: string): Promise<Outcome<ReachedResearch>> {
  const request = await findResearch(db, id)
  const item = request && (await findSittingItem(db, request.item_id))
  const sitting = item && (await findSitting(db, item.sitting_id))
  if (!sitting) return notFound()
  const able = await speakersOfMatter(db, item, request.seat_id)
  const accounts = able.filter(account => account === request.asked_of)
  const matter = { caseId: request.case_id, accounts }
  const decision = decideOwnMatter(actor, 'research.answer', matter)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  if (over.has(sitting.state)) return fail({ code: 'sitting_over' })
  if (item.state !== 'listed' && item.state !== 'open') return notFound()
  const signed = (await listStatements(db, sitting.id)).has(actor.id)
  return succeed({ request, item, sitting, signed })
}

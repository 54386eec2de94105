import { findCandidates } from '../../commands/person/find-candidates.ts'
import type { ReachedPerson } from '../../commands/person/reach-person.ts'
import type { Fault } from '../../domain/fault.ts'
import { permits } from '../../domain/access/roles.ts'
import { joinProfiles } from '../../domain/person/person.ts'
import { findDecisions } from '../../storage/person-decision-store.ts'
import { openProfiles } from '../../storage/person-search.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces } from '../reference/places.ts'
import { joinName, matchesModel, subjectOf } from './match-model.ts'

type Any = Context<unknown, unknown>
export type TypedMerge = { readonly other: string; readonly reason: string; readonly faults: readonly Fault[] }

/** Other records that may be the same person: to be told apart, or merged by the head. */
export async function matchesPage(context: Any, person: ReachedPerson, typed: TypedMerge | null): Promise<Reply> {
  const { deps, actor, now, t } = context
  const { standing, records } = person
  const ids = records.map(record => record.id)
  const [first, ...merged] = await openProfiles(deps.db, records)
  if (!first) return { kind: 'not_found' }
  const profile = merged.reduce((sum, each) => joinProfiles(sum, each.profile), first.profile)
  const found = await findCandidates({ ...deps, now }, actor, profile, ids)
  const decided = await findDecisions(deps.db.read, ids)
  const { note, rows } = matchesModel(context, await loadPlaces(context), found)
  return {
    kind: 'page',
    view: 'person/matches',
    status: typed ? 422 : 200,
    read: { region: standing.region, subject: `${subjectOf(found.matches)} of person:${standing.id}` },
    model: {
      title: t('matches-title'),
      name: joinName(first.identity),
      back: `/people/${standing.id}`,
      note,
      decide: `/people/${standing.id}/decisions`,
      merge: permits(actor.role, 'person.merge') ? `/people/${standing.id}/merges` : '',
      faults: (typed?.faults ?? []).map(fault => ({ ...sayFault(fault, t), at: `reason-${typed?.other}` })),
      rows: rows.map(row => ({
        ...row,
        decided: decided.get(row.id) === 'same' ? t('match-said-same') : '',
        reason: typed?.other === row.id ? typed.reason : '',
        open: typed?.other === row.id,
      })),
    },
  }
}

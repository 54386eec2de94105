import { findCandidates } from '../../commands/person/find-candidates.ts'
import type { ReachedPerson } from '../../commands/person/reach-person.ts'
import type { Fault } from '../../domain/fault.ts'
import { permits } from '../../domain/access/roles.ts'
import { joinProfiles } from '../../domain/person/person.ts'
import { findDecisions } from '../../storage/person-decision-store.ts'
import { openShownProfiles } from '../../storage/person-search.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces } from '../reference/places.ts'
import { joinName, matchesModel, subjectOf } from './match-model.ts'

type Any = Context<unknown, unknown>
export type TypedMerge = { readonly other: string; readonly reason: string; readonly faults: readonly Fault[] }

/** Other records that may be the same person: to be told apart, or merged by the head. */
export async function matchesPage(context: Any, person: ReachedPerson, typed: TypedMerge | null): Promise<Reply> {
  const { deps, actor, now, t } = context
  const { standing, records, shown, reach, elsewhere } = person
  const ids = records.map(record => record.id)
  const [first, ...merged] = await openShownProfiles(deps.db, reach, shown)
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
      faults: (typed?.faults ?? []).map(fault => ({ ...sayFault(fault, t), at: `reason-${typed?.other}` })),
      rows: rows.map(row => ({
        ...row,
        ...mergeModel(context, standing.id, row.crosses || elsewhere.length > 0),
        decided: decided.get(row.id) === 'same' ? t('match-said-same') : '',
        reason: typed?.other === row.id ? typed.reason : '',
        open: typed?.other === row.id,
      })),
    },
  }
}

/** Within the district the head merges alone; what another district knows needs its head too. */
function mergeModel({ actor, t }: Any, personId: string, crosses: boolean) {
  if (!permits(actor.role, 'person.merge')) return { merge: '', mergeText: '', mergeHelp: '' }
  return crosses
    ? {
        merge: `/people/${personId}/merge-proposals`,
        mergeText: t('merge-propose'),
        mergeHelp: t('merge-propose-help'),
      }
    : { merge: `/people/${personId}/merges`, mergeText: t('merge-do'), mergeHelp: t('merge-help') }
}

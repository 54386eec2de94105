import { reachProposal } from '../../commands/person/answer-merge.ts'
import type { Fault } from '../../domain/fault.ts'
import { rankCandidates } from '../../domain/person/compare-people.ts'
import { joinProfiles } from '../../domain/person/person.ts'
import type { Scope } from '../../domain/access/scope.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listProposals, openProposalReason } from '../../storage/merge-proposal-store.ts'
import { openProfiles, openShownProfiles } from '../../storage/person-search.ts'
import { sayFault } from '../http/faults.ts'
import { pageOf, pageSize } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces, placeName, type Places } from '../reference/places.ts'
import { joinName, sayBirth } from './match-model.ts'

type Any = Context<unknown, unknown>

/** What heads of other districts propose to merge with records of this one. */
export async function mergeProposalsPage(context: Any, scope: Scope, faults: readonly Fault[]): Promise<Reply> {
  const { deps, actor, t } = context
  const { number } = pageOf(context.request)
  const rows = await listProposals(deps.db.read, scope, { limit: pageSize, offset: (number - 1) * pageSize })
  const places = await loadPlaces(context)
  const models = await Promise.all(rows.map(row => proposalModel(context, places, row.id)))
  const shown = models.filter(model => model !== null)
  return {
    kind: 'page',
    view: 'person/merges',
    status: faults.length > 0 ? 422 : 200,
    at: '/merges',
    read: { region: actor.region, subject: `people:${shown.map(model => model.id).join(',')}` },
    model: { title: t('merges-title'), faults: faults.map(fault => sayFault(fault, t)), rows: shown },
  }
}

/** The own side by name; of the other its district, who asks, why, and in what the two are alike. */
async function proposalModel(context: Any, places: Places, id: string) {
  const { deps, actor, now, locale, t } = context
  const reached = await reachProposal({ now }, deps.db.read, actor, id)
  if (!reached.ok) return null
  const { proposal, kept, merged, person } = reached.value
  const known = await openShownProfiles(deps.db, person.reach, person.shown)
  const [own] = known
  const other = person.records.some(record => record.id === merged.id) ? kept : merged
  const [theirs] = await openProfiles(deps.db, [other])
  if (!own || !theirs) return null
  const profile = known.map(one => one.profile).reduce(joinProfiles)
  const [like] = rankCandidates(profile, [[other, theirs.profile]])
  return {
    id: person.standing.id,
    href: `/people/${person.standing.id}`,
    name: joinName(own.identity),
    born: sayBirth(own.identity.born_on, context),
    from: t('merges-from', { district: placeName(places, proposal.district, locale) }),
    proposed: t('merges-proposed', { at: formatDateTime(proposal.proposed_at, locale) }),
    reason: await openProposalReason(deps.db, kept.key_id, proposal),
    alike: (like?.reasons ?? []).map(reason => t(`match-reason-${reason}`)).join(' · '),
    action: `/merges/${proposal.id}/answer`,
  }
}

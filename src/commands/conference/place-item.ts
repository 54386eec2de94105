import { minutesFor } from '../../domain/conference/propose-agenda.ts'
import { findPlacement, insertSittingItem, nextPosition, type SittingItem } from '../../storage/conference-agenda.ts'
import { findNamed, insertItemReader } from '../../storage/conference-reader.ts'
import type { Commission } from '../../storage/conference-commission.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { minutesOf, type Waiting } from './sitting-proposal.ts'

export type Placing = {
  readonly waiting: Waiting
  readonly track: SittingItem['track']
  readonly withChildren: boolean
  readonly by: string
}

/**
 * Puts an item of the queue on the list of a sitting, as its last. The consent agenda takes no time of its own. What was
 * closed stays closed to the same people.
 */
export async function placeItem(
  tx: Source,
  deps: CommandDeps,
  sitting: Sitting,
  commission: Commission,
  { waiting, track, withChildren, by }: Placing,
): Promise<string> {
  if (await findPlacement(tx, waiting.id)) throw new Refusal({ code: 'already_on_list' })
  const id = deps.newId()
  const { candidate } = waiting
  const readers = await findNamed(tx, waiting.id)
  await insertSittingItem(tx, {
    id,
    sitting_id: sitting.id,
    agenda_item_id: waiting.id,
    case_id: waiting.case_id,
    region: sitting.region,
    district: sitting.district,
    position: await nextPosition(tx, sitting.id),
    track,
    kind: candidate.repeat ? 'repeat' : 'new',
    closed: readers === null ? 0 : 1,
    category: candidate.category,
    category_rank: candidate.categoryRank,
    with_children: withChildren ? 1 : 0,
    minutes_planned: track === 'consent' ? 0 : minutesFor(candidate, minutesOf(commission)),
    state: 'listed',
    opened_at: null,
    spent_seconds: 0,
    heard_at: null,
    presiding_id: null,
    votes: null,
    sealed_reason: null,
  })
  const named = { item_id: id, region: sitting.region, named_at: toStamp(deps.now), named_by: by }
  for (const account_id of readers ?? []) await insertItemReader(tx, { ...named, account_id })
  return id
}

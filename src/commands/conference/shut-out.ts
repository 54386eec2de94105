import { mayAnswer } from '../../domain/conference/action.ts'
import { speakerOf, type Seat } from '../../domain/conference/seat.ts'
import { listActionsOfItem } from '../../storage/conference-action.ts'
import { type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { listResearchOfItem, updateResearch } from '../../storage/conference-research.ts'
import { insertConflict, type Sitting } from '../../storage/conference-sitting.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { openActionWork, openResearchWork } from './commission-work.ts'
import { loadExclusions, shutOutOf, type Exclusions } from './exclusions.ts'

export type Shutting = {
  readonly item: SittingItem
  readonly sitting: Sitting
  readonly seats: readonly Seat[]
  readonly account: string
  readonly by: string
}

/**
 * Closes a case to a person from this moment on, in every list and page. What the person was asked and has not answered
 * goes to the other of the seat; without one the agency stays unasked.
 */
export async function shutOut(tx: Source, deps: CommandDeps, shutting: Shutting): Promise<AuditEntry[]> {
  const { item, sitting, seats, account, by } = shutting
  const row = { case_id: item.case_id, account_id: account, region: item.region }
  await insertConflict(tx, { ...row, declared_at: toStamp(deps.now), declared_by: by })
  const entries: AuditEntry[] = [
    { action: 'conflict.declared', subject: `case:${item.case_id}`, details: { account, item: item.id } },
  ]
  const on = localDate(Temporal.Instant.from(sitting.starts_at))
  const readers = (await listItemReaders(tx, sitting.id)).get(item.id) ?? []
  const exclusions = await loadExclusions(tx, seats)
  const unable = shutOutOf(item, exclusions, readers)
  for (const request of await listResearchOfItem(tx, item.id)) {
    if (request.asked_of !== account || request.state !== 'asked') continue
    const seat = seats.find(one => one.id === request.seat_id)
    const speaker = seat && speakerOf(seat, on, unable)
    if (!speaker) await settleWorkItem(tx, 'research', request.id, toStamp(deps.now))
    if (!speaker) continue
    await updateResearch(tx, request.id, { asked_of: speaker.account, asked_as: speaker.as })
    await openResearchWork(tx, item, { ...request, asked_of: speaker.account }, 'wd')
    const details = { request: request.id, agency: request.agency, as: speaker.as }
    entries.push({ action: 'research.asked', subject: `case:${item.case_id}`, details })
  }
  await handOverActions(tx, deps, shutting, exclusions)
  return entries
}

/** What the person still had to do in the case goes to the other of the seat. */
async function handOverActions(tx: Source, deps: CommandDeps, shutting: Shutting, exclusions: Exclusions) {
  const { item, seats, account } = shutting
  for (const { id, due_on, seat_id, state } of await listActionsOfItem(tx, item.id)) {
    const seat = seats.find(one => one.id === seat_id)
    const theirs = seat?.representative === account || seat?.deputy === account
    if (theirs && mayAnswer(state)) await openActionWork(tx, deps, item, { id, due_on, seat, exclusions })
  }
}

import type { Actor } from '../../domain/access/decide.ts'
import { isFrozenBy, refuseSignature, type Signature } from '../../domain/conference/minutes.ts'
import { isMinutesNumber } from '../../domain/conference/minutes-number.ts'
import type { Capacity } from '../../domain/conference/presiding.ts'
import { moveSitting } from '../../domain/conference/sitting.ts'
import { fail } from '../../domain/fault.ts'
import { listActionsOfItem } from '../../storage/conference-action.ts'
import { listItems, listNotes } from '../../storage/conference-agenda.ts'
import {
  findMinutes,
  freezeMinutes,
  hashMinutes,
  hashOf,
  insertApproval,
  insertMinutes,
  listApprovals,
  partPlace,
  type MinutesPartRow,
  type MinutesRow,
} from '../../storage/conference-minutes.ts'
import { findSitting, updateSitting, type Sitting } from '../../storage/conference-sitting.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { openMinutesWork } from './commission-work.ts'
import { checkLengths } from './check-texts.ts'
import { collectMinutes, type TypedHead } from './collect-minutes.ts'
import { listNumbersOfYear } from './number-minutes.ts'

export type Signing = {
  readonly sittingId: string
  /** Given by the first who signs. */
  readonly number: string
  /** Given by the first: officials who were called in. */
  readonly invited?: string
  /** The hash that stood on the page; empty while nobody has signed. */
  readonly sha256: string
}

/**
 * Chair and secretary sign the minutes, two people; the paper or an electronic signature outside is theirs to add. The
 * first signature fixes the content, the second freezes it, with its hash in the audit chain.
 */
export async function signMinutes(deps: CommandDeps, actor: Actor, signing: Signing) {
  const { sittingId, number, invited = '', sha256 } = signing
  const known = await findSitting(deps.db.read, sittingId)
  if (!known) return notFound<{ frozen: boolean }>()
  const first = (await findMinutes(deps.db.read, sittingId)) === null
  if (first && !isMinutesNumber(number))
    return fail<{ frozen: boolean }>({ code: 'wrong_minutes_number', at: 'number' })
  const tooLong = checkLengths({ invited })
  if (tooLong.length > 0) return fail<{ frozen: boolean }>(...tooLong)
  const draft = first ? await makeDraft(deps, known, { number, invited: invited.trim() }) : null
  return changeSitting(deps, actor, 'minutes.approve', sittingId, async (tx, { sitting, presiders }) => {
    if (sitting.state !== 'closed') throw new Refusal({ code: 'sitting_state' })
    const signature = signatureOf(actor, presiders)
    if (!signature) throw new Refusal({ code: 'did_not_preside' })
    const stored = await findMinutes(tx, sittingId)
    if ((stored !== null) === first) throw new Refusal({ code: 'changed_meanwhile' })
    if (stored && stored.sha256 !== sha256) throw new Refusal({ code: 'changed_meanwhile' })
    const minutes = draft ? await storeDraft(tx, deps, sitting, draft) : stored
    if (!minutes) throw new Refusal({ code: 'changed_meanwhile' })
    const frozen = await addSignature(tx, deps, minutes, signature)
    const { office, capacity } = signature
    const details = { minutes: minutes.id, office, ...(capacity && { capacity }), sha256: minutes.sha256 }
    const entries: AuditEntry[] = [{ action: 'minutes.signed', subject: `sitting:${sittingId}`, details }]
    if (frozen) await settleWorkItem(tx, 'minutes', sittingId, toStamp(deps.now))
    else await openMinutesWork(tx, deps, sitting, office === 'chair' ? null : presiders)
    if (frozen) {
      await updateSitting(tx, sittingId, { state: moveSitting(sitting.state, 'approve') ?? sitting.state })
      entries.push({ action: 'minutes.frozen', subject: `sitting:${sittingId}`, details })
    }
    return { value: { frozen }, entries }
  })
}

/** The secretary signs as such; the chair's place is signed by who came as chair or vice chair, by the chair where nobody is recorded. */
export function signatureOf(actor: Actor, presiders: ReadonlyMap<string, Capacity>): Signature | null {
  if (actor.role === 'secretary') return { account: actor.id, office: 'secretary', capacity: null }
  const alone = presiders.size === 0 && actor.role === 'chair' ? 'chair' : undefined
  const capacity = presiders.get(actor.id) ?? alone
  return capacity === undefined ? null : { account: actor.id, office: 'chair', capacity }
}

type Draft = { readonly row: MinutesRow; readonly parts: readonly MinutesPartRow[]; readonly print: string }

async function makeDraft(deps: CommandDeps, sitting: Sitting, typed: TypedHead): Promise<Draft> {
  const { number } = typed
  const print = await fingerprint(deps.db.read, sitting.id)
  const minutes = await collectMinutes(deps, sitting, typed, () => true)
  const id = deps.newId()
  const items = await listItems(deps.db.read, { excluded: [] }, sitting.id)
  const parts = await Promise.all(
    minutes.items.map(async (content, at): Promise<MinutesPartRow> => {
      const item = items.find(one => one.id === content.item_id)
      if (!item) throw new Error(`minutes of an item that is not on the list: ${content.item_id}`)
      const text = JSON.stringify(content)
      const sealed_content = await deps.db.keys.seal(item.key_id, partPlace(id, item.id), text)
      const place = { minutes_id: id, item_id: item.id, case_id: item.case_id, region: sitting.region }
      return { ...place, position: at + 1, sealed_content, sha256: hashOf(text) }
    }),
  )
  const sha256 = hashMinutes(minutes.head, parts)
  const made = { made_at: toStamp(deps.now), frozen_at: null }
  const row = { id, sitting_id: sitting.id, region: sitting.region, number, head: minutes.head, sha256, ...made }
  return { row, parts, print }
}

async function storeDraft(
  tx: Source,
  { calendar }: CommandDeps,
  sitting: Sitting,
  { row, parts, print }: Draft,
): Promise<MinutesRow> {
  if ((await fingerprint(tx, sitting.id)) !== print) throw new Refusal({ code: 'changed_meanwhile' })
  const used = await listNumbersOfYear(tx, calendar, sitting)
  if (used.includes(row.number)) throw new Refusal({ code: 'minutes_number_taken', at: 'number' })
  await insertMinutes(tx, { ...row, head: JSON.stringify(row.head) }, parts)
  return row
}

async function addSignature(tx: Source, deps: CommandDeps, minutes: MinutesRow, next: Signature): Promise<boolean> {
  const given = await listApprovals(tx, minutes.id)
  const against = refuseSignature(given, next)
  if (against) throw new Refusal({ code: against })
  const { account: account_id, office, capacity } = next
  const signed_at = toStamp(deps.now)
  const { id: minutes_id, region } = minutes
  await insertApproval(tx, { minutes_id, account_id, office, capacity, region, signed_at })
  const frozen = isFrozenBy([...given, next])
  if (frozen) await freezeMinutes(tx, minutes.id, signed_at)
  return frozen
}

/** The sealed rows from which minutes are made: the same text means that nothing was written in between. */
async function fingerprint(db: Source, sittingId: string): Promise<string> {
  const rows = []
  for (const item of await listItems(db, { excluded: [] }, sittingId)) {
    const notes = await listNotes(db, item.id)
    const actions = await listActionsOfItem(db, item.id)
    rows.push([item, notes.map(note => note.sealed_text).toSorted(), actions])
  }
  return hashOf(JSON.stringify(rows))
}

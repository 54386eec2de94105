import type { Actor } from '../../domain/access/decide.ts'
import { fail } from '../../domain/fault.ts'
import {
  findSittingItem,
  listNotes,
  notePlace,
  openNotes,
  saveNote,
  type NoteField,
  type NoteRow,
} from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem, refuseUnlessWritable } from './change-sitting.ts'
import { checkLengths } from './check-texts.ts'

export type TypedNotes = {
  readonly itemId: string
  readonly notes: Partial<Record<NoteField, string>>
  /** When the page was made on which they were typed, or when that page last saved them. */
  readonly shownAt: string
}

/**
 * Saves what was typed at an item, field by field. A field that was changed elsewhere since the page was made, by
 * somebody else or in another window, is not overwritten: then nothing is stored, and the fault names the field.
 */
export async function saveNotes(deps: CommandDeps, actor: Actor, { itemId, notes: typed, shownAt }: TypedNotes) {
  const notes = Object.fromEntries(Object.entries(typed).map(([field, text]) => [field, text.replaceAll('\r\n', '\n')]))
  const faults = checkLengths(notes)
  if (faults.length > 0) return fail<{ saved: number }>(...faults)
  const item = await findSittingItem(deps.db.read, itemId)
  if (!item) return notFound<{ saved: number }>()
  const stored = await openNotes(deps.db, item)
  const changed = Object.entries(notes).filter(([field, text]) => (stored[field as NoteField] ?? '') !== text)
  const rows = await Promise.all(
    changed.map(async ([field, text]): Promise<NoteRow> => {
      const sealed_text = await deps.db.keys.seal(item.key_id, notePlace(itemId, field), text)
      const saved = { saved_at: toStamp(deps.now), saved_by: actor.id }
      return { item_id: itemId, field, region: item.region, sealed_text, ...saved }
    }),
  )
  return changeItem(deps, actor, 'sitting.manage', itemId, async (tx, { item: still, sitting }) => {
    await refuseUnlessWritable(tx, sitting)
    if (still.state !== 'open' && still.state !== 'heard') throw new Refusal({ code: 'item_not_open' })
    await refuseOverwriting(tx, actor, itemId, rows, shownAt)
    for (const row of rows) await saveNote(tx, row)
    const details = { item: itemId, fields: rows.length }
    const entry = { action: 'sitting_note.saved', subject: `case:${still.case_id}`, details }
    return { value: { saved: rows.length }, entries: [entry] }
  })
}

async function refuseOverwriting(
  tx: Source,
  actor: Actor,
  itemId: string,
  rows: readonly NoteRow[],
  shownAt: string,
): Promise<void> {
  const now = await listNotes(tx, itemId)
  const foreign = now.filter(
    note => note.saved_at > shownAt || (note.saved_by !== actor.id && note.saved_at === shownAt),
  )
  const lost = rows.filter(row => foreign.some(note => note.field === row.field))
  if (lost.length > 0) throw new Refusal(...lost.map(row => ({ code: 'typed_meanwhile', at: row.field })))
}

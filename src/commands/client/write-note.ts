import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { confidentialPlace, insertNote } from '../../storage/client-work-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'

const longestNote = 10_000

/** A confidential note: read by this organisation alone, also after the file has gone to another. */
export async function writeNote(
  deps: CommandDeps,
  actor: Actor,
  { id, ...told }: { readonly id: string; readonly note: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const text = checkTexts({ note: told.note }, longestNote)
  if (!text.ok) return text
  if (text.value.note === '') return fail({ code: 'required', at: 'note' })
  const note = deps.newId()
  const sealed_note = await deps.db.keys.seal(reached.value.key_id, confidentialPlace(note), text.value.note)
  const written = { sealed_note, written_at: toStamp(deps.now), written_by: actor.id }
  return changeClient(deps, actor, reached.value, async (tx, { region, organisation_id }) => {
    await insertNote(tx, { id: note, client_id: id, organisation_id, region, ...written })
    return { action: 'note.written', details: { note } }
  })
}

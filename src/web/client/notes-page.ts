import { formatDateTime } from '../../i18n/formats.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { listNotes, openNote } from '../../storage/client-work-store.ts'
import { formPage, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'

/** Confidential notes: those that this organisation wrote, and nobody else's eyes. */
export async function notesPage(
  context: Context<unknown, unknown>,
  row: ClientRow,
  typed: Typed | null,
): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const rows = await listNotes(deps.db.read, actor.organisation, row.id)
  const sketch = {
    form: 'note',
    action: `/clients/${row.id}/notes`,
    title: t('note-form'),
    submit: t('client-save'),
    fields: [{ name: 'note', label: t('note-text'), type: 'area' } as const],
  }
  const notes = rows.map(async one => ({
    at: formatDateTime(one.written_at, locale),
    by: (await findAccount(deps.db.read, one.written_by))?.display_name ?? '',
    text: await openNote(deps.db, row.key_id, one),
  }))
  return formPage(context, typed, {
    view: 'client/notes',
    at: `/clients/${row.id}/notes`,
    read: { region: row.region, subject: `client:${row.id}` },
    model: {
      title: t('note-title', { number: row.number }),
      back: `/clients/${row.id}`,
      notes: await Promise.all(notes),
    },
    forms: row.state === 'closed' ? [] : [sketch],
  })
}

import type { EntryDraft } from '../../commands/reference/add-entry.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Locale } from '../../i18n/translator.ts'
import type { Fault, Outcome } from '../../domain/fault.ts'
import type { Entry, ReferenceKind } from '../../domain/reference/entry.ts'

export type Fields = Readonly<Record<string, string>>

export type FieldSpec = {
  readonly name: string
  readonly type: 'text' | 'date' | 'lines' | 'tick'
  readonly lang?: 'kk' | 'ru' | 'en'
}

/** How one kind of reference data is shown and typed. Texts come by its name. */
export type Editor<K extends ReferenceKind> = {
  readonly kind: K
  /** The last part of its address, and the end of the keys of its texts. */
  readonly name: string
  readonly fields: readonly FieldSpec[]
  /** What a row shows besides its code and period. */
  readonly summary: (entry: Entry<K>, locale: Locale) => readonly Cell[]
  readonly columns: readonly string[]
  /** The form as it would read for this row. */
  readonly fieldsOf: (entry: Entry<K>) => Fields
  readonly readDraft: (fields: Fields) => { readonly draft: EntryDraft; readonly faults: readonly Fault[] }
  readonly add: (deps: CommandDeps, actor: Actor, draft: EntryDraft) => Promise<Outcome<{ id: string }>>
}

export type Cell = { readonly text: string; readonly lang: string }

export const periodFields: readonly FieldSpec[] = [
  { name: 'valid_from_on', type: 'date' },
  { name: 'valid_to_on', type: 'date' },
]

export const correctionField: FieldSpec = { name: 'correction', type: 'tick' }

export function periodOf(fields: Fields): Pick<EntryDraft, 'validFromOn' | 'validToOn' | 'correction'> {
  const to = readDate(fields['valid_to_on'] ?? '')
  return {
    validFromOn: readDate(fields['valid_from_on'] ?? ''),
    validToOn: to === '' ? null : to,
    correction: isTicked(fields['correction']),
  }
}

/** `31.12.2026` as people write it, or `2026-12-31` as date fields send it; anything else stays for the check. */
export function readDate(text: string): string {
  const written = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text.trim())
  return written ? `${written[3]}-${written[2]}-${written[1]}` : text.trim()
}

export function isTicked(value: string | undefined): boolean {
  return value === 'yes'
}

export function plain(text: string): Cell {
  return { text, lang: '' }
}

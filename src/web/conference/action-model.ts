import { toDraft } from '../../commands/conference/save-action.ts'
import { missingParts } from '../../domain/conference/action.ts'
import type { Seat } from '../../domain/conference/seat.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { formatDate } from '../../i18n/formats.ts'
import { listActionsOfItem, openAction, type ActionRow, type ActionWords } from '../../storage/conference-action.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { listInForce } from '../../storage/reference-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { nothing, type Any, type Typed } from './shared.ts'

export type ActionDesk = {
  readonly item: SittingItem
  readonly seats: readonly Seat[]
  /** Whose trigger families are the risks that an instruction may answer. */
  readonly procedure: Procedure
}

/** The instructions of an item; a draft says what it lacks. */
export async function actionModels(context: Any, desk: ActionDesk, typed: Typed) {
  const { deps, locale, t } = context
  const { item, procedure } = desk
  const models = []
  for (const row of await listActionsOfItem(deps.db.read, item.id)) {
    const words = await openAction(deps.db, item.key_id, row)
    const missing = missingParts(toDraft({ words, seatId: row.seat_id, dueOn: row.due_on, risk: row.risk }))
    const risk = procedure.trigger_families.find(family => family.code === row.risk)
    models.push({
      id: row.id,
      serial: row.serial,
      agency: row.agency === null ? '?' : t(`agency-${row.agency}`),
      text: inLanguage(words, 'text', locale) || '?',
      risk: risk?.text[locale] ?? '?',
      due: row.due_on === null ? '?' : formatDate(row.due_on, locale),
      evidence: inLanguage(words, 'evidence', locale) || '?',
      draft: row.state === 'draft',
      state: missing.length === 0 ? t(row.state === 'draft' ? 'action-ready' : `action-state-${row.state}`) : '',
      missing:
        missing.length > 0
          ? t('action-missing', { parts: missing.map(part => t(`action-part-${part}`)).join(', ') })
          : '',
      form: actionForm(context, desk, row, words, typed.fields['action'] === row.id ? typed : nothing),
    })
  }
  return models
}

/** What was typed of an instruction that is not stored yet. */
export async function newActionForm(context: Any, desk: ActionDesk, typed: Typed) {
  const { action, library } = typed.fields
  const stored = await listActionsOfItem(context.deps.db.read, desk.item.id)
  const own = action !== undefined && library === '' && !stored.some(row => row.id === action)
  return actionForm(context, desk, null, wordsOf(nothing), own ? typed : nothing)
}

function wordsOf({ fields }: Typed): ActionWords {
  const field = (name: keyof ActionWords) => fields[name] ?? ''
  return {
    text_kk: field('text_kk'),
    text_ru: field('text_ru'),
    evidence_kk: field('evidence_kk'),
    evidence_ru: field('evidence_ru'),
  }
}

function actionForm(
  { deps, locale, t }: Any,
  { item, seats, procedure }: ActionDesk,
  row: ActionRow | null,
  words: ActionWords,
  typed: Typed,
) {
  const { fields } = typed
  const owner = fields['seat'] ?? row?.seat_id ?? ''
  const risk = fields['risk'] ?? row?.risk ?? ''
  return {
    id: row?.id ?? (fields['action'] || deps.newId()),
    target: `/sitting-items/${item.id}/actions`,
    /** Only the form that came back is what the faults link to. */
    typed: typed !== nothing,
    ...(typed === nothing ? words : wordsOf(typed)),
    due: fields['due_on'] ?? row?.due_on ?? '',
    seats: ownersOf(seats).map(seat => ({
      value: seat.id,
      text: t(`agency-${seat.agency}`),
      chosen: seat.id === owner,
    })),
    risks: procedure.trigger_families.map(family => ({
      value: family.code,
      text: family.text[locale],
      chosen: family.code === risk,
    })),
  }
}

export function ownersOf(seats: readonly Seat[]): Seat[] {
  return seats.filter(seat => seat.active && seat.office !== 'secretary' && seat.office !== 'chair')
}

/** The library of instructions, by the agencies that sit here. */
export async function libraryModels({ deps, now, locale, t }: Any, seats: readonly Seat[]) {
  const entries = await listInForce(deps.db.read, 'library_action', localDate(now))
  const agencies = new Set(ownersOf(seats).map(seat => seat.agency))
  const own = entries.filter(entry => agencies.has(entry.content.agency))
  return [...Map.groupBy(own, entry => entry.content.agency)].map(([agency, group]) => ({
    agency: t(`agency-${agency}`),
    options: group.map(entry => ({ value: entry.code, text: entry.content[`text_${locale}`] })),
  }))
}

export function inLanguage(words: ActionWords, part: 'text' | 'evidence', locale: string): string {
  const [kk, ru] = part === 'text' ? [words.text_kk, words.text_ru] : [words.evidence_kk, words.evidence_ru]
  return locale === 'kk' ? kk || ru : ru || kk
}

import type { z } from 'zod'
import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { contents, type ContentOf, type Entry, type ReferenceKind } from '../../domain/reference/entry.ts'
import { checkPeriod } from '../../domain/reference/period.ts'
import { insertEntry, listEntries } from '../../storage/reference-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { country } from './country.ts'

/** A row as an administrator gives it; the content is checked here. */
export type EntryDraft = {
  readonly code: string
  readonly validFromOn: string
  readonly validToOn: string | null
  /** Replaces the row of the same first day from now on; the earlier one stays in the history. */
  readonly correction: boolean
  readonly content: unknown
}

export type AddingRules<K extends ReferenceKind> = {
  readonly kind: K
  readonly action: string
  readonly check: (content: ContentOf<K>, draft: EntryDraft, rows: readonly Entry<K>[]) => readonly Fault[]
}

/** Adds one dated row and its audit entry; faults come together and store nothing. */
export async function addEntry<K extends ReferenceKind>(
  deps: CommandDeps,
  actor: Actor,
  draft: EntryDraft,
  rules: AddingRules<K>,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'reference.manage')) return refused()
  const parsed = contents[rules.kind].safeParse(draft.content)
  const dates = checkDates(draft)
  if (!parsed.success || dates.length > 0) return fail(...faultsOf(parsed.error), ...dates)
  const content = parsed.data as ContentOf<K>
  return changeOrRefuse(deps.db, contextOf(deps, actor, country), async tx => {
    const rows = await listEntries(tx, rules.kind)
    const same = rows.filter(row => row.code === draft.code)
    const faults = [...rules.check(content, draft, rows), ...checkPeriod(same, draft, draft.correction)]
    if (faults.length > 0) throw new Refusal(...faults)
    const entry = makeEntry(deps, actor, draft, rules.kind, content, same)
    await insertEntry(tx, entry)
    const details = { code: entry.code, from: entry.validFromOn, revision: entry.revision }
    const audit = { action: rules.action, subject: `reference:${entry.id}`, details }
    return { value: succeed({ id: entry.id }), entries: [audit] }
  })
}

function makeEntry<K extends ReferenceKind>(
  deps: CommandDeps,
  actor: Actor,
  draft: EntryDraft,
  kind: K,
  content: ContentOf<K>,
  same: readonly Entry<K>[],
): Entry<K> {
  const { code, validFromOn, validToOn } = draft
  const earlier = same.filter(row => row.validFromOn === validFromOn).length
  const recorded = { recordedAt: toStamp(deps.now), recordedBy: actor.id }
  return { id: deps.newId(), kind, code, revision: earlier + 1, validFromOn, validToOn, content, ...recorded }
}

function checkDates({ validFromOn, validToOn }: EntryDraft): Fault[] {
  const faults: Fault[] = []
  if (!isDate(validFromOn)) faults.push({ code: 'invalid_date', at: 'valid_from_on' })
  if (validToOn !== null && !isDate(validToOn)) faults.push({ code: 'invalid_date', at: 'valid_to_on' })
  return faults
}

const codes: Readonly<Record<string, string>> = { too_small: 'required', too_big: 'too_long' }

function faultsOf(error: z.ZodError | undefined): Fault[] {
  const issues = error?.issues ?? []
  const faults = issues.map(issue => ({ code: codes[issue.code] ?? 'invalid_input', at: String(issue.path[0] ?? '') }))
  return faults.filter(({ at }, index) => faults.findIndex(fault => fault.at === at) === index)
}

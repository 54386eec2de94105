import type { Definitions } from '../../commands/assessment/definitions.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { Database } from '../../storage/database.ts'
import { findStructuredJudgement, openCodings } from '../../storage/structured-judgement-store.ts'

export type JudgedSummary = { readonly title: string; readonly lines: readonly string[] }

/** The officer's own summaries of the structured instruments that were filled in beside this assessment. */
export async function listJudgedSummaries(
  db: Database,
  row: AssessmentRow,
  { instruments }: Definitions,
  { locale, t }: { readonly locale: Locale; readonly t: Translate },
): Promise<JudgedSummary[]> {
  const found: JudgedSummary[] = []
  for (const instrument of instruments) {
    if (instrument.method !== 'structured_judgement') continue
    const stored = await findStructuredJudgement(db.read, row.id, instrument.instrument)
    if (!stored) continue
    const { summary } = await openCodings(db, row.key_id, stored)
    const parts = instrument.summary.filter(part => summary[part.code] !== undefined)
    const lines = parts.map(part => `${part.text[locale]}: ${t(`judgement-level-${summary[part.code] ?? ''}`)}`)
    found.push({ title: instrument.title[locale], lines })
  }
  return found
}

import { z } from 'zod'
import type { Fault } from '../../fault.ts'
import type { StructuredJudgement } from '../../questionnaire/instrument.ts'
import { factorCodings, judgementLevels } from '../../questionnaire/instrument.ts'
import type { FactorCoding, FactorPresence, Judged, JudgementLevel } from '../score-result.ts'

const coding = z.enum(factorCodings)
const factor = z.strictObject({ current: coding.optional(), past: coding.optional() })
const level = z.enum(judgementLevels)

/**
 * Repeats what the officer coded and judged. No total and no level is computed: the method has neither, and a count
 * shown as one would be read as a score.
 */
export function judge(
  instrument: StructuredJudgement,
  items: Readonly<Record<string, unknown>>,
  summary: Readonly<Record<string, unknown>>,
): Judged {
  const faults: Fault[] = []
  const codings = readFactors(instrument, items, faults)
  const levels = readSummary(instrument, summary, faults)
  const { instrument: name, version, method } = instrument
  const missing = instrument.items.map(item => item.code).filter(code => !codings.has(code))
  const present = faults.length > 0 ? [] : presentOf(instrument, codings)
  return {
    instrument: name,
    version,
    method,
    applicable: true,
    scored: false,
    missing,
    present,
    summary: faults.length > 0 ? {} : levels,
    faults,
  }
}

function readFactors(
  instrument: StructuredJudgement,
  items: Readonly<Record<string, unknown>>,
  faults: Fault[],
): Map<string, FactorPresence> {
  const known = new Set(instrument.items.map(item => item.code))
  const codings = new Map<string, FactorPresence>()
  for (const [item, raw] of Object.entries(items)) {
    const parsed = factor.safeParse(raw)
    if (!known.has(item)) faults.push({ code: 'unknown_item', at: item })
    else if (!parsed.success) faults.push({ code: 'invalid_answer', at: item })
    else codings.set(item, { item, current: parsed.data.current ?? 'omitted', past: parsed.data.past ?? 'omitted' })
  }
  return codings
}

function readSummary(
  instrument: StructuredJudgement,
  summary: Readonly<Record<string, unknown>>,
  faults: Fault[],
): Record<string, JudgementLevel> {
  const known = new Set(instrument.summary.map(part => part.code))
  const levels: Record<string, JudgementLevel> = {}
  for (const [part, raw] of Object.entries(summary)) {
    const parsed = level.safeParse(raw)
    if (!known.has(part)) faults.push({ code: 'unknown_item', at: part })
    else if (!parsed.success) faults.push({ code: 'invalid_answer', at: part })
    else levels[part] = parsed.data
  }
  return levels
}

function presentOf(instrument: StructuredJudgement, codings: ReadonlyMap<string, FactorPresence>): FactorPresence[] {
  return instrument.items
    .map(item => codings.get(item.code))
    .filter(found => found !== undefined)
    .filter(({ current, past }) => isSeen(current) || isSeen(past))
}

function isSeen(value: FactorCoding): boolean {
  return value === 'present' || value === 'partial'
}

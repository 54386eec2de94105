import { partsOf } from '../../domain/questionnaire/condition.ts'
import type { Answer } from '../../domain/questionnaire/answer.ts'
import type { Scored, ScoreResult } from '../../domain/assessment/score-result.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import type { Context } from '../http/route.ts'

type Saying = Pick<Context<unknown, unknown>, 'locale' | 't'>

/** One instrument's result in words and numbers; a percentage never stands without its norm population. */
export function scoreModel(
  context: Saying,
  score: ScoreResult,
  instrument: Instrument,
  answers: Readonly<Record<string, Answer>>,
) {
  const { locale, t } = context
  const text = (code: string) => instrument.items.find(item => item.code === code)?.text[locale] ?? ''
  const scored = score.scored ? score : null
  const lines = scored ? scoredLines(context, scored, instrument) : []
  const faults = score.faults.map(fault => t(`fault-${fault.code.replaceAll('_', '-')}`, { ...fault.details }))
  return {
    title: instrument.title[locale],
    licence: instrument.licence[locale],
    applies:
      score.applicable !== false ? '' : `${t('score-not-applicable')} ${instrument.applicability.reason[locale]}`,
    lines,
    faults: score.applicable !== false ? faults : [],
    warnings: (scored?.warnings ?? []).map(warning => t(`warning-${warning.code.replaceAll('_', '-')}`)),
    present: (scored?.contributions ?? []).map(one => ({
      text: text(one.item),
      points: one.points,
      known: sourcesOf(context, instrument, one.item, answers),
    })),
    missing: score.missing.map(text).filter(one => one !== ''),
    method: instrument.missing.text[locale],
  }
}

/** How the answers that an item rests on are known: her words, a record. */
function sourcesOf(
  { t }: Saying,
  instrument: Instrument,
  code: string,
  answers: Readonly<Record<string, Answer>>,
): string {
  const item = instrument.items.find(one => one.code === code)
  const parts = item && 'coding' in item ? partsOf(item.coding) : []
  const asked = parts.flatMap(part => ('item' in part ? [part.item] : 'child' in part ? ['children'] : []))
  const sources = new Set(asked.flatMap(one => answers[one]?.source ?? []))
  return [...sources].map(source => t(`source-${source}`)).join(', ')
}

function scoredLines(context: Saying, score: Scored, instrument: Instrument): string[] {
  const { locale, t } = context
  const [low, high] = score.bounds ?? [score.raw ?? 0, score.raw ?? 0]
  const lines = [t('score-raw', { raw: score.raw ?? 0, missing: score.missing.length })]
  if (score.adjusted !== undefined) lines.push(t('score-adjusted', { adjusted: score.adjusted, low, high }))
  else if (low !== high) lines.push(t('score-bounds', { low, high }))
  const bands = 'bands' in instrument ? instrument.bands : 'levels' in instrument ? instrument.levels : []
  const band = bands.find(one => one.code === score.band)
  if (band) lines.push(t('score-band', { band: band.text[locale] }))
  if (score.high_risk_count !== undefined) lines.push(t('score-high-risk', { count: score.high_risk_count }))
  if (score.triggered === false) lines.push(t('score-not-triggered'))
  if (score.basis) lines.push(t('score-triggered', { basis: t(`basis-${score.basis.replaceAll('_', '-')}`) }))
  const norms = 'norms' in instrument ? instrument.norms : undefined
  const share = norms && score.band ? norms.by_band[score.band] : undefined
  if (norms && share) {
    const percent = Math.round(share.recidivism * 100)
    lines.push(t('score-norm', { percent, population: norms.population[locale] }))
  }
  return lines
}

import type { Assessment } from '../../domain/assessment/assess.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import type { Definitions } from '../../commands/assessment/definitions.ts'
import { findTurns, openItems } from '../../domain/assessment/find-turns.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import type { AssessmentRow, OpenedAssessment } from '../../storage/assessment-store.ts'
import type { Context } from '../http/route.ts'

type Saying = Pick<Context<unknown, unknown>, 'locale' | 't'>

/** What is still unknown and what would change the result: all open answers together, each alone, and the records. */
export function openModel(
  { locale, t }: Saying,
  row: AssessmentRow,
  { bank, instruments, procedure }: Definitions,
  opened: OpenedAssessment,
) {
  const { result, facts } = row
  const question = (code: string) => bank.items.find(item => item.code === code)?.text[locale] ?? code
  const answers = pruneHidden(bank, opened.answers)
  const input = { bank, instruments, procedure, answers, facts, raise: opened.raise ?? undefined }
  const lift = result.couldLift
  const turns = findTurns(input, result.category)
  return {
    unknown: openItems(bank, answers).map(item => item.text[locale]),
    lift: lift ? t('result-could-lift', { category: t(`category-said-${lift.category}`) }) : '',
    questions: (lift?.items ?? []).map(question),
    turns: turns.map(turn =>
      t('result-turn', { question: question(turn.item), category: t(`category-said-${turn.gives}`) }),
    ),
    settled: settledLines({ locale, t }, result, instruments),
    records: result.recordsUnknown.map(question),
  }
}

/** Scores with unknown answers whose upper bound gives no higher category; or that nothing is unknown at all. */
function settledLines({ locale, t }: Saying, result: Assessment, instruments: readonly Instrument[]): string[] {
  if (result.couldLift) return []
  const counted = result.scores.filter(score => score.scored && score.bounds !== undefined)
  const open = counted.filter(score => score.missing.length > 0)
  const lines = open.map(score => t('result-no-lift', { instrument: titleOf(instruments, score.instrument, locale) }))
  const unscored = result.scores.some(score => score.applicable !== false && !score.scored && score.missing.length > 0)
  if (unscored) return [...lines, t('result-unscored')]
  return lines.length > 0 || result.recordsUnknown.length > 0 ? lines : [t('result-nothing-unknown')]
}

function titleOf(instruments: readonly Instrument[], name: string, locale: Saying['locale']): string {
  return instruments.find(one => one.instrument === name)?.title[locale] ?? name
}

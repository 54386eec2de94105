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
    nothing: lift === null && turns.length === 0 ? t('result-nothing-lifts') : '',
    lift: lift ? t('result-could-lift', { category: t(`category-${lift.category}`) }) : '',
    questions: (lift?.items ?? []).map(question),
    turns: turns.map(turn =>
      t('result-turn', { question: question(turn.item), category: t(`category-${turn.gives}`) }),
    ),
    records: result.recordsUnknown.map(question),
  }
}

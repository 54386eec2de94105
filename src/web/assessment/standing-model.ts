import { compareAnswers } from '../../domain/assessment/compare-answers.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import {
  findAssessment,
  findLastAssessment,
  findSuperseding,
  openAssessment,
  type AssessmentRow,
  type OpenedAssessment,
} from '../../storage/assessment-store.ts'
import { isTargetVoided } from '../../storage/correction-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { reassessModel } from '../case/reassess-model.ts'
import type { Context } from '../http/route.ts'
import { answerWords } from './answer-words.ts'

type Any = Context<unknown, unknown>

/** So many changed answers stand unfolded. */
const shownOpen = 3

/** Where an assessment stands among those of its case: what took its place, what it changed, what can follow. */
export async function standingModel(
  context: Any,
  row: AssessmentRow,
  one: CaseRow,
  opened: OpenedAssessment,
  bank: Bank,
) {
  const { deps, t } = context
  const [next, last] = await Promise.all([
    findSuperseding(deps.db.read, row.id),
    findLastAssessment(deps.db.read, one.id),
  ])
  const isLast = last?.id === row.id
  const gone = await isTargetVoided(deps.db.read, { kind: 'assessment', id: row.id })
  const changes = await changeModels(context, row, opened, bank)
  const own = isLast ? await reassessModel(context, one, row) : { lowering: '', actions: [] }
  return {
    voided: gone ? t('assessment-voided') : '',
    kind: t(`assessment-kind-${row.kind}`),
    prompt: row.prompt ? t(`prompt-${row.prompt}`) : '',
    next: next ? { href: `/assessments/${next.id}`, text: t('assessment-superseded') } : { href: '', text: '' },
    before: row.supersedes_id ? `/assessments/${row.supersedes_id}` : '',
    raise: opened.raise ? t('raise-counted', { category: t(`category-${opened.raise.category}`) }) : '',
    raiseReason: opened.raise?.reason ?? '',
    lowering: own.lowering,
    actions: own.actions,
    correction: opened.correction ?? '',
    compared: comparedTo(row) !== null,
    changes,
    // A long list must not stand between the category and what to do now.
    changesOpen: changes.length <= shownOpen,
  }
}

/** A corrected answer is compared with the one that was mistyped, an interview with the one before. */
function comparedTo(row: AssessmentRow): string | null {
  return row.kind === 'correction' ? row.supersedes_id : row.follows_id
}

/** Each changed answer as it was and as it is. */
async function changeModels(context: Any, row: AssessmentRow, opened: OpenedAssessment, bank: Bank) {
  const { db } = context.deps
  const compared = comparedTo(row)
  const earlier = compared ? await findAssessment(db.read, compared) : null
  if (!earlier) return []
  const before = (await openAssessment(db, earlier)).answers
  const changed = row.kind === 'correction' ? compareAnswers(bank, before, opened.answers) : row.changed
  return bank.items
    .filter(item => changed.includes(item.code))
    .map(item => ({
      question: item.text[context.locale],
      before: answerWords(context, item, before[item.code]),
      now: answerWords(context, item, opened.answers[item.code]),
    }))
}

import { permits } from '../../domain/access/roles.ts'
import { categories, type Category } from '../../domain/questionnaire/procedure.ts'
import { drawHistory } from '../../documents/history-chart.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { Context } from '../http/route.ts'

const scoredBy = 'odara'

/** Scores and categories of a case in the order of its assessments, what was voided marked and not drawn; the score only for who may open an assessment. */
export function historyModel(
  { actor, locale, t }: Context<unknown, unknown>,
  newestFirst: readonly AssessmentRow[],
  voided: ReadonlySet<string>,
) {
  const opens = permits(actor.role, 'assessment.view')
  const rows = newestFirst.toReversed()
  const scoreOf = (row: AssessmentRow) => (opens ? scoreText(row) : '')
  const counted = rows.filter(row => !voided.has(row.id))
  const chart = drawHistory(
    counted.map(row => ({
      category: categoryOf(row),
      date: formatDate(row.submitted_at, locale),
      score: scoreOf(row),
    })),
  )
  return {
    title: t('history-title'),
    scored: opens,
    chart: { ...chart, levels: chart.levels.map(one => ({ ...one, text: t(`category-${one.category}`) })) },
    rows: rows.map(row => ({
      at: formatDateTime(row.submitted_at, locale),
      href: opens ? `/assessments/${row.id}` : '',
      kind: t(`assessment-kind-${row.kind}`),
      voided: voided.has(row.id) ? t('voided-mark') : '',
      prompt: row.prompt && row.kind === 'reassessment' ? t(`prompt-${row.prompt}`) : '',
      score: scoreOf(row),
      category: row.category,
      categoryText: t(`category-${row.category}`),
      provisional: row.provisional === 1 ? t('provisional') : '',
    })),
  }
}

function categoryOf(row: AssessmentRow): Category {
  return categories.find(one => one === row.category) ?? row.result.category
}

function scoreText({ result }: AssessmentRow): string {
  const score = result.scores.find(one => one.instrument === scoredBy)
  return score?.scored ? String(score.adjusted ?? score.raw ?? '') : '–'
}

import type { Assessment } from '../../domain/assessment/assess.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { openCase, type CaseRow } from '../../storage/case-store.ts'
import { listCaseMeasures } from '../../storage/measure-store.ts'
import type { Context, Reply } from '../http/route.ts'
import { measureModels } from '../case/measure-model.ts'
import { scoreModel } from './score-model.ts'

type Any = Context<unknown, unknown>

/** Rules whose ground is a code of the program; the others rest on facts of the files. */
const grounded = new Set(['instrument_triggered', 'offer', 'judgement'])

export async function assessmentPage(context: Any, row: AssessmentRow, one: CaseRow): Promise<Reply> {
  const { deps, locale, t } = context
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { procedure, bank, instruments } = definitions
  const result = row.result
  const [opened, sealed, measures] = await Promise.all([
    openAssessment(deps.db, row),
    openCase(deps.db, one),
    listCaseMeasures(deps.db.read, one.id),
  ])
  const say = (text: LocalisedText | undefined) => text?.[locale] ?? ''
  const question = (code: string) => say(bank.items.find(item => item.code === code)?.text)
  return {
    kind: 'page',
    view: 'assessment/result',
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('result-title', { number: one.number }),
      caseHref: `/cases/${one.id}`,
      taken: formatDateTime(row.submitted_at, locale),
      wishes: sealed.wishes,
      category: result.category,
      categoryText: t(`category-${result.category}`),
      provisional: result.provisional ? t('provisional-help') : '',
      prior: t('result-prior', { category: t(`category-${row.prior_category}`) }),
      concern: opened.concern,
      listed: result.listing.listed ? t('result-listed') : result.provisional ? t('result-listed-later') : '',
      measures: measureModels(context, procedure, measures, []),
      reasons: reasonModels(context, result, procedure, instruments),
      scores: result.scores
        .filter(score => score.method !== 'structured_judgement')
        .map(score => scoreModel(context, score, instrumentOf(instruments, score.instrument))),
      judgements: instruments
        .filter(one => one.method === 'structured_judgement')
        .map(one => ({ title: one.title[locale], href: `/assessments/${row.id}/instruments/${one.instrument}` })),
      lift: result.couldLift
        ? {
            text: t('result-could-lift', { category: t(`category-${result.couldLift.category}`) }),
            questions: result.couldLift.items.map(question),
          }
        : { text: '', questions: [] },
      unknownRecords: result.recordsUnknown.map(question),
    },
  }
}

function instrumentOf(instruments: readonly Instrument[], name: string): Instrument {
  const found = instruments.find(one => one.instrument === name)
  if (!found) throw new Error(`no instrument ${name} in the procedure that judged`)
  return found
}

/** Every rule that gave a category, and under it the facts that it rests on, in the words of the files. */
function reasonModels(context: Any, result: Assessment, procedure: Procedure, instruments: readonly Instrument[]) {
  const say = (text: LocalisedText | undefined) => text?.[context.locale] ?? ''
  const factTexts = new Map<string, LocalisedText>([
    ...instruments.flatMap(one => one.items.map(item => [item.code, item.text] as const)),
    ...procedure.rules.flatMap(rule =>
      rule.kind === 'factor_count' ? rule.factors.map(factor => [factor.code, factor.text] as const) : [],
    ),
    ...procedure.trigger_families.flatMap(family => [
      [family.code, family.text] as const,
      ...family.facts.map(fact => [fact.code, fact.text] as const),
    ]),
  ])
  return result.reasons.map(reason => {
    const rule = procedure.rules.find(one => one.code === reason.rule)
    return {
      category: reason.gives ?? 'none',
      categoryText: reason.gives ? context.t(`category-${reason.gives}`) : context.t('reason-offer'),
      text: say(rule?.text),
      rule: context.t('result-rule', { number: reason.number }),
      because: reason.because
        .map(code =>
          rule && grounded.has(rule.kind) ? context.t(`basis-${code.replaceAll('_', '-')}`) : say(factTexts.get(code)),
        )
        .filter(text => text !== ''),
    }
  })
}

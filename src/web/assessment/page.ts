import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import { permits } from '../../domain/access/roles.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listCaseMeasures } from '../../storage/measure-store.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayListing } from '../case/listing.ts'
import { measureModels } from '../case/measure-model.ts'
import { wishesModel, wishesTold } from '../case/wishes-model.ts'
import { asFirst } from './receipt.ts'
import { openModel } from './open-model.ts'
import { reasonModels } from './reason-model.ts'
import { scoreModel } from './score-model.ts'
import { standingModel } from './standing-model.ts'

type Any = Context<unknown, unknown>

/** `receipt`: as of a first call, to an officer to whom the case turned out to be closed. */
export async function assessmentPage(
  context: Any,
  stored: AssessmentRow,
  one: CaseRow,
  receipt = false,
): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const definitions = definitionsOf(deps.questionnaires, stored.procedure_name, stored.procedure_version)
  const { procedure, instruments } = definitions
  const row = receipt ? asFirst(stored, procedure) : stored
  const result = row.result
  const [opened, all] = await Promise.all([openAssessment(deps.db, row), listCaseMeasures(deps.db.read, one.id)])
  const measures = receipt ? all.filter(each => each.assessment_id === row.id) : all
  return {
    kind: 'page',
    view: 'assessment/result',
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('result-title', { number: one.number }),
      caseHref: `/cases/${one.id}`,
      taken: formatDateTime(row.submitted_at, locale),
      ...(receipt ? wishesTold(context, opened.answers) : await wishesModel(context, one)),
      category: result.category,
      categoryText: t(`category-${result.category}`),
      provisional: result.provisional ? t('provisional-help') : '',
      prior: t('result-prior', { category: t(`category-said-${row.prior_category}`) }),
      concern: opened.concern,
      standing: await standingModel(context, row, one, opened, definitions.bank),
      listed: sayListing({ ...result, listed: result.listing.listed || (one.listed && !receipt) }, t),
      measures: measureModels(context, procedure, measures, []),
      reasons: reasonModels(context, result, procedure, instruments),
      scores: result.scores
        .filter(score => score.method !== 'structured_judgement')
        .map(score => scoreModel(context, score, instrumentOf(instruments, score.instrument), opened.answers)),
      judgements: instruments
        .filter(one => one.method === 'structured_judgement')
        .map(one => ({ title: one.title[locale], href: `/assessments/${row.id}/instruments/${one.instrument}` })),
      print: permits(actor.role, 'assessment.print') ? `/assessments/${row.id}/sheets` : '',
      open: openModel(context, row, definitions, opened),
    },
  }
}

export function instrumentOf(instruments: readonly Instrument[], name: string): Instrument {
  const found = instruments.find(one => one.instrument === name)
  if (!found) throw new Error(`no instrument ${name} in the procedure that judged`)
  return found
}

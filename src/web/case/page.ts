import type { Scope } from '../../domain/access/scope.ts'
import type { Tier } from '../../domain/access/roles.ts'
import { isNameless } from '../../domain/person/told-person.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDate, formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { listCaseAssessments } from '../../storage/assessment-store.ts'
import { countCases, listCases, type CaseRow } from '../../storage/case-store.ts'
import { listCaseMeasures } from '../../storage/measure-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'
import { pageOf, pager } from '../http/paging.ts'
import { sayListing } from './listing.ts'
import { historyModel } from './history-model.ts'
import { measureModels, type TypedFault } from './measure-model.ts'
import { mutualNote } from '../case-link/related-model.ts'
import { linksModel } from './links-model.ts'
import { reassessModel } from './reassess-model.ts'
import { voidedModel } from './voided-model.ts'
import { wishesModel } from './wishes-model.ts'

type Any = Context<unknown, unknown>

export async function caseListPage(context: Any, scope: Scope): Promise<Reply> {
  const { deps, actor, request, now, locale, t } = context
  const page = pageOf(request)
  const [rows, total] = await Promise.all([listCases(deps.db.read, scope, page), countCases(deps.db.read, scope)])
  return {
    kind: 'page',
    view: 'case/list',
    read: { region: actor.region, subject: `cases:${actor.district ?? actor.region}` },
    model: {
      title: t('cases-title'),
      total: t('cases-total', { count: total }),
      pager: pager(context, '/cases', page, total),
      rows: rows.map(row => ({
        href: `/cases/${row.id}`,
        number: row.number,
        category: row.category,
        categoryText: t(`category-${row.category}`),
        opened: formatDate(row.opened_at, locale),
        reassess: formatDeadline(row.reassess_by, toStamp(now), locale, t),
        late: row.state === 'open' && row.reassess_by < toStamp(now),
        voided: row.state === 'voided' ? t('voided-mark') : '',
      })),
    },
  }
}

/** Where it can be said who an unknown perpetrator is. */
async function identityHref({ deps, actor }: Any, one: CaseRow): Promise<string> {
  const row = await findPerson(deps.db.read, one.perpetrator_id)
  if (!row || one.state !== 'open' || !permits(actor.role, 'perpetrator.identify')) return ''
  return isNameless(await openPerson(deps.db, row)) ? `/cases/${one.id}/perpetrator-identity` : ''
}

async function nameOf(context: Any, id: string): Promise<string> {
  const row = await findPerson(context.deps.db.read, id)
  if (!row) return ''
  const person = await openPerson(context.deps.db, row)
  if (isNameless(person)) return context.t('perpetrator-unknown')
  const born = person.born_on ? `, ${formatDate(person.born_on, context.locale)}` : ''
  return [person.surname, person.given_name, person.patronymic].filter(part => part !== '').join(' ') + born
}

/** The case up to the tier that the actor may see; what lies above it never enters the model. */
export async function casePage(context: Any, one: CaseRow, tier: Tier, faults: readonly TypedFault[]): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const assessments = await listCaseAssessments(deps.db.read, one.id)
  const last = assessments[0]
  const procedure = last
    ? definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version).procedure
    : null
  const measures = await listCaseMeasures(deps.db.read, one.id)
  const standing = await voidedModel(context, one, assessments)
  const names =
    tier >= 2 ? await Promise.all([nameOf(context, one.victim_id), nameOf(context, one.perpetrator_id)]) : []
  return {
    kind: 'page',
    view: 'case/case',
    status: faults.length > 0 ? 422 : 200,
    read: { region: one.region, subject: `case:${one.id}` },
    at: `/cases/${one.id}`,
    model: {
      title: t('case-title', { number: one.number }),
      marks: standing.marks,
      ...(await wishesModel(context, one, { calls: true })),
      victim: names[0] ?? '',
      perpetrator: names[1] ?? '',
      victimHref: permits(actor.role, 'person.view') ? `/people/${one.victim_id}` : '',
      perpetratorHref: permits(actor.role, 'person.view') ? `/people/${one.perpetrator_id}` : '',
      identityHref: await identityHref(context, one),
      locationHref: permits(actor.role, 'location.view') ? `/cases/${one.id}/location` : '',
      category: one.category,
      categoryText: t(`category-${one.category}`),
      provisional: one.provisional === 1 ? t('provisional-help') : '',
      listed: sayListing({ ...one, provisional: one.provisional === 1 }, t),
      opened: formatDateTime(one.opened_at, locale),
      reassess: formatDeadline(one.reassess_by, toStamp(now), locale, t),
      faults: faults.map(fault => ({
        at: fault.at ?? '',
        text: t(`fault-${fault.code.replaceAll('_', '-')}`, { ...fault.details }),
      })),
      measures: procedure ? measureModels(context, procedure, measures, faults) : [],
      mutual: await mutualNote(context, one),
      links: linksModel(context, one),
      again: await reassessModel(context, one, standing.last),
      history: historyModel(context, assessments, standing.voided),
    },
  }
}

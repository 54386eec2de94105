import { z } from 'zod'
import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDateTime, splitDeadline } from '../../i18n/formats.ts'
import { listDrafts } from '../../storage/interview-store.ts'
import { listMeasuresDue } from '../../storage/measure-store.ts'
import { chooseDefinitions } from '../../commands/assessment/definitions.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { pageSize } from '../http/paging.ts'
import { dayAssessments } from './assessment-model.ts'

async function dayPage(context: Context<unknown, unknown>): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const at = toStamp(now)
  const conducts = permits(actor.role, 'interview.conduct')
  const works = permits(actor.role, 'measure.record')
  const scope = scopeOf(actor, 'measure.record')
  const first = { limit: pageSize, offset: 0 }
  const rows = works ? await listMeasuresDue(deps.db.read, scope, actor.role, first) : []
  const drafts = conducts ? await listDrafts(deps.db.read, actor.id, at) : []
  const { procedure } = chooseDefinitions(deps.questionnaires, localDate(now))
  return {
    kind: 'page',
    view: 'day/day',
    read: { region: actor.region, subject: `day:${actor.id}` },
    model: {
      title: t('nav-day'),
      conducts,
      works,
      assessments: await dayAssessments(context),
      drafts: drafts.map(draft => ({
        href: `/interviews/${draft.id}`,
        text: t('day-draft', { at: formatDateTime(draft.updated_at, locale) }),
      })),
      rows: rows.map(row => ({
        href: `/cases/${row.case_id}#q-${row.id}`,
        number: row.number,
        text: procedure.measures.find(one => one.code === row.code)?.text[locale] ?? row.code,
        due: splitDeadline(row.due_at, at, locale, t),
        late: row.due_at < at,
      })),
    },
  }
}

export const dayRoutes = [
  route({
    method: 'get',
    path: '/',
    permission: 'day.view',
    audit: { read: 'day.viewed' },
    params: z.looseObject({}),
    body: z.looseObject({}),
    handler: dayPage,
  }),
]

import { seenKinds } from '../../commands/follow-up/see-work.ts'
import { permits } from '../../domain/access/roles.ts'
import { decide } from '../../domain/access/decide.ts'
import { isOfCentreAlone } from '../../domain/follow-up/work-item.ts'
import { sitsAt, type WorkScope } from '../../domain/follow-up/work-scope.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { findWorkItem, listSteps, type WorkItemRow, type WorkItemStepRow } from '../../storage/work-item-store.ts'
import { readDay } from '../day/page.ts'
import { hrefOf } from '../day/work-links.ts'
import { sayWork } from '../day/work-model.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<{ id: string }, unknown>

/** One piece of work and every step by which it climbed: the item, not the case behind it. */
export async function workItemPage(context: Any): Promise<Reply> {
  const { deps, params } = context
  const item = await findWorkItem(deps.db.read, params.id)
  if (!item) return { kind: 'not_found' }
  const [steps, day] = [await listSteps(deps.db.read, item.id), await readDay(context)]
  if (!(await sees(context, day.scope, item, steps))) return { kind: 'not_found' }
  const { actor, now, locale, t } = context
  const own = item.state === 'open' && sitsAt(day.scope, item.desk, item.case_id)
  const one = item.case_id === null ? null : await findCase(deps.db.read, item.case_id, toStamp(now))
  const fact = (name: string, value: string, to = '') => ({ name: t(`work-fact-${name}`), value, to })
  const path = one && decide(actor, 'case.view', one, 1) === 'allowed' ? `/cases/${one.id}` : ''
  const href = hrefOf(actor, { ...item, number: null, category: null })
  return {
    kind: 'page',
    view: 'follow-up/work-item',
    read: { region: item.region, subject: `work_item:${item.id}` },
    model: {
      title: sayWork(context, day.procedure, item),
      seen: own && isSeen(item.kind) ? `/work-items/${item.id}/seen` : '',
      href: own && !href.startsWith('/work-items/') ? href : '',
      facts: [
        ...(one && permits(actor.role, 'queue.view')
          ? [fact('case', `${one.number}, ${t(`category-${one.category}`)}`, path)]
          : []),
        fact('due', formatDeadline(item.due_at, toStamp(now), locale, t)),
        fact('unit', t(`work-unit-${item.unit}`)),
        fact('owner', t(`work-role-${item.owner_role}`)),
        fact('opened', formatDateTime(item.opened_at, locale)),
        fact('state', t(`work-state-${item.state}`)),
      ],
      steps: steps.map(step =>
        t('work-step', { at: formatDateTime(step.climbed_at, locale), to: t(`work-role-${step.to_role}`) }),
      ),
    },
  }
}

const isSeen = (kind: string) => seenKinds.some(each => each === kind)

async function sees(
  { deps, actor, now }: Any,
  scope: WorkScope,
  item: WorkItemRow,
  steps: readonly WorkItemStepRow[],
): Promise<boolean> {
  if (item.case_id !== null && actor.excluded.includes(item.case_id)) return false
  if (sitsAt(scope, item.desk, item.case_id) || item.officer_id === actor.id) return true
  if (steps.some(step => sitsAt(scope, step.desk, item.case_id))) return true
  if (isOfCentreAlone(item)) return false
  if (isOnBoard(actor, item, toStamp(now))) return true
  const one = item.case_id === null ? null : await findCase(deps.db.read, item.case_id, toStamp(now))
  return one !== null && decide(actor, 'case.view', one, 1) === 'allowed'
}

/** What is late stands on the board of its district and region. */
function isOnBoard(actor: Any['actor'], { district, region, due_at }: WorkItemRow, at: string): boolean {
  const { districts, regions } = scopeOf(actor, 'board.view')
  return due_at < at && (districts.includes(district) || regions.includes(region))
}

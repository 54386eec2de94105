import { findObstacles, type Closable, type Obstacle } from '../../domain/follow-up/closing.ts'
import { categories, type Category } from '../../domain/questionnaire/procedure.ts'
import { listStandingAssessments } from '../../storage/assessment-store.ts'
import type { StoredCaseRow } from '../../storage/case-store.ts'
import { listCaseTransfers } from '../../storage/case-transfer-store.ts'
import { countReached } from '../../storage/contact-record-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { listCaseWork } from '../../storage/work-item-store.ts'
import { factsOfOrders } from '../assessment/case-facts.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

const commission = new Set(['action', 'sitting', 'referral'])
const approvals = new Set(['raise', 'lowering', 'void'])

export type ReadClosable = { readonly one: Closable; readonly obstacles: readonly Obstacle[] }

/** What closing a case depends on, as it stands now. */
export async function readClosable(
  deps: CommandDeps,
  db: Source,
  row: Pick<StoredCaseRow, 'id' | 'category'>,
): Promise<ReadClosable> {
  const work = await listCaseWork(db, row.id)
  const facts = await factsOfOrders(deps, db, [row.id])
  const proposed = (await listCaseTransfers(db, row.id)).filter(each => each.state === 'proposed')
  const assessments = await listStandingAssessments(db, row.id)
  const one: Closable = {
    category: categoryOrThrow(row.category),
    everWas: assessments.map(each => categoryOrThrow(each.category)),
    orderInForce: facts['order_in_force'] === true,
    openActions: work.filter(item => commission.has(item.kind)).length,
    contacts: await countReached(db, row.id),
    openApprovals: work.filter(item => approvals.has(item.kind)).length + proposed.length,
  }
  const { closing } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
  return { one, obstacles: findObstacles(closing, one) }
}

function categoryOrThrow(text: string): Category {
  const category = categories.find(each => each === text)
  if (!category) throw new Error(`a case of the unknown category ${text}`)
  return category
}

import type { Category, Procedure } from '../questionnaire/procedure.ts'

type Rule = Procedure['closing']

/** What is known of a case that somebody wants to close. */
export type Closable = {
  readonly category: Category
  /** The categories of its assessments that count. */
  readonly everWas: readonly Category[]
  readonly orderInForce: boolean
  readonly openActions: number
  readonly contacts: number
  /** What waits for somebody to look at it: a raise, a lower category, a handing over. */
  readonly openApprovals: number
}

export const obstacles = ['order_in_force', 'action_open', 'category_high', 'no_contact', 'approval_open'] as const
export type Obstacle = (typeof obstacles)[number]

/** What stands in the way of closing (procedure.md section 9). A withdrawn statement or a reconciliation is no way round. */
export function findObstacles(rule: Rule, one: Closable): Obstacle[] {
  const found: Record<Obstacle, boolean> = {
    order_in_force: one.orderInForce,
    action_open: one.openActions > 0,
    category_high: rule.not_while.includes(one.category),
    no_contact: one.contacts === 0,
    approval_open: one.openApprovals > 0,
  }
  return obstacles.filter(each => found[each])
}

/** The local days of the checks under supervision, the last its end; null where the case simply closes. */
export function planSupervision(rule: Rule, everWas: readonly Category[], on: Temporal.PlainDate) {
  if (!everWas.some(category => rule.rest.after.includes(category))) return null
  const checks = rule.rest.checks_at_months.map(months => on.add({ months }))
  return { checks, until: on.add({ months: rule.rest.months }) }
}

import type { OrderKind } from '../../domain/order/order.ts'
import type { OrderRule } from '../../domain/questionnaire/order-terms.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

/** What the procedure in force today says of this kind of order. */
export function orderRuleOf(deps: CommandDeps, kind: OrderKind): OrderRule {
  const { procedure } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const rule = procedure.orders.find(each => each.kind === kind)
  if (!rule) throw new Error(`procedure ${procedure.procedure} ${procedure.version} has no order ${kind}`)
  return rule
}

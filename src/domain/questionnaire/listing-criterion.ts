import type { Procedure } from './procedure.ts'

type Criterion = Procedure['listing']['criteria'][number]

/**
 * What a listing criterion goes by: its own condition, the rule of the same code, or else the height of the category.
 */
export function kindOfCriterion({ rules }: Pick<Procedure, 'rules'>, { code, condition }: Criterion) {
  if (condition) return 'condition'
  return rules.some(rule => rule.code === code) ? 'rule' : 'category'
}

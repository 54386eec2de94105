import type { ExpressionBuilder } from 'kysely'
import type { Schema } from './schema.ts'

type Tables = Schema & { i: Schema['sitting_item']; t: Schema['commission_seat'] }

/** The account speaks for the seat `t`, as representative or deputy. */
export function speaksFor(eb: ExpressionBuilder<Tables, 't'>, account: string) {
  return eb.or([eb('t.representative_id', '=', account), eb('t.deputy_id', '=', account)])
}

/** The item `i` is open to all, or the account is named for it. */
export function isNamedFor(eb: ExpressionBuilder<Tables, 'i'>, account: string) {
  const named = eb.selectFrom('item_reader as r').select('r.item_id').whereRef('r.item_id', '=', 'i.id')
  return eb.or([eb('i.closed', '=', 0), eb.exists(named.where('r.account_id', '=', account))])
}

import type { Outcome } from '../../domain/fault.ts'
import { refusalOf } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { approvalsPage } from './page.ts'

/** Back to what waits for an approval; an answer that was not taken stands there again beside its own line. */
export async function answerApproval(
  context: Context<{ id: string }, unknown>,
  done: Outcome<unknown>,
  reason = '',
): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: '/approvals' }
  const { id } = context.params
  const faults = done.faults.map(fault => ({ ...fault, at: id }))
  return refusalOf(done.faults) ?? approvalsPage(context, faults, { [id]: reason })
}

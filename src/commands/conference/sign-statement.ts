import type { Actor } from '../../domain/access/decide.ts'
import { insertStatement } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changeSitting } from './change-sitting.ts'

/** A person promises, for one sitting, to keep what is heard there. */
export function signStatement(deps: CommandDeps, actor: Actor, sittingId: string) {
  return changeSitting(deps, actor, 'sitting.attend', sittingId, async (tx, { sitting }) => {
    const row = { sitting_id: sitting.id, account_id: actor.id, region: sitting.region, signed_at: toStamp(deps.now) }
    await insertStatement(tx, row)
    return { value: { id: sitting.id }, entries: [{ action: 'statement.signed', subject: `sitting:${sitting.id}` }] }
  })
}

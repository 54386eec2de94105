import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { change } from '../../storage/change.ts'
import { insertInterview } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { contextOf, refused, todayOf, type CommandDeps } from '../deps.ts'
import { draftExpiry } from './draft-expiry.ts'

export async function startInterview(deps: CommandDeps, actor: Actor): Promise<Outcome<{ id: string }>> {
  const { region, district } = actor
  if (!permits(actor.role, 'interview.conduct') || district === null) return refused()
  const id = deps.newId()
  const at = toStamp(deps.now)
  const bank_version = chooseDefinitions(deps.questionnaires, todayOf(deps)).bank.version
  const bound = { key_id: null, assessment_id: null, case_id: null, prompt: null }
  const open = { ...bound, started_at: at, updated_at: at, expires_at: draftExpiry(deps.now) }
  return change(deps.db, contextOf(deps, actor, region), async tx => {
    await insertInterview(tx, { id, region, district, account_id: actor.id, bank_version, ...open })
    return { value: succeed({ id }), entries: [{ action: 'interview.started', subject: `interview:${id}` }] }
  })
}

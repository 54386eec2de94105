import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import type { InterviewRow } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { findOwnDraft } from './own-interview.ts'

/** Opens the actor's own draft again; the log keeps it, since a draft may hold what the record told. */
export function resumeInterview(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<InterviewRow>> {
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const found = takeOrRefuse(await findOwnDraft(tx, actor, id, toStamp(deps.now)))
    return { value: succeed(found), entries: [{ action: 'interview.resumed', subject: `interview:${id}` }] }
  })
}

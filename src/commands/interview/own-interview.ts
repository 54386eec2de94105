import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findInterview, type InterviewRow } from '../../storage/interview-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, refused } from '../deps.ts'

/** A draft belongs to the account that started it, while it keeps the role. Submitted ones are found too. */
export async function findOwnInterview(db: Source, actor: Actor, id: string): Promise<Outcome<InterviewRow>> {
  if (!permits(actor.role, 'interview.conduct')) return refused()
  const row = await findInterview(db, id)
  // A case that was closed to its officer takes the draft about it along; what was submitted stays for the receipt.
  const closed = row?.assessment_id === null && row.case_id !== null && actor.excluded.includes(row.case_id)
  return row && row.account_id === actor.id && !closed ? succeed(row) : notFound()
}

/** The same, while answers may still change: neither submitted nor expired at this instant. */
export async function findOwnDraft(db: Source, actor: Actor, id: string, at: string): Promise<Outcome<InterviewRow>> {
  const found = await findOwnInterview(db, actor, id)
  if (!found.ok) return found
  if (found.value.assessment_id !== null) return fail({ code: 'already_submitted' })
  return found.value.expires_at > at ? found : draftExpired()
}

export const draftExpired = <T>(): Outcome<T> => fail({ code: 'draft_expired' })

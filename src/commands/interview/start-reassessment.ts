import type { Actor } from '../../domain/access/decide.ts'
import { prefillAnswers } from '../../domain/assessment/prefill-answers.ts'
import { tellsOfIncident, type Prompt } from '../../domain/assessment/prompt.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import {
  insertInterview,
  insertInterviewAnswers,
  listDraftsOfCase,
  type InterviewAnswerRow,
  type InterviewRow,
} from '../../storage/interview-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { draftExpiry } from './draft-expiry.ts'
import { openKnownAnswers, sealAnswers } from './prefilled.ts'

const permission = 'case.reassess'

/**
 * Starts an interview about a known case, with what rarely changes taken over from its last assessment. The officer's
 * own unfinished one is taken up again; another officer's stands in the way unless something new has happened.
 */
export async function startReassessment(
  deps: CommandDeps,
  actor: Actor,
  { caseId, prompt }: { readonly caseId: string; readonly prompt: Prompt },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const one = reached.value
  const key_id = await deps.db.keys.create('interview')
  const row = draftRow(deps, actor, one, prompt, key_id)
  const answers = await sealPrefill(deps, one, row)
  const started = await changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const own = await findOwnDraftOfCase(tx, deps, actor, caseId, prompt)
    const subject = `case:${caseId}`
    const entry = (id: string) => ({ action: 'reassessment.started', subject, details: { interview: id, prompt } })
    if (own) return { value: succeed({ id: own.id }), entries: [{ ...entry(own.id), action: 'reassessment.resumed' }] }
    await insertInterview(tx, row)
    await insertInterviewAnswers(tx, answers)
    return { value: succeed({ id: row.id }), entries: [entry(row.id)] }
  })
  if (!started.ok || started.value.id !== row.id) await deps.db.keys.destroy(key_id)
  return started
}

function draftRow(deps: CommandDeps, actor: Actor, one: CaseRow, prompt: Prompt, key_id: string): InterviewRow {
  const at = toStamp(deps.now)
  const bank_version = chooseDefinitions(deps.questionnaires, todayOf(deps)).bank.version
  const place = { region: one.region, district: one.district, account_id: actor.id }
  const times = { started_at: at, updated_at: at, expires_at: draftExpiry(deps.now) }
  return { id: deps.newId(), ...place, key_id, bank_version, ...times, assessment_id: null, case_id: one.id, prompt }
}

async function sealPrefill(deps: CommandDeps, one: CaseRow, row: InterviewRow): Promise<InterviewAnswerRow[]> {
  const { bank } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const known = await openKnownAnswers(deps, one)
  return sealAnswers(deps, row, prefillAnswers(bank, known, tellsOfIncident(row.prompt ?? ''), todayOf(deps)))
}

async function findOwnDraftOfCase(tx: Source, deps: CommandDeps, actor: Actor, caseId: string, prompt: Prompt) {
  const drafts = await listDraftsOfCase(tx, caseId, toStamp(deps.now))
  const own = drafts.find(draft => draft.account_id === actor.id && draft.prompt === prompt)
  const blocked = !own && !tellsOfIncident(prompt) && drafts.some(draft => draft.account_id !== actor.id)
  if (blocked) throw new Refusal({ code: 'reassessment_open' })
  return own
}

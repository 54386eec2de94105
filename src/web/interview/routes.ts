import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { saveAnswer } from '../../commands/interview/save-answer.ts'
import { findOwnInterview } from '../../commands/interview/own-interview.ts'
import { resumeInterview } from '../../commands/interview/resume-interview.ts'
import { startInterview } from '../../commands/interview/start-interview.ts'
import { findDraftFaults } from '../../commands/assessment/check-draft.ts'
import { submitAssessment } from '../../commands/assessment/submit-assessment.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import type { Fault } from '../../domain/fault.ts'
import { validateAnswer } from '../../domain/questionnaire/answer.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import { formatTime } from '../../i18n/formats.ts'
import { toStamp } from '../../storage/stamp.ts'
import { receiptOf } from '../assessment/receipt.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { sayFault } from '../http/faults.ts'
import { readAnswer } from './form.ts'
import { openDraft, type Draft } from './draft.ts'
import { blockPage, expiredPage, judgementPage, safetyModel, submittedPage } from './page.ts'
import { hasMatches, interviewMatchPage } from '../person/interview-match-page.ts'

const none = z.looseObject({})
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const blockParams = z.strictObject({ id, block: z.string().regex(/^[a-z_]{1,40}$/) })

type BlockContext = Context<z.output<typeof blockParams>, Record<string, unknown>>

/** Saves what a form gave for these items; what is refused is not stored and stays in the form. */
async function saveItems(context: Context<unknown, Record<string, unknown>>, draft: Draft, codes: readonly string[]) {
  const { deps, actor, body, now } = context
  const faults = codes.filter(code => !draft.bank.items.some(item => item.code === code)).map(unknownItem)
  for (const item of draft.bank.items.filter(one => codes.includes(one.code))) {
    const raw = readAnswer(item, body)
    if (raw === null && !(item.code in draft.answers)) continue
    if (codes.length > 1 && isUntouched(context, draft, item, raw)) continue
    const saved = await saveAnswer({ ...deps, now }, actor, draft.id, item.code, raw)
    if (!saved.ok) faults.push(...saved.faults.map(fault => ({ ...fault, at: item.code })))
  }
  return faults
}

const unknownItem = (at: string): Fault => ({ code: 'unknown_item', at })

/** A whole page sent on does not touch what was taken over and left as it was. */
function isUntouched({ deps, now }: Context<unknown, unknown>, draft: Draft, item: BankItem, raw: unknown): boolean {
  if (raw === null || !draft.prefilled.has(item.code)) return false
  const checked = validateAnswer(item, raw, now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate().toString())
  return checked.ok && isDeepStrictEqual(checked.value, draft.answers[item.code])
}

async function postBlock(context: BlockContext): Promise<Reply> {
  const { params } = context
  const draft = await openDraft(context, params.id)
  if (!draft) return answerTooLate(context)
  const shown = draft.itemsOf(params.block)
  const faults = await saveItems(
    context,
    draft,
    shown.map(item => item.code),
  )
  if (faults.length > 0) return blockPage(context, draft, params.block, faults)
  const after = await openDraft(context, params.id)
  const appeared = after?.itemsOf(params.block).filter(item => !shown.some(one => one.code === item.code)) ?? []
  const next = appeared.length > 0 ? `${params.block}#q-${appeared[0]?.code}` : draft.blockAfter(params.block)
  return { kind: 'redirect', to: `/interviews/${params.id}/${next}` }
}

const answerBody = z.looseObject({ item: z.string().max(80) })

async function postAnswer(context: Context<{ id: string }, Record<string, unknown>>): Promise<Reply> {
  const { params, body, now, t } = context
  const draft = await openDraft(context, params.id)
  if (!draft) return answerTooLateAsJson(context)
  const faults = await saveItems(context, draft, [String(body['item'])])
  const after = (await openDraft(context, params.id)) ?? draft
  return {
    kind: 'json',
    status: faults.length > 0 ? 422 : 200,
    body: {
      saved: t('interview-saved', { time: formatTime(toStamp(now)) }),
      safety: safetyModel(after, context),
      visible: after.visible.map(item => item.code),
      counts: after.progress().map(block => ({ code: block.code, text: block.text })),
      faults: faults.map(fault => sayFault(fault, t)),
    },
  }
}

const judgementBody = z.strictObject({
  category: z.enum(categories).or(z.literal('')).optional(),
  concern: z.string().max(5000).optional(),
})

async function postJudgement(context: Context<{ id: string }, z.output<typeof judgementBody>>): Promise<Reply> {
  const { deps, actor, params, body, now } = context
  const typed = { category: body.category ?? '', concern: body.concern ?? '' }
  const draft = await openDraft(context, params.id)
  if (!draft) return absentDraft(context)
  const { category, concern } = typed
  const told = { interviewId: params.id, concern }
  const faults = await findDraftFaults({ ...deps, now }, actor, told)
  if (category === '')
    return judgementPage(context, draft, typed, [...faults, { code: 'category_missing', at: 'category' }])
  if (faults.length > 0) return unlessSubmitted(context, () => judgementPage(context, draft, typed, faults))
  // A reassessment is about the two of its case: there is nobody to be told apart.
  if (draft.prompt === null && (await hasMatches(context, draft)))
    return unlessSubmitted(context, () => interviewMatchPage(context, draft, typed, {}, []))
  const done = await submitAssessment({ ...deps, now }, actor, { ...told, priorCategory: category })
  if (!done.ok) return judgementPage(context, draft, typed, done.faults)
  return receiptOf(context, done.value.assessmentId)
}

type Ending = { readonly assessment: string } | 'expired' | 'absent'

/** Why an interview of one's own takes no answers any more. */
async function endingOf({ deps, actor, params, now }: Context<{ id: string }, unknown>): Promise<Ending> {
  const found = await findOwnInterview(deps.db.read, actor, params.id)
  if (!found.ok) return 'absent'
  if (found.value.assessment_id !== null) return { assessment: found.value.assessment_id }
  return found.value.expires_at <= toStamp(now) ? 'expired' : 'absent'
}

/** The second tap on the same button, and the back button, find the assessment that the first one made. */
async function absentDraft(context: Context<{ id: string }, unknown>): Promise<Reply> {
  const ending = await endingOf(context)
  if (ending === 'absent') return { kind: 'not_found' }
  return ending === 'expired' ? expiredPage(context) : { kind: 'redirect', to: `/assessments/${ending.assessment}` }
}

/** Of two taps at once one wins; what it stored may be what the other meets, and leads it to the same assessment. */
async function unlessSubmitted(context: Context<{ id: string }, unknown>, page: () => Reply | Promise<Reply>) {
  const ending = await endingOf(context)
  return typeof ending === 'string' ? page() : ({ kind: 'redirect', to: `/assessments/${ending.assessment}` } as const)
}

/** What is sent after the end is not stored, and the officer is told so. */
async function answerTooLate(context: Context<{ id: string }, unknown>): Promise<Reply> {
  const ending = await endingOf(context)
  if (ending === 'absent') return { kind: 'not_found' }
  return ending === 'expired' ? expiredPage(context) : submittedPage(context, ending.assessment)
}

async function answerTooLateAsJson(context: Context<{ id: string }, Record<string, unknown>>): Promise<Reply> {
  const { body, t } = context
  const ending = await endingOf(context)
  if (ending === 'absent') return { kind: 'not_found' }
  const code = ending === 'expired' ? 'draft_expired' : 'already_submitted'
  const faults = [sayFault({ code, at: String(body['item']) }, t)]
  return { kind: 'json', status: 409, body: { saved: '', visible: [], counts: [], faults } }
}

/** Back to the first block that has a question open. */
async function resume(context: Context<{ id: string }, unknown>): Promise<Reply> {
  const { deps, actor, params, now } = context
  const resumed = await resumeInterview({ ...deps, now }, actor, params.id)
  const draft = resumed.ok ? await openDraft(context, params.id) : null
  return draft ? { kind: 'redirect', to: `/interviews/${draft.id}/${draft.firstOpen()}` } : absentDraft(context)
}

export const interviewRoutes = [
  route({
    method: 'post',
    path: '/interviews',
    permission: 'interview.conduct',
    audit: { change: 'interview.started' },
    params: none,
    body: none,
    handler: async ({ deps, actor, now }) => {
      const started = await startInterview({ ...deps, now }, actor)
      return started.ok ? { kind: 'redirect', to: `/interviews/${started.value.id}/contact` } : { kind: 'refused' }
    },
  }),
  route({
    method: 'get',
    path: '/interviews/:id',
    permission: 'interview.conduct',
    audit: { change: 'interview.resumed' },
    params: z.strictObject({ id }),
    body: none,
    handler: resume,
  }),
  route({
    method: 'get',
    path: '/interviews/:id/judgement',
    permission: 'interview.conduct',
    audit: { none: "the officer's own draft; audited at start, resume and submission" },
    params: z.strictObject({ id }),
    body: none,
    handler: async context => {
      const draft = await openDraft(context, context.params.id)
      if (!draft) return absentDraft(context)
      return judgementPage(context, draft, { category: '', concern: '' }, [])
    },
  }),
  route({
    method: 'post',
    path: '/interviews/:id/judgement',
    permission: 'interview.conduct',
    audit: { change: 'assessment.submitted' },
    params: z.strictObject({ id }),
    body: judgementBody,
    handler: postJudgement,
  }),
  route({
    method: 'post',
    path: '/interviews/:id/answers',
    permission: 'interview.conduct',
    audit: { none: 'a draft is audited at start, resume and submission, not at each answer' },
    params: z.strictObject({ id }),
    body: answerBody.and(fields),
    handler: context => postAnswer(context as Context<{ id: string }, Record<string, unknown>>),
  }),
  route({
    method: 'get',
    path: '/interviews/:id/:block',
    permission: 'interview.conduct',
    audit: { none: "the officer's own draft; audited at start, resume and submission" },
    params: blockParams,
    body: none,
    handler: async context => {
      const draft = await openDraft(context, context.params.id)
      return draft ? blockPage(context, draft, context.params.block, []) : absentDraft(context)
    },
  }),
  route({
    method: 'post',
    path: '/interviews/:id/:block',
    permission: 'interview.conduct',
    audit: { none: 'a draft is audited at start, resume and submission, not at each answer' },
    params: blockParams,
    body: fields,
    handler: context => postBlock(context as BlockContext),
  }),
]

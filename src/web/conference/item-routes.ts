import { z } from 'zod'
import { concludeItem } from '../../commands/conference/conclude-item.ts'
import { openItem } from '../../commands/conference/open-item.ts'
import { pickAction } from '../../commands/conference/pick-action.ts'
import { reachItem, reachSitting } from '../../commands/conference/reach-sitting.ts'
import { recordVote } from '../../commands/conference/record-vote.ts'
import { removeAction } from '../../commands/conference/remove-action.ts'
import { reviewAction } from '../../commands/conference/review-action.ts'
import { saveAction } from '../../commands/conference/save-action.ts'
import { saveNotes } from '../../commands/conference/save-notes.ts'
import { setAsideItem } from '../../commands/conference/set-aside-item.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import { reviewOutcomes } from '../../domain/conference/action.ts'
import type { Outcome } from '../../domain/fault.ts'
import { formatTime } from '../../i18n/formats.ts'
import { findAction } from '../../storage/conference-action.ts'
import { noteFields, type NoteField } from '../../storage/conference-agenda.ts'
import { toStamp } from '../../storage/stamp.ts'
import { refusalOf } from '../http/form.ts'
import { sayFault } from '../http/faults.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { itemPage } from './item-page.ts'
import { listKnownItems } from './sitting-page.ts'
import { edgeOf, none, nothing, text, type Any, type Typed } from './shared.ts'

type Asked<B = unknown> = Context<z.output<typeof oneId>, B>

async function show(context: Any, id: string, typed: Typed = nothing): Promise<Reply> {
  const reached = await reachItem(context.deps.db.read, context.actor, 'sitting.view', id)
  return reached.ok ? itemPage(context, reached.value, typed) : (refusalOf(reached.faults) ?? { kind: 'not_found' })
}

async function answer(
  context: Any,
  id: string,
  done: Outcome<unknown>,
  fields: Record<string, string> = {},
  at = '',
): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/sitting-items/${id}${at}` }
  return refusalOf(done.faults) ?? show(context, id, { fields, faults: done.faults })
}

const link = z.enum(['yes', '']).default('')
const noteShape = Object.fromEntries(noteFields.map(field => [field, text])) as Record<NoteField, typeof text>
const links = { link_guardianship: link, link_offender_work: link, link_health: link }
const notesBody = z.strictObject({ ...noteShape, ...links, shown_at: z.iso.datetime() })

function postNotes(context: Asked<z.output<typeof notesBody>>) {
  const { actor, params, body } = context
  const { shown_at: shownAt, ...notes } = body
  return saveNotes(edgeOf(context), actor, { itemId: params.id, notes, shownAt })
}

/** Whoever leaves an item sends what is typed with the same tap; without `shown_at` nothing was. */
const leaveBody = notesBody.extend({ shown_at: notesBody.shape.shown_at.optional() })

type Leave = (deps: CommandDeps, actor: Actor, id: string) => Promise<Outcome<{ readonly sittingId: string }>>

async function leaveItem(context: Asked<z.output<typeof leaveBody>>, leave: Leave): Promise<Reply> {
  const { actor, params, body } = context
  const { shown_at: shownAt, ...notes } = body
  const typed = { itemId: params.id, notes, shownAt: shownAt ?? '' }
  const saved = shownAt === undefined ? null : await saveNotes(edgeOf(context), actor, typed)
  if (saved && !saved.ok) return answer(context, params.id, saved, notes)
  const done = await leave(edgeOf(context), actor, params.id)
  return done.ok
    ? { kind: 'redirect', to: await nextPlace(context, done.value.sittingId, params.id) }
    : answer(context, params.id, done)
}

/** The first other item that waits to be discussed; the sitting where none does. */
async function nextPlace(context: Any, sittingId: string, left: string): Promise<string> {
  const reached = await reachSitting(context.deps.db.read, context.actor, 'sitting.view', sittingId)
  const items = reached.ok ? await listKnownItems(context, reached.value) : []
  const next = items.find(item => item.id !== left && item.state === 'listed' && item.track === 'discussion')
  return next ? `/sitting-items/${next.id}` : `/sittings/${sittingId}`
}

/** One field as it is typed: `item` names it, as the script that saves sends it. */
const noteBody = z.looseObject({ item: z.enum(noteFields) })

async function postNote(context: Asked<z.output<typeof noteBody>>): Promise<Reply> {
  const { request, actor, params, body, now, t } = context
  const field = body.item
  const shown = z.iso.datetime().safeParse(body['shown'] ?? request.query['shown'])
  const notes = Object.fromEntries(
    noteFields
      .filter(name => name === field || name === `${field}_note`)
      .map(name => [name, typeof body[name] === 'string' ? body[name] : '']),
  )
  const typed = { itemId: params.id, notes, shownAt: shown.data ?? toStamp(now) }
  const done = await saveNotes(edgeOf(context), actor, typed)
  const refusal = done.ok ? null : refusalOf(done.faults)
  if (refusal) return refusal
  const faults = done.ok ? [] : done.faults.map(fault => ({ ...sayFault(fault, t), at: field }))
  const saved = done.ok ? t('interview-saved', { time: formatTime(toStamp(now)) }) : ''
  const page = { visible: [...noteFields], counts: [], safety: { contact: '', wish: '' } }
  return { kind: 'json', status: done.ok ? 200 : 422, body: { saved, shown: toStamp(now), ...page, faults } }
}

const actionBody = z.strictObject({
  action: z.union([z.literal(''), oneId.shape.id]).default(''),
  library: text,
  text_kk: text,
  text_ru: text,
  evidence_kk: text,
  evidence_ru: text,
  seat: text,
  due_on: text,
  risk: text,
})

async function postAction(context: Asked<z.output<typeof actionBody>>): Promise<Reply> {
  const { actor, params, body } = context
  const { action, library, seat, due_on, risk, ...words } = body
  const orNull = (value: string) => (value === '' ? null : value)
  const typed = { seatId: orNull(seat), dueOn: orNull(due_on), risk: orNull(risk), id: orNull(action), words }
  const done =
    library === ''
      ? await saveAction(edgeOf(context), actor, { itemId: params.id, ...typed })
      : await pickAction(edgeOf(context), actor, params.id, { id: typed.id, code: library, risk: typed.risk })
  return answer(context, params.id, done, body, '#actions')
}

const voteBody = z.strictObject({ for: text, against: text, abstained: text })

async function postVote(context: Asked<z.output<typeof voteBody>>): Promise<Reply> {
  const { actor, params, body } = context
  const typed = Object.values(body).map(value => value.trim())
  if (!typed.every(value => /^\d{0,4}$/.test(value)) || typed.every(value => value === '')) {
    return show(context, params.id, { fields: body, faults: [{ code: 'not_a_number', at: 'vote' }] })
  }
  const [forIt, against, abstained] = [Number(body.for), Number(body.against), Number(body.abstained)]
  const done = await recordVote(edgeOf(context), actor, params.id, { for: forIt, against, abstained })
  return answer(context, params.id, done, body)
}

export const itemRoutes = [
  route({
    method: 'get',
    path: '/sitting-items/:id',
    permission: 'sitting.view',
    audit: { read: 'sitting_item.viewed' },
    params: oneId,
    body: none,
    handler: context => show(context, context.params.id),
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/open',
    permission: 'sitting.manage',
    audit: { change: 'sitting_item.opened' },
    params: oneId,
    body: none,
    handler: async context => {
      const { actor, params } = context
      return answer(context, params.id, await openItem(edgeOf(context), actor, params.id))
    },
  }),
  ...(
    [
      ['aside', 'sitting_item.set_aside', setAsideItem],
      ['conclude', 'sitting_item.concluded', concludeItem],
    ] as const
  ).map(([name, change, act]) =>
    route({
      method: 'post',
      path: `/sitting-items/:id/${name}`,
      permission: 'sitting.manage',
      audit: { change },
      params: oneId,
      body: leaveBody,
      handler: context => leaveItem(context, act),
    }),
  ),
  route({
    method: 'post',
    path: '/sitting-items/:id/notes',
    permission: 'sitting.manage',
    audit: { change: 'sitting_note.saved' },
    params: oneId,
    body: notesBody,
    handler: async context => answer(context, context.params.id, await postNotes(context), context.body),
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/note',
    permission: 'sitting.manage',
    audit: { change: 'sitting_note.saved' },
    params: oneId,
    body: noteBody,
    handler: postNote,
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/votes',
    permission: 'sitting.manage',
    audit: { change: 'vote.recorded' },
    params: oneId,
    body: voteBody,
    handler: postVote,
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/reviews',
    permission: 'sitting.manage',
    audit: { change: 'previous_action.reviewed' },
    params: oneId,
    body: z.strictObject({ action: text, outcome: z.enum(reviewOutcomes) }),
    handler: async context => {
      const { actor, params, body } = context
      const review = { itemId: params.id, actionId: body.action, outcome: body.outcome }
      return answer(context, params.id, await reviewAction(edgeOf(context), actor, review), {}, '#plan')
    },
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/actions',
    permission: 'sitting.manage',
    audit: { change: 'action.saved' },
    params: oneId,
    body: actionBody,
    handler: postAction,
  }),
  route({
    method: 'post',
    path: '/drafts/:id/remove',
    permission: 'sitting.manage',
    audit: { change: 'action.removed' },
    params: oneId,
    body: none,
    handler: async context => {
      const { deps, actor, params } = context
      const known = await findAction(deps.db.read, params.id)
      if (!known) return { kind: 'not_found' }
      return answer(context, known.item_id, await removeAction(edgeOf(context), actor, params.id), {}, '#actions')
    },
  }),
]

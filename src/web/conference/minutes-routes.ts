import { z } from 'zod'
import { addAddendum } from '../../commands/conference/add-addendum.ts'
import { printCopy } from '../../commands/conference/print-copy.ts'
import { reachCopy } from '../../commands/conference/reach-copy.ts'
import { reachSitting } from '../../commands/conference/reach-sitting.ts'
import { signMinutes } from '../../commands/conference/sign-minutes.ts'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import { wordType, writeWord } from '../../documents/write-word.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Outcome } from '../../domain/fault.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { copyKinds, type PrintedCopy } from '../../storage/conference-minutes.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type ReadOf, type Reply } from '../http/route.ts'
import { copyDocument } from './copy-page.ts'
import { minutesPage } from './minutes-page.ts'
import { backTo, edgeOf, none, nothing, text, type Any, type Back, type Typed } from './shared.ts'

async function show(context: Any, id: string, typed: Typed = nothing): Promise<Reply> {
  const reached = await reachSitting(context.deps.db.read, context.actor, 'minutes.approve', id)
  return reached.ok ? minutesPage(context, reached.value, typed) : (refusalOf(reached.faults) ?? { kind: 'not_found' })
}

async function answer(
  context: Any,
  id: string,
  done: Outcome<unknown>,
  fields: Record<string, string>,
): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/sittings/${id}/minutes` }
  return refusalOf(done.faults) ?? show(context, id, { fields, faults: done.faults })
}

type Shown = {
  readonly document: PrintedDocument
  readonly copy: PrintedCopy
  readonly back: Back
  readonly read: ReadOf
}

async function showCopy(
  context: Context<z.output<typeof oneId>, unknown>,
  reply: (shown: Shown) => Reply | Promise<Reply>,
): Promise<Reply> {
  const { deps, actor, params } = context
  const reached = await reachCopy(deps.db.read, actor, params.id)
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  const { copy } = reached.value
  const document = await copyDocument(context, reached.value, copy)
  const back = backTo(context, copy.sitting_id)
  return reply({ document, copy, back, read: { region: copy.region, subject: `copy:${copy.id}` } })
}

function copyPage({ document, copy, back, read }: Shown): Reply {
  const model = { ...document, word: `/copies/${copy.id}/word`, back }
  return { kind: 'page', view: 'conference/copy', read, model }
}

async function copyFile({ document, copy, read }: Shown): Promise<Reply> {
  return { kind: 'file', name: `${copy.kind}-${copy.copy}.docx`, type: wordType, body: await writeWord(document), read }
}

const copyBody = z.strictObject({ kind: z.enum(copyKinds), agency: z.string().max(40).default('') })

export const minutesRoutes = [
  route({
    method: 'get',
    path: '/sittings/:id/minutes',
    permission: 'minutes.approve',
    audit: { read: 'minutes.viewed' },
    params: oneId,
    body: none,
    handler: context => show(context, context.params.id),
  }),
  route({
    method: 'post',
    path: '/sittings/:id/minutes',
    permission: 'minutes.approve',
    audit: { change: 'minutes.signed' },
    params: oneId,
    body: z.strictObject({ number: text, invited: text, sha256: text }),
    handler: async context => {
      const { actor, params, body } = context
      const { number, invited, sha256 } = body
      const signing = { sittingId: params.id, number: number.trim(), invited, sha256 }
      return answer(context, params.id, await signMinutes(edgeOf(context), actor, signing), { number, invited })
    },
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/addenda',
    permission: 'minutes.approve',
    audit: { change: 'minutes.addendum_added' },
    params: oneId,
    body: z.strictObject({ text }),
    handler: async context => {
      const { deps, actor, params, body } = context
      const item = await findSittingItem(deps.db.read, params.id)
      const done = await addAddendum(edgeOf(context), actor, params.id, body.text)
      return item ? answer(context, item.sitting_id, done, body) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'post',
    path: '/sittings/:id/copies',
    permission: 'sitting.attend',
    audit: { change: 'copy.printed' },
    params: oneId,
    body: copyBody,
    handler: async context => {
      const { actor, params, body } = context
      const agency = body.agency === '' ? null : body.agency
      const done = await printCopy(edgeOf(context), actor, { sittingId: params.id, kind: body.kind, agency })
      if (done.ok) return { kind: 'redirect', to: `/copies/${done.value.id}` }
      if (permits(actor.role, 'sitting.view')) return answer(context, params.id, done, {})
      return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
    },
  }),
  route({
    method: 'get',
    path: '/copies/:id',
    permission: 'sitting.attend',
    audit: { read: 'copy.viewed' },
    params: oneId,
    body: none,
    handler: context => showCopy(context, copyPage),
  }),
  route({
    method: 'get',
    path: '/copies/:id/word',
    permission: 'sitting.attend',
    audit: { read: 'copy.downloaded' },
    params: oneId,
    body: none,
    handler: context => showCopy(context, copyFile),
  }),
]

import { z } from 'zod'
import type { ReferenceKind } from '../../domain/reference/entry.ts'
import { cardLanguages } from '../../domain/reference/rights-card.ts'
import { refusalOf } from '../http/form.ts'
import { route, type Context, type Reply, type Route } from '../http/route.ts'
import { calendarsEditor } from './calendar-editor.ts'
import { rightsCardPage } from './card-page.ts'
import type { Editor, Fields } from './editor.ts'
import { legalBasesEditor } from './legal-bases.ts'
import { editorPage, referencePage } from './page.ts'
import { placesEditor } from './place-editor.ts'
import { rightsCardEditor } from './rights-card-editor.ts'

const none = z.looseObject({})
const fields = z.record(z.string(), z.string().max(20_000))

async function post<K extends ReferenceKind>(context: Context<unknown, Fields>, editor: Editor<K>): Promise<Reply> {
  const { deps, actor, body, now } = context
  const { draft, faults } = editor.readDraft(body)
  if (faults.length > 0) return editorPage(context, editor, { fields: body, faults })
  const added = await editor.add({ ...deps, now }, actor, draft)
  if (added.ok) return { kind: 'redirect', to: `/reference/${editor.name}` }
  return refusalOf(added.faults) ?? editorPage(context, editor, { fields: body, faults: added.faults })
}

function editorRoutes<K extends ReferenceKind>(editor: Editor<K>): Route[] {
  const common = { path: `/reference/${editor.name}`, permission: 'reference.manage', params: none } as const
  return [
    route({
      ...common,
      method: 'get',
      audit: { read: 'reference.viewed' },
      body: none,
      handler: context => editorPage(context, editor),
    }),
    route({
      ...common,
      method: 'post',
      audit: { change: `${editor.kind}.added` },
      body: fields,
      handler: context => post(context, editor),
    }),
  ]
}

export const referenceRoutes = [
  route({
    method: 'get',
    path: '/reference',
    permission: 'reference.manage',
    audit: { read: 'reference.viewed' },
    params: none,
    body: none,
    handler: context => referencePage(context, [legalBasesEditor, placesEditor, calendarsEditor, rightsCardEditor]),
  }),
  ...editorRoutes(legalBasesEditor),
  ...editorRoutes(placesEditor),
  ...editorRoutes(calendarsEditor),
  ...editorRoutes(rightsCardEditor),
  route({
    method: 'get',
    path: '/rights-card/:language',
    permission: 'rights_card.view',
    audit: { none: 'a leaflet for everyone, without data of a case' },
    params: z.strictObject({ language: z.enum(cardLanguages) }),
    body: none,
    handler: context => rightsCardPage(context, context.params.language),
  }),
]

import { z } from 'zod'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import { wordType, writeWord } from '../../documents/write-word.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { showCase } from '../case/show-case.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { formLanguages, officeCopy, ownCopy } from './page.ts'

const copies = ['office', 'own'] as const
const params = z.strictObject({
  id,
  copy: z.enum(copies),
  language: z.enum(formLanguages),
})
type Asked = Context<z.output<typeof params>, unknown>
const path = '/cases/:id/consent-form/:copy/:language'

type Shown = { readonly document: PrintedDocument; readonly one: CaseRow }

function show(context: Asked, reply: (shown: Shown) => Reply | Promise<Reply>): Promise<Reply> {
  const { deps, now } = context
  const { id: caseId, copy, language } = context.params
  return showCase(context, { action: 'consent.record', caseId }, async one => {
    const document = copy === 'own' ? ownCopy(language) : await officeCopy({ ...deps, now }, one, language)
    return reply({ document, one })
  })
}

const readOf = ({ region, id }: CaseRow) => ({ region, subject: `case:${id}` })

export const consentFormRoutes = [
  route({
    method: 'get',
    path,
    permission: 'consent.record',
    audit: { read: 'consent_form.viewed' },
    params,
    body: z.looseObject({}),
    handler: context =>
      show(context, ({ document, one }) => {
        const { copy, language } = context.params
        const address = `/cases/${one.id}/consent-form/${copy}/${language}`
        const bare = copy === 'own'
        const model = { ...document, bare, word: `${address}/word`, back: `/cases/${one.id}/consent` }
        return { kind: 'page', view: 'documents/consent-form', read: readOf(one), model }
      }),
  }),
  route({
    method: 'get',
    path: `${path}/word`,
    permission: 'consent.record',
    audit: { read: 'consent_form.downloaded' },
    params,
    body: z.looseObject({}),
    handler: context =>
      show(context, async ({ document, one }) => {
        const body = await writeWord(document)
        return { kind: 'file', name: `form-${document.language}.docx`, type: wordType, body, read: readOf(one) }
      }),
  }),
]

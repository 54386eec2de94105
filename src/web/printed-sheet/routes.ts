import { z } from 'zod'
import { printAssessment } from '../../commands/printed-sheet/print-assessment.ts'
import { wordType, writeWord } from '../../documents/write-word.ts'
import { findPrintedSheet, sheetLanguages, type PrintedSheet } from '../../storage/printed-sheet-store.ts'
import { showAssessment } from '../case/show-case.ts'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type ReadOf, type Reply } from '../http/route.ts'
import { sheetDocument } from './page.ts'

const params = oneId
type Asked = Context<z.output<typeof params>, unknown>
type Shown = { readonly document: PrintedDocument; readonly read: ReadOf; readonly sheet: PrintedSheet }

/** A sheet holds what stands at tier 3: only who may print it may see it again. */
async function show(context: Asked, reply: (shown: Shown) => Reply | Promise<Reply>): Promise<Reply> {
  const { deps, params: asked } = context
  const sheet = await findPrintedSheet(deps.db.read, asked.id)
  if (!sheet) return { kind: 'not_found' }
  const wanted = { action: 'assessment.print', assessmentId: sheet.assessment_id } as const
  return showAssessment(context, wanted, async (row, one) => {
    const document = await sheetDocument(deps, sheet, row, one)
    return reply({ document, sheet, read: { region: sheet.region, subject: `printed_sheet:${sheet.id}` } })
  })
}

function sheetPage({ document, sheet, read }: Shown): Reply {
  const model = { ...document, word: `/sheets/${sheet.id}/word`, back: `/assessments/${sheet.assessment_id}` }
  return { kind: 'page', view: 'documents/sheet', read, model }
}

/** The file is named by the number of the sheet alone: a name would stand in every list of downloads. */
async function sheetFile({ document, sheet, read }: Shown): Promise<Reply> {
  return { kind: 'file', name: `${sheet.number}.docx`, type: wordType, body: await writeWord(document), read }
}

export const printedSheetRoutes = [
  route({
    method: 'post',
    path: '/assessments/:id/sheets',
    permission: 'assessment.print',
    audit: { change: 'assessment.printed' },
    params,
    body: z.strictObject({ language: z.enum(sheetLanguages) }),
    handler: async ({ deps, actor, params: asked, body, now }) => {
      const printed = await printAssessment({ ...deps, now }, actor, { assessmentId: asked.id, ...body })
      if (printed.ok) return { kind: 'redirect', to: `/sheets/${printed.value.id}` }
      return { kind: printed.faults.some(fault => fault.code === 'refused') ? 'refused' : 'not_found' }
    },
  }),
  route({
    method: 'get',
    path: '/sheets/:id',
    permission: 'assessment.print',
    audit: { read: 'sheet.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, sheetPage),
  }),
  route({
    method: 'get',
    path: '/sheets/:id/word',
    permission: 'assessment.print',
    audit: { read: 'sheet.downloaded' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, sheetFile),
  }),
]

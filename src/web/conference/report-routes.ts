import { wordType, writeWord } from '../../documents/write-word.ts'
import { route } from '../http/route.ts'
import { spreadsheetType, writeSpreadsheet } from '../../documents/write-spreadsheet.ts'
import { halfOf, reportDocument, reportPage, reportSheets } from './report-page.ts'
import { none, type Any } from './shared.ts'

const readOf = ({ actor }: Any) => ({ region: actor.region, subject: `commission_report:${actor.region}` })

const nameOf = (context: Any) => {
  const { year, half } = halfOf(context)
  return `commission-${year}-${half}`
}

export const reportRoutes = [
  route({
    method: 'get',
    path: '/commission-report',
    permission: 'report.view',
    audit: { read: 'report.viewed' },
    params: none,
    body: none,
    handler: context => reportPage(context),
  }),
  route({
    method: 'get',
    path: '/commission-report/word',
    permission: 'report.view',
    audit: { read: 'report.downloaded' },
    params: none,
    body: none,
    handler: async context => {
      const body = await writeWord(await reportDocument(context))
      return { kind: 'file', name: `${nameOf(context)}.docx`, type: wordType, body, read: readOf(context) }
    },
  }),
  route({
    method: 'get',
    path: '/commission-report/spreadsheet',
    permission: 'report.view',
    audit: { read: 'report.downloaded' },
    params: none,
    body: none,
    handler: async context => {
      const body = await writeSpreadsheet(await reportSheets(context))
      return { kind: 'file', name: `${nameOf(context)}.xlsx`, type: spreadsheetType, body, read: readOf(context) }
    },
  }),
]

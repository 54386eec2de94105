import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import ejs from 'ejs'
import express, { type Express } from 'express'

const page = readFileSync(join(import.meta.dirname, 'bare.ejs'), 'utf8')

const query = `select i.case_id, i.category, i.reasons, i.listed_at, i.hear_by, c.number
  from agenda_item i join case_file c on c.id = i.case_id
  where i.district = ? and i.state = 'listed' and i.category_rank = 3 order by i.hear_by limit 50`

/**
 * The limit: the queue page as one would write it in an afternoon. The same markup of the same 50 rows by one indexed
 * read, its Russian words in the template, times as they are stored; no session, rights, languages or log.
 */
export function createBareApp(file: string, district: string): { app: Express; close: () => void } {
  const database = new Sqlite(file, { readonly: true })
  const select = database.prepare(query)
  const options = { strict: true, _with: false, destructuredLocals: ['rows'] }
  const render = ejs.compile(page, options as ejs.Options)
  const app = express().disable('etag').disable('x-powered-by')
  app.get('/', (_request, response) => void response.type('text/html').send(render({ rows: select.all(district) })))
  return { app, close: () => database.close() }
}

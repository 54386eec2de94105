import Sqlite from 'better-sqlite3'
import ejs from 'ejs'
import express, { type Express } from 'express'

const page = `<!doctype html><html lang="ru"><title>Bare</title><ol>
<% for (const row of rows) { %><li><b><%= row.category %></b> <a href="/cases/<%= row.case_id %>"><%= row.number %></a>
<%= row.hear_by %> <ul><% for (const reason of JSON.parse(row.reasons)) { %><li><%= reason %></li><% } %></ul>
<%= row.listed_at %></li><% } %></ol></html>`

const query = `select i.case_id, i.category, i.reasons, i.listed_at, i.hear_by, c.number
  from agenda_item i join case_file c on c.id = i.case_id
  where i.district = ? and i.state = 'listed' and i.category_rank = 3 order by i.hear_by limit 50`

/** The limit: one indexed read of 50 rows and one template, with no session, rights, languages or log. */
export function createBareApp(file: string, district: string): { app: Express; close: () => void } {
  const database = new Sqlite(file, { readonly: true })
  const select = database.prepare(query)
  const options = { strict: true, _with: false, destructuredLocals: ['rows'] }
  const render = ejs.compile(page, options as ejs.Options)
  const app = express().disable('etag').disable('x-powered-by')
  app.get('/', (_request, response) => void response.type('text/html').send(render({ rows: select.all(district) })))
  return { app, close: () => database.close() }
}

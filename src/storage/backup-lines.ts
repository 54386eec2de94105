import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Kysely, sql } from 'kysely'

const pageRows = 1_000

type Row = Record<string, unknown>
type Line = { table: string; row: Row } | { sha256: string }

/** Writes every table as JSON lines, all from one snapshot; the last line holds the SHA-256 of those before it. */
export async function dumpTables(database: Kysely<Record<string, Row>>, file: string): Promise<void> {
  const handle = openSync(file, 'wx', 0o600)
  const digest = createHash('sha256')
  const write = (line: string) => {
    digest.update(line)
    writeSync(handle, line)
  }
  try {
    await database
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async tx => {
        for (const table of await listTables(tx)) await dumpTable(tx, table, write)
      })
    writeSync(handle, `${JSON.stringify({ sha256: digest.digest('hex') })}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Loads a dump into empty tables, all of it or nothing. @throws when a byte of the file has changed. */
export async function loadTables(database: Kysely<Record<string, Row>>, file: string): Promise<void> {
  await database.transaction().execute(async tx => {
    await refuseFilledTables(tx)
    const digest = createHash('sha256')
    let stated = ''
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const line = JSON.parse(text) as Line
      if ('sha256' in line) stated = line.sha256
      else await tx.insertInto(line.table).values(line.row).execute()
      if (!('sha256' in line)) digest.update(`${text}\n`)
    }
    if (stated !== digest.digest('hex')) throw new Error('the backup file is damaged or cut')
  })
}

/** @throws when a table that a dump fills holds a row already. */
export async function refuseFilledTables(database: Kysely<Record<string, Row>>): Promise<void> {
  for (const table of await listTables(database)) await refuseFilled(database, table)
}

async function dumpTable(tx: Kysely<Record<string, Row>>, table: string, write: (line: string) => void): Promise<void> {
  await sql`declare dump_cursor no scroll cursor for select * from ${sql.table(table)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(pageRows)} from dump_cursor`.execute(tx)
    for (const row of rows) write(`${toLine({ table, row })}\n`)
    if (rows.length < pageRows) break
  }
  await sql`close dump_cursor`.execute(tx)
}

// U+2028 and U+2029 may stand raw in JSON, but whoever reads line by line takes them for the end of one.
function toLine(value: Line): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

// The migrations' own tables are not dumped: the program that restores makes the schema.
async function listTables(tx: Kysely<Record<string, Row>>): Promise<string[]> {
  const tables = await tx.introspection.getTables()
  return tables.map(table => table.name).sort()
}

async function refuseFilled(tx: Kysely<Record<string, Row>>, table: string): Promise<void> {
  const found = await tx
    .selectFrom(table)
    .select(sql<number>`1`.as('one'))
    .limit(1)
    .executeTakeFirst()
  if (found !== undefined) throw new Error(`restore needs empty tables, ${table} holds rows`)
}

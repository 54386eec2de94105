import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { postgresTemplate } from './template.ts'

/** The name of a database and of the one with its keys beside it. */
const parts = (name: string) => [name, `${name}_keys`] as const

const free: string[] = []
let wanted: string | undefined

/** A migrated, empty database with its keys: one that an earlier test gave back, for making one costs more than most tests. */
export async function takePair(server: string): Promise<string> {
  for (let name = free.shift(); name !== undefined; name = free.shift()) if (await emptyPair(server, name)) return name
  const name = `pana_${randomBytes(6).toString('hex')}`
  await withClient(server, 'postgres', async client => {
    for (const part of ['', '_keys'])
      await client.query(`create database ${name}${part} template ${postgresTemplate}${part}`)
  })
  return name
}

export function givePairBack(name: string): void {
  free.push(name)
}

/** False where a test has changed the schema or somebody is still connected. */
async function emptyPair(server: string, name: string): Promise<boolean> {
  wanted ??= await describePair(server, postgresTemplate)
  if ((await describePair(server, name).catch(() => '')) !== wanted) return false
  const emptied = parts(name).map(part => withClient(server, part, empty))
  return (await Promise.all(emptied)).every(Boolean)
}

async function describePair(server: string, name: string): Promise<string> {
  return (await Promise.all(parts(name).map(part => withClient(server, part, describeSchema)))).join()
}

/** Columns and triggers, as one hash. */
async function describeSchema(client: Client): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(`
    select md5(string_agg(line, ';' order by line)) as hash from (
      select concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull) as line from pg_attribute
        join pg_class on pg_class.oid = attrelid
        where relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
      union all select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
    ) as lines`)
  return rows[0]?.hash ?? ''
}

/** After the vacuum rows lie in the order in which they come again, as in a new table. */
async function empty(client: Client): Promise<boolean> {
  const { rows: others } = await client.query(
    'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  if (others.length > 0) return false
  const { rows: used } = await client.query<{ name: string }>(`
    select quote_ident(relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' and pg_relation_size(oid) > 0`)
  if (used.length === 0) return true
  const names = used.map(table => table.name)
  // Facts refuse to be deleted, but not from a replica.
  await client.query(`set session_replication_role = replica; ${names.map(name => `delete from ${name}`).join('; ')}`)
  await client.query(`vacuum (truncate, index_cleanup on) ${names.join(', ')}`)
  return true
}

async function withClient<T>(server: string, database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: `${server}/${database}` })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

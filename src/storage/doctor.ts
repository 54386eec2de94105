import { statSync } from 'node:fs'
import { sql, type Kysely } from 'kysely'
import { anchorFile, readAnchors } from './anchor.ts'
import { isInside, type Database, type DatabaseOptions } from './database.ts'
import { pendingMigrations } from './migrate.ts'
import { countUnindexed } from './person-index.ts'
import { postgresSettings, sqlitePragmas, type Connections } from './portable.ts'

export type FindingCode =
  | 'setting_wrong'
  | 'keys_inside_data'
  | 'file_open_to_others'
  | 'migration_pending'
  | 'anchor_stale'
  | 'anchor_broken'
  | 'key_orphaned'
  | 'people_unindexed'
  | 'time_zones_old'

export type Finding = { readonly code: FindingCode; readonly what: string }

const anchorAgeMs = 10 * 60_000
const orphanAgeMs = 3_600_000

/** Looks the installation over. An empty list is a sound one. */
export async function examine(db: Database, options: DatabaseOptions, now: Date): Promise<Finding[]> {
  const found = [
    examineConnections('data', db.engine),
    examineConnections('keys', db.keys.table),
    examineMigrations(db),
    examineAnchors(db, options.anchorDir, now),
    examineOrphans(db, now),
    examinePeople(db),
  ]
  return [...examineFolders(db, options), ...examineTimeZones(), ...(await Promise.all(found)).flat()]
}

/** Keys older than an hour that no row names: what a stop between key and row leaves behind. */
export async function listOrphanKeys(db: Database, now: Date): Promise<string[]> {
  const old = await db.keys.listCreatedBefore(new Date(now.getTime() - orphanAgeMs).toISOString())
  const used = new Set(await listUsedKeys(db))
  return old.filter(id => !used.has(id))
}

async function listUsedKeys(db: Database): Promise<(string | null)[]> {
  const tables = ['case_file', 'person', 'interview', 'referral', 'client', 'provider'] as const
  const rows = await Promise.all(tables.map(table => db.read.selectFrom(table).select('key_id').execute()))
  return rows.flat().map(row => row.key_id)
}

async function examineConnections<S>(name: string, connections: Connections<S>): Promise<Finding[]> {
  const wanted = connections.kind === 'sqlite' ? sqlitePragmas : postgresSettings
  const ends = connections.kind === 'sqlite' ? (['read', 'write'] as const) : (['write'] as const)
  const found = []
  for (const end of ends) found.push(await examineSettings(`${name} ${end}`, connections[end], wanted))
  return found.flat()
}

async function examineSettings<S>(where: string, database: Kysely<S>, wanted: object): Promise<Finding[]> {
  const findings: Finding[] = []
  const command = 'fsync' in wanted ? 'show' : 'pragma'
  for (const [setting, value] of Object.entries(wanted)) {
    const { rows } = await sql.raw<Record<string, unknown>>(`${command} ${setting}`).execute(database)
    const read = Object.values(rows[0] ?? {})[0]
    if (read !== value) findings.push({ code: 'setting_wrong', what: `${where}: ${setting} is ${String(read)}` })
  }
  return findings
}

function examineFolders(db: Database, options: DatabaseOptions): Finding[] {
  const findings: Finding[] = []
  if (isInside(options.keyDir, options.dataDir)) findings.push({ code: 'keys_inside_data', what: options.keyDir })
  const own = [options.keyDir, ...[db.engine, db.keys.table].filter(at => at.kind === 'sqlite').map(at => at.location)]
  for (const path of own) {
    if ((statSync(path).mode & 0o077) !== 0) findings.push({ code: 'file_open_to_others', what: path })
  }
  return findings
}

function examineTimeZones(): Finding[] {
  const version = process.versions['tz'] ?? ''
  return version >= '2024a' ? [] : [{ code: 'time_zones_old', what: version }]
}

async function examineMigrations(db: Database): Promise<Finding[]> {
  const pending = await pendingMigrations(db.engine)
  return pending.map(name => ({ code: 'migration_pending', what: name }))
}

async function examineAnchors(db: Database, anchorDir: string, now: Date): Promise<Finding[]> {
  const anchors = readAnchors(anchorDir, db.keys.anchorPublic)
  const seqs = new Map(anchors.flatMap(anchor => (anchor === undefined ? [] : [[anchor.region, anchor.seq]])))
  const oldest = new Date(now.getTime() - anchorAgeMs).toISOString()
  const waiting = await db.read
    .selectFrom('audit_entry')
    .innerJoin('audit_head', 'audit_head.region', 'audit_entry.region')
    .select(['audit_entry.region', 'audit_entry.seq'])
    .where('audit_entry.at', '<', oldest)
    .whereRef('audit_entry.seq', '=', 'audit_head.seq')
    .execute()
  const stale = waiting.filter(head => head.seq > (seqs.get(head.region) ?? 0))
  const broken = anchors.includes(undefined) ? [{ code: 'anchor_broken' as const, what: anchorFile(anchorDir) }] : []
  return [...broken, ...stale.map(head => ({ code: 'anchor_stale' as const, what: `region ${head.region}` }))]
}

async function examineOrphans(db: Database, now: Date): Promise<Finding[]> {
  const orphans = await listOrphanKeys(db, now)
  return orphans.map(id => ({ code: 'key_orphaned', what: id }))
}

async function examinePeople(db: Database): Promise<Finding[]> {
  const count = await countUnindexed(db.read)
  return count === 0 ? [] : [{ code: 'people_unindexed', what: `${count} people cannot be found by search` }]
}

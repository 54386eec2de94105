import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { destination, pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Database } from '../../src/storage/database.ts'
import { kindOf } from '../../src/storage/portable.ts'
import type { Schema } from '../../src/storage/schema.ts'
import { eachEngine, type Place } from '../support/database.ts'
import { answerInterview, startInterview, submitInterview, type Write } from '../support/interview.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { searchWords } from '../support/word-search.ts'

const long = process.env['PANA_TEST_LONG'] !== undefined
const wanted = long ? 10_000 : 200
const letters = [...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', ...'әғқңөұүһіӘҒҚҢӨҰҮҺІжшщыэюяЖШЩЫЭЮЯ']

function inventWord(characters: readonly string[], length: number): string {
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('')
}

/** A pen that never writes a word twice and remembers all that it wrote. */
function takePen() {
  const words: string[] = []
  const write: Write = field => {
    const digits = field === 'phone' || field === 'iin'
    words.push(digits ? inventWord([...'0123456789'], field === 'iin' ? 12 : 16) : inventWord(letters, 20))
    return words.at(-1) ?? ''
  }
  return { words, write }
}

async function recordMeasures(visitor: Visitor, assessment: string, write: Write): Promise<string> {
  const result = await visitor.get(`/assessments/${assessment}`)
  const path = /\/cases\/[\w-]+/.exec(result.text)?.[0] ?? 'no case'
  const page = await visitor.get(path)
  const measures = new Set(page.text.match(/(?<=action=")\/measures\/[\w-]+/g))
  expect(measures.size).toBeGreaterThan(0)
  for (const measure of measures) {
    const recorded = await visitor.post(measure, { state: 'not_possible', note: write('note') })
    expect(recorded.status).toBe(303)
  }
  return path
}

/** What a refused form held is in nobody's hands but the officer's. */
async function typeWrongly(visitor: Visitor, id: string, write: Write): Promise<void> {
  const refused = await visitor.post(`/interviews/${id}/contact`, { 'safe_contact.phone': write('wrong phone') })
  expect(refused.status).toBe(422)
}

/** Of three interviews one stays a draft. */
async function fillProgram(visitor: Visitor, pen: ReturnType<typeof takePen>): Promise<string[]> {
  const pages: string[] = []
  for (let count = 0; pen.words.length < wanted; count += 1) {
    const id = await startInterview(visitor)
    await typeWrongly(visitor, id, pen.write)
    await answerInterview(visitor, id, pen.write)
    if (count % 3 === 2) pages.push(`/interviews/${id}/contact`, `/interviews/${id}/incident`)
    else pages.push(await recordMeasures(visitor, await submitInterview(visitor, id, pen.write), pen.write))
  }
  return pages
}

function readFolder(folder: string): Buffer[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name)))
}

/** The folders as a thief copies them from the running machine. */
function stealFolders({ dataDir, anchorDir }: Place): string {
  const stolen = mkdtempSync(join(tmpdir(), 'pana-stolen-'))
  onTestFinished(() => rmSync(stolen, { recursive: true, force: true }))
  for (const [name, folder] of Object.entries({ dataDir, anchorDir })) {
    if (existsSync(folder)) cpSync(folder, join(stolen, name), { recursive: true })
  }
  return stolen
}

/** The whole log of the program, kept where the thief finds it. */
function openLog({ dataDir }: Place) {
  return pino({ level: 'trace' }, destination({ dest: join(dataDir, 'pana.log'), mkdir: true, sync: true }))
}

async function readTables(db: Kysely<Schema>): Promise<Buffer[]> {
  if (kindOf(db) === 'sqlite') return []
  const tables = await sql<{
    name: string
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  const texts: Buffer[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`select row_to_json(t)::text as text from ${sql.table(name)} t`.execute(
      db,
    )
    texts.push(Buffer.from(rows.map(row => row.text).join('\n')))
  }
  return texts
}

async function readEverything(db: Database, place: Place): Promise<Buffer[]> {
  return [...readFolder(stealFolders(place)), ...(await readTables(db.read))]
}

async function writeUnsealed(db: Database, words: readonly string[]): Promise<void> {
  await sql`create table scratch (word text)`.execute(db.write)
  await db.write.transaction().execute(async tx => {
    for (const word of words) await sql`insert into scratch values (${word})`.execute(tx)
  })
}

eachEngine((kind, open) => {
  it(`a stolen folder tells no word of ${wanted} typed into interviews`, { timeout: 30 * 60_000 }, async () => {
    const db = await open()
    const { deps } = await startProgram(db, 0, undefined, db.place.anchorDir)
    const inspector = await signIn(createApp({ ...deps, log: openLog(db.place) }), 'inspector')
    const pen = takePen()
    const pages = await fillProgram(inspector, pen)
    await db.audit.flush()

    const shown = await Promise.all(pages.slice(-6).map(async path => Buffer.from((await inspector.get(path)).text)))
    expect(searchWords(pen.words, shown).length, 'the program itself shows what was typed').toBeGreaterThan(20)
    const stolen = await readEverything(db, db.place)
    expect(stolen.length).toBeGreaterThan(kind === 'sqlite' ? 2 : 10)
    expect(searchWords(pen.words, stolen)).toEqual([])

    await writeUnsealed(db, pen.words)
    expect(searchWords(pen.words, await readEverything(db, db.place)), 'the search works').toHaveLength(
      pen.words.length,
    )
  })
})

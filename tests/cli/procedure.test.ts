import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Comparison } from '../../src/cli/compare-procedures.ts'
import type { Database } from '../../src/storage/database.ts'
import { runPana } from '../support/command-line.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'

const shipped = new URL('../../questionnaires', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'pana-compare-'))
const strict = join(folder, 'procedures/kz/1.1.0.yaml')

/** A copy of the folder in which one base factor already makes a case medium. */
beforeAll(() => {
  cpSync(shipped, folder, { recursive: true })
  const text = readFileSync(join(shipped, 'procedures/kz/1.0.0.yaml'), 'utf8')
  const threshold = '- at_least: 2\n        gives: medium'
  expect(text).toContain(threshold)
  const changed = text.replace(threshold, threshold.replace('2', '1')).replace('version: 1.0.0', 'version: 1.1.0')
  writeFileSync(strict, changed)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function compare(db: Database & { place: Parameters<typeof runPana>[1] }, ...args: string[]) {
  await db.audit.flush()
  const { status, out, err } = await runPana(['procedure', 'compare', ...args, '--json'], db.place)
  return { status, err, found: JSON.parse(out) as Comparison }
}

async function contentsOf(db: Database) {
  const entries = await db.read.selectFrom('audit_entry').selectAll().execute()
  return { entries, assessments: await db.read.selectFrom('assessment').selectAll().execute() }
}

eachEngine((_engine, open) => {
  test('a new procedure is tried on the stored assessments, and nothing is written', async () => {
    const db = await open()
    await startProgram(db, 220)
    await db.audit.flush()
    const before = await contentsOf(db)
    const { status, err, found } = await compare(db, '1.0.0', strict)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(found).toMatchObject({ procedures: { old: 'kz 1.0.0', new: 'kz 1.1.0' }, assessments: 220, erased: 0 })
    expect(found.changed).toBeGreaterThan(0)
    const of = (category: string) => before.assessments.filter(row => row.category === category)
    for (const { from, to, district, count } of found.changes) {
      expect([from, to]).toEqual(['low', 'medium'])
      expect(of('low').filter(row => row.district === district).length).toBeGreaterThanOrEqual(count)
    }
    expect(found.categories.old).toMatchObject({ low: of('low').length, medium: of('medium').length })
    expect(found.categories.new.medium).toBe(of('medium').length + found.changed)
    expect(await contentsOf(db)).toEqual(before)
  })

  test('a procedure compared with itself changes nothing', async () => {
    const db = await open()
    await startProgram(db, 5)
    const { found } = await compare(db, 'kz/1.0.0', '1.0.0')
    expect(found).toMatchObject({ assessments: 5, changed: 0, changes: [], other_bank: 0, unreadable: 0 })
    expect(found.categories.new).toEqual(found.categories.old)
    const { out } = await runPana(['procedure', 'compare', '1.0.0', '1.0.0'], db.place)
    expect(out).toMatch(/^kz 1\.0\.0 -> kz 1\.0\.0: 5 assessments, 0 change category\n/)
  })
})

test.each([['9.9.9'], ['no-such-file.yaml'], [join(shipped, 'instruments/odara/1.0.0.yaml')]])(
  'compare refuses %s as a procedure',
  async named => {
    const { status, out, err } = await runPana(['procedure', 'compare', '1.0.0', named])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain('usage: pana procedure compare')
  },
)

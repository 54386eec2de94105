import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { routeTable } from '../../src/web/route-table.ts'
import { runPana } from '../support/command-line.ts'
import { makePlace } from '../support/database.ts'
import { readText } from '../house/tree.ts'

const commands = [
  'score',
  'questionnaires',
  'procedure',
  'routes',
  'make-keys',
  'migrate',
  'doctor',
  'verify-audit',
  'rescore',
  'organisation',
  'user',
  'demo',
  'backup',
  'backup-keys',
  'restore',
]

describe('pana', () => {
  it('names every command in its help, and nothing else', async () => {
    const { status, out, err } = await runPana(['--help'])
    const named = [...out.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name)
    expect([...new Set(named)]).toEqual(commands)
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it.each(commands)('%s tells its usage when asked, without a setting or a database', async command => {
    const { status, out, err } = await runPana([command, '--help'])
    expect(out.startsWith(`usage: pana ${command}`)).toBe(true)
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it.each(commands)('%s refuses an option that it does not have', async command => {
    const { status, out, err } = await runPana([command, '--no-such-option'])
    expect(err).toContain(`usage: pana ${command}`)
    expect({ status, out }).toEqual({ status: 2, out: '' })
  })

  it.each([
    [[]],
    [['frobnicate']],
    [['toString']],
    [['restore']],
    [['backup']],
    [['demo', '--cases', 'many']],
    [['user', 'add']],
  ])('answers %j with the usage on standard error and status 2', async args => {
    const { status, out, err } = await runPana(args, makePlace('sqlite'))
    expect(err).toContain('usage: pana')
    expect({ status, out }).toEqual({ status: 2, out: '' })
  })

  it('has every command of the operating guide, and the guide has every command', () => {
    const table = readText('docs/operating.md').split('## Commands')[1] ?? ''
    const named = [...table.matchAll(/^\| `([a-z-]+)/gm)].map(([, name]) => name)
    expect([...new Set(named)].sort()).toEqual(commands.toSorted())
  })
})

describe('pana routes', () => {
  it('prints every route with its permission, its audit action and its roles', async () => {
    const { status, out } = await runPana(['routes', '--json'])
    const rows = JSON.parse(out) as Record<string, unknown>[]
    expect(rows).toHaveLength(routeTable.length)
    for (const row of rows) {
      expect(row).toMatchObject({ method: expect.stringMatching(/^(GET|POST)$/), path: expect.stringMatching(/^\//) })
      expect((row['audit'] === null) === (row['audit_none_because'] === null)).toBe(false)
      expect(row['roles']).not.toEqual([])
    }
    const lines = (await runPana(['routes'])).out.trimEnd().split('\n')
    expect(lines).toHaveLength(rows.length)
    expect(status).toBe(0)
  })
})

describe('pana questionnaires', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pana-questionnaires-'))
    cpSync(new URL('../../questionnaires', import.meta.url).pathname, folder, { recursive: true })
    rmSync(join(folder, 'CHECKSUMS'), { force: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function spoil(file: string, from: string, to: string): void {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, file), text.replace(from, to))
  }

  it('checks the shipped files', async () => {
    expect(await runPana(['questionnaires', 'check'])).toMatchObject({ status: 0, err: '' })
  })

  it('prints every fault of an edited copy, one a line', async () => {
    spoil('instruments/odara/1.0.0.yaml', 'if: prior_nondomestic_incident', 'if: no_such')
    spoil('procedures/kz/1.0.0.yaml', 'unless_scored: odara', 'unless_scored: odar')
    const { status, out, err } = await runPana(['questionnaires', 'check', folder])
    expect(out).toContain('instrument odara 1.0.0 no_such: unknown_item\n')
    expect(out).toContain('procedure kz 1.0.0 odar: unknown_instrument\n')
    expect({ status, err }).toEqual({ status: 1, err: '2 faults\n' })
  })

  it('freezes the files, then finds the one that changed, and will not freeze over it', async () => {
    expect(await runPana(['questionnaires', 'freeze', folder])).toMatchObject({ status: 0 })
    const frozen = readFileSync(join(folder, 'CHECKSUMS'), 'utf8')
    expect(await runPana(['questionnaires', 'check', folder])).toMatchObject({ status: 0 })
    spoil('instruments/odara/1.0.0.yaml', 'Assessment by the factors', 'An assessment by the factors')
    for (const verb of ['check', 'freeze']) {
      const { status, out } = await runPana(['questionnaires', verb, folder])
      expect(out).toContain('instruments/odara/1.0.0.yaml is frozen and has changed')
      expect(status).toBe(1)
    }
    expect(readFileSync(join(folder, 'CHECKSUMS'), 'utf8')).toBe(frozen)
  })
})

describe('a wrong setting', () => {
  it('ends a command with status 78 and one line that names it', async () => {
    const place = { ...makePlace('sqlite'), databaseUrl: 'mysql://x' }
    for (const command of ['migrate', 'doctor', 'rescore', 'demo']) {
      const { status, out, err } = await runPana([command], place)
      expect(err).toMatch(/^DATABASE_URL: .+\n$/)
      expect({ status, out }).toEqual({ status: 78, out: '' })
    }
  })

  it('is a database that does not answer', async () => {
    const place = { ...makePlace('sqlite'), databaseUrl: 'postgres://pana:pana@127.0.0.1:1/none' }
    const { status, err } = await runPana(['migrate'], place)
    expect(err).toMatch(/^DATABASE_URL: .+\n$/)
    expect(status).toBe(78)
  })
})

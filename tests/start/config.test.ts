import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const production = {
  PANA_MODE: 'production',
  PANA_PUBLIC_URL: 'https://pana.example.kz',
  PANA_TRUSTED_PROXY: '10.0.0.5',
}

/** Each variable of the contract, a wrong value, and the line that must be printed: variable, fault, mend. */
const refused: readonly (readonly [title: string, env: Record<string, string>, line: RegExp])[] = [
  ['a port that is no number', { PORT: 'http' }, /^PORT: is no port number; give a port between 0 and 65535$/],
  ['a port beyond the last', { PORT: '65536' }, /^PORT: /],
  ['an unknown mode', { PANA_MODE: 'live' }, /^PANA_MODE: is neither training nor production; write one/],
  ['a database of another kind', { DATABASE_URL: 'mysql://u@h/d' }, /^DATABASE_URL: is no PostgreSQL address; write/],
  ['a database address without a name', { DATABASE_URL: 'postgres://u@h' }, /^DATABASE_URL: /],
  ['no address at all', { DATABASE_URL: 'pana' }, /^DATABASE_URL: /],
  [
    'keys inside the data folder',
    { PANA_DATA_DIR: 'x/data', PANA_KEY_DIR: 'x/data/keys' },
    /^PANA_KEY_DIR: the keys lie inside the data folder; name a folder outside/,
  ],
  ['keys in the data folder itself', { PANA_DATA_DIR: 'x', PANA_KEY_DIR: './x/' }, /^PANA_KEY_DIR: /],
  [
    'keys in the database of the data',
    { DATABASE_URL: 'postgres://u@h/d', PANA_KEY_DATABASE_URL: 'postgresql://other:pw@h:5432/d?x=1' },
    /^PANA_KEY_DATABASE_URL: the keys lie in the database of the data; write/,
  ],
  [
    'data in the database that is meant for the keys',
    { DATABASE_URL: 'postgres://u@h/pana_keys' },
    /^PANA_KEY_DATABASE_URL: /,
  ],
  [
    'a key database beside SQLite',
    { PANA_KEY_DATABASE_URL: 'postgres://u@h/d' },
    /^PANA_KEY_DATABASE_URL: is given without DATABASE_URL; give both/,
  ],
  ['a public address that is none', { PANA_PUBLIC_URL: 'pana.kz' }, /^PANA_PUBLIC_URL: is no web address; write/],
  ['a public address with a path', { PANA_PUBLIC_URL: 'https://h/pana' }, /^PANA_PUBLIC_URL: /],
  ['every proxy trusted', { PANA_TRUSTED_PROXY: 'true' }, /^PANA_TRUSTED_PROXY: names no address or network; name/],
  ['a count of proxies', { PANA_TRUSTED_PROXY: '1' }, /^PANA_TRUSTED_PROXY: /],
  ['a network too wide to exist', { PANA_TRUSTED_PROXY: '10.0.0.0/33' }, /^PANA_TRUSTED_PROXY: /],
  ['a mail server of another kind', { PANA_SMTP_URL: 'https://h' }, /^PANA_SMTP_URL: is no mail address; write/],
  ['a webhook that is a file', { PANA_WEBHOOK_URL: 'file:///x' }, /^PANA_WEBHOOK_URL: is no web address; write/],
  [
    'production without an address',
    { ...production, PANA_PUBLIC_URL: '' },
    /^PANA_PUBLIC_URL: production needs an https/,
  ],
  [
    'production over http',
    { ...production, PANA_PUBLIC_URL: 'http://pana.example.kz' },
    /^PANA_PUBLIC_URL: production needs an https address; write/,
  ],
  [
    'production without a proxy',
    { ...production, PANA_TRUSTED_PROXY: ' ' },
    /^PANA_TRUSTED_PROXY: production runs behind/,
  ],
]

describe('a wrong setting', () => {
  it.each(refused)('%s is refused in one line', (_title, env, line) => {
    const read = () => readConfig(env)
    expect(read).toThrow(line)
    expect(read).not.toThrow(/\n/)
  })

  it('is never printed: it may hold a password', () => {
    for (const variable of ['DATABASE_URL', 'PANA_KEY_DATABASE_URL', 'PANA_SMTP_URL']) {
      expect(() => readConfig({ [variable]: 'x://u:s3cret@h' })).not.toThrow(/s3cret/)
    }
  })

  it('keys behind a link into the data folder are inside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pana-test-'))
    mkdirSync(join(folder, 'data/keys'), { recursive: true })
    symlinkSync(join(folder, 'data/keys'), join(folder, 'keys'))
    const env = { PANA_DATA_DIR: join(folder, 'data'), PANA_KEY_DIR: join(folder, 'keys') }
    expect(() => readConfig(env)).toThrow(/^PANA_KEY_DIR: /)
  })
})

describe('settings', () => {
  it('are those of the contract when nothing is set', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, mode: 'training', databaseUrl: undefined })
    const { dataDir, keyDir, anchorDir } = readConfig({})
    expect([dataDir, keyDir, anchorDir].map(path => path.split('/').slice(-2).join('/'))).toEqual([
      'var/data',
      'var/keys',
      'var/anchor',
    ])
  })

  it('of production pass when each is right', () => {
    const env = { ...production, PANA_TRUSTED_PROXY: 'loopback, 10.0.0.0/24, ::1', PORT: '0' }
    expect(readConfig(env)).toMatchObject({ mode: 'production', port: 0, publicUrl: 'https://pana.example.kz' })
  })
})

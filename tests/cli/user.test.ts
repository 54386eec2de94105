import { expect, test } from 'vitest'
import { verifyPassword } from '../../src/commands/account/verify-password.ts'
import { findAccountByUsername } from '../../src/storage/account-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { runPana } from '../support/command-line.ts'
import { eachEngine } from '../support/database.ts'
import { makeEmptyPlace } from '../support/empty-place.ts'

const password = 'тоғыз қара қарға'

eachEngine((name, open) => {
  async function openWithOffice() {
    const place = await makeEmptyPlace(name)
    const db = await open(place)
    const names = ['--name-kk', 'Басқарма', '--name-ru', 'Управление']
    const office = await runPana(['organisation', 'add', '--kind', 'police', '--region', '750000000', ...names], place)
    expect(office.status).toBe(0)
    const id = office.out.trim()
    const add = (username: string, more: readonly string[] = [], input = `${password}\n`) =>
      runPana(
        ['user', 'add', username, '--display', 'First', '--role', 'admin', '--organisation', id, ...more],
        place,
        input,
      )
    return { place, db, id, add }
  }

  async function opens(db: Database, username: string, typed: string): Promise<boolean> {
    return verifyPassword(await findAccountByUsername(db.read, username), typed)
  }

  test('the first administrator comes from the command line, with the password from standard input', async () => {
    const { db, place, id, add } = await openWithOffice()
    const { status, out, err } = await add('first')
    const account = await findAccountByUsername(db.read, 'first')
    expect({ status, out, err }).toEqual({ status: 0, out: `${account?.id}\n`, err: '' })
    expect(account).toMatchObject({
      role: 'admin',
      organisation_id: id,
      region: '750000000',
      language: 'kk',
      active: 1,
      password_hash: expect.stringMatching(/^argon2id\$65536\$3\$/),
    })
    expect(await opens(db, 'first', password)).toBe(true)
    expect((await runPana(['organisation', 'list'], place)).out).toBe(`${id}\tpolice\t750000000\t\tУправление\n`)
    const entries = await db.read.selectFrom('audit_entry').select(['actor_id', 'action']).orderBy('seq').execute()
    expect(entries).toEqual([
      { actor_id: 'program', action: 'reference.loaded' },
      { actor_id: 'operator', action: 'organisation.added' },
      { actor_id: 'operator', action: 'account.added' },
    ])
  })

  test('a generated password is printed once and opens the account', async () => {
    const { db, add } = await openWithOffice()
    const { status, out } = await add('first', ['--generate'], '')
    const made = /^password: (\S{19})$/m.exec(out)?.[1] ?? ''
    expect(status).toBe(0)
    expect(await opens(db, 'first', made)).toBe(true)
  })

  test('every fault of an account is told at once, and none is made', async () => {
    const { db, place } = await openWithOffice()
    const wrong = ['user', 'add', '?', '--display', ' ', '--role', 'king', '--organisation', 'none']
    const { status, out, err } = await runPana(wrong, place, 'short\n')
    expect(err.trimEnd().split('\n').sort()).toEqual([
      'display_name: required',
      'organisation: unknown_organisation',
      'password: password_too_short',
      'role: unknown_option',
      'username: invalid_username',
    ])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(await db.read.selectFrom('account').select('id').execute()).toEqual([])
  })

  test('disable shuts the account and ends its sessions, reset opens it with another password', async () => {
    const { db, place, add } = await openWithOffice()
    await add('first')
    const account = await findAccountByUsername(db.read, 'first')
    const times = { created_at: '2026-11-23T00:00:00.000Z', seen_at: '2026-11-23T00:00:00.000Z' }
    const session = { id_hash: 'h', account_id: account?.id ?? '', data: '{}', expires_at: '2099-01-01T00:00:00.000Z' }
    await db.write
      .insertInto('session')
      .values({ ...session, ...times })
      .execute()
    expect(await runPana(['user', 'disable', 'first'], place)).toMatchObject({ status: 0 })
    expect(await opens(db, 'first', password)).toBe(false)
    expect(await db.read.selectFrom('session').selectAll().execute()).toEqual([])
    const reset = await runPana(['user', 'reset', 'FIRST', '--generate'], place)
    const made = /^password: (\S{19})$/m.exec(reset.out)?.[1] ?? ''
    expect(await opens(db, 'first', made)).toBe(true)
    expect(await runPana(['user', 'reset', 'first'], place, `${password}\n`)).toMatchObject({ status: 0 })
    expect(await opens(db, 'first', password)).toBe(true)
    expect(await opens(db, 'first', made)).toBe(false)
  })

  test('a name that nobody has is found wrong; a password among the words is no usage', async () => {
    const { place } = await openWithOffice()
    const unknown = await runPana(['user', 'disable', 'nobody'], place)
    expect(unknown).toEqual({ status: 1, out: '', err: 'no account nobody\n' })
    expect(await runPana(['user', 'reset', 'first', password], place)).toMatchObject({ status: 2 })
    expect(await runPana(['user', 'add', 'first', '--password', password], place)).toMatchObject({ status: 2 })
  })
})

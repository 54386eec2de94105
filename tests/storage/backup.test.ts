import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backup, backupKeys, restore, restoreKeys } from '../../src/storage/backup.ts'
import { change } from '../../src/storage/change.ts'
import { createPostgresDatabase } from '../../src/storage/portable.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine, makePlace, type Place } from '../support/database.ts'

const actor = { id: 'account-1', role: 'inspector' }
const at = '2026-03-01T10:00:00.000Z'
const sealedAt = { table: 'person', column: 'sealed_identity', row: 'p1' }

function bringKeyFiles(from: Place, to: Place): void {
  mkdirSync(to.keyDir, { recursive: true })
  for (const name of ['master.key', 'index.key', 'anchor.key', 'anchor.pub']) {
    copyFileSync(join(from.keyDir, name), join(to.keyDir, name))
  }
}

eachEngine((name, open) => {
  async function openFilled() {
    const db = await open()
    const key_id = await db.keys.create('person')
    const sealed_identity = await db.keys.seal(key_id, sealedAt, 'Айгүл')
    const origin = { district: '7510', organisation_id: 'police', case_id: null, recorded_by: 'account-1' }
    const rest = { ...origin, merged_into: null, indexed: 0 }
    const person = { id: 'p1', region: '75', key_id, sealed_identity, sex: 'female', created_at: at, ...rest }
    await change(db, { actor, at, region: '75' }, async tx => {
      await tx.insertInto('person').values(person).execute()
      return { value: undefined, entries: [{ action: 'person.created', subject: 'person:p1' }] }
    })
    await db.audit.flush()
    return { db, person, file: join(db.place.anchorDir, 'saved', 'data') }
  }

  test('a copy of the running system comes back whole on another machine', async () => {
    const { db, person, file } = await openFilled()
    await backup(db, file)
    await backupKeys(db, `${file}.keys`)
    await db.keys.create('case')
    const target = makePlace(name)
    bringKeyFiles(db.place, target)
    if (target.databaseUrl !== undefined) await createPostgresDatabase(target.databaseUrl)
    await restore(target, file)
    await restoreKeys(target, `${file}.keys`)
    const back = await open(target)
    expect(await back.read.selectFrom('person').selectAll().execute()).toEqual([person])
    expect(await back.keys.unseal(person.key_id, sealedAt, person.sealed_identity)).toBe('Айгүл')
    expect(await verifyAudit(back, db.place.anchorDir)).toEqual([])
  })

  test('a backup of the data holds no key', async () => {
    const { db, file } = await openFilled()
    await backup(db, file)
    const wrapped = await db.keys.table.read.selectFrom('wrapped_key').select('wrapped').executeTakeFirstOrThrow()
    const bytes = readFileSync(file)
    expect(bytes.includes(wrapped.wrapped)).toBe(false)
    expect(bytes.includes(readFileSync(join(db.place.keyDir, 'master.key')))).toBe(false)
  })

  test('a name with a line separator in it comes back as it was', async () => {
    const { db, file } = await openFilled()
    const name_ru = 'Центр\u2028«Опора»\u2029'
    const names = { id: 'o1', kind: 'centre', name_kk: 'Орталық', name_ru, region: '75', district: null }
    await db.write
      .insertInto('organisation')
      .values({ ...names, active: 1, created_at: at })
      .execute()
    await backup(db, file)
    const target = makePlace(name)
    if (target.databaseUrl !== undefined) await createPostgresDatabase(target.databaseUrl)
    await restore(target, file)
    bringKeyFiles(db.place, target)
    const copy = await open(target)
    const rows = await copy.read.selectFrom('organisation').select('name_ru').execute()
    expect(rows).toEqual([{ name_ru }])
  })

  test('a restore never writes over data, and a backup never over a file', async () => {
    const { db, file } = await openFilled()
    await backup(db, file)
    await expect(restore(db.place, file)).rejects.toThrow('restore needs')
    await expect(backup(db, file)).rejects.toThrow('exists already')
  })

  test('a cut backup is refused', async () => {
    const { db, file } = await openFilled()
    await backup(db, file)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * 0.7)))
    const target = makePlace(name)
    if (target.databaseUrl !== undefined) await createPostgresDatabase(target.databaseUrl)
    await expect(restore(target, file)).rejects.toThrow(/malformed|damaged|JSON/)
  })
})

import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase, keyOptionsOf } from '../../src/storage/database.ts'
import { openKeys } from '../../src/storage/keys.ts'
import { eachEngine, makePlace } from '../support/database.ts'

const place = { table: 'person', column: 'sealed_identity', row: 'person-1' }
const text = 'Әсел Қайратқызы, Абай 10'

eachEngine((name, open) => {
  test('a sealed text opens again and hides what it says', async () => {
    const { keys } = await open()
    const id = await keys.create('person')
    const sealed = await keys.seal(id, place, text)
    expect(sealed).toMatch(/^v1\.[\w-]+$/)
    expect(Buffer.from(sealed.slice(3), 'base64url').includes(Buffer.from('Абай'))).toBe(false)
    expect(await keys.unseal(id, place, sealed)).toBe(text)
    expect(await keys.seal(id, place, text)).not.toBe(sealed)
  })

  test.each([{ table: 'case_file' }, { column: 'sealed_contact' }, { row: 'person-2' }])(
    'a ciphertext moved to %o is refused',
    async moved => {
      const { keys } = await open()
      const id = await keys.create('person')
      const sealed = await keys.seal(id, place, text)
      await expect(keys.unseal(id, { ...place, ...moved }, sealed)).rejects.toMatchObject({ reason: 'text_changed' })
    },
  )

  test('every flipped byte of a ciphertext is refused', async () => {
    const { keys } = await open()
    const id = await keys.create('case')
    const bytes = Buffer.from((await keys.seal(id, place, 'ab')).slice(3), 'base64url')
    for (const index of bytes.keys()) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(index) ^ 1, index)
      await expect(keys.unseal(id, place, `v1.${flipped.toString('base64url')}`)).rejects.toThrow('text_changed')
    }
  })

  test('the key of another case opens nothing', async () => {
    const { keys } = await open()
    const [own, other] = [await keys.create('case'), await keys.create('case')]
    const sealed = await keys.seal(own, place, text)
    await expect(keys.unseal(other, place, sealed)).rejects.toThrow('text_changed')
  })

  test('keys survive a reopening, and a foreign master key unwraps none of them', async () => {
    const db = await open()
    const id = await db.keys.create('case')
    const sealed = await db.keys.seal(id, place, text)
    await db.close()
    const again = await open(db.place)
    await again.keys.preload([id, 'never made'])
    expect(await again.keys.unseal(id, place, sealed)).toBe(text)
    writeFileSync(join(db.place.keyDir, 'master.key'), randomBytes(32))
    const foreign = await open(db.place)
    await expect(foreign.keys.unseal(id, place, sealed)).rejects.toThrow('text_changed')
  })

  test('a destroyed key stays destroyed, even when an old key store comes back', async () => {
    const db = await open()
    const id = await db.keys.create('case')
    const sealed = await db.keys.seal(id, place, text)
    const saved = await db.keys.table.read.selectFrom('wrapped_key').selectAll().execute()
    await db.write
      .insertInto('tombstone')
      .values({ key_id: id, kind: 'case', destroyed_at: '2026-03-01T10:00:00.000Z' })
      .execute()
    await db.keys.destroy(id)
    await expect(db.keys.unseal(id, place, sealed)).rejects.toThrow('key_missing')
    await db.keys.table.write.insertInto('wrapped_key').values(saved).execute()
    await db.close()
    const restored = await open(db.place)
    await expect(restored.keys.unseal(id, place, sealed)).rejects.toThrow('key_missing')
  })

  test('a search token depends on its kind and its text, and is the same at each start', async () => {
    const db = await open()
    const token = db.keys.indexToken('iin', '900101300123')
    expect(token).not.toBe(db.keys.indexToken('phone', '900101300123'))
    const again = await open(db.place)
    expect(again.keys.indexToken('iin', '900101300123')).toBe(token)
  })

  test('without leave to make them, missing key files stop the start', async () => {
    const options = { ...keyOptionsOf(makePlace(name)), allowCreate: false }
    await expect(openKeys(options)).rejects.toThrow('master.key')
  })

  test('keys inside the data folder stop the start', async () => {
    const bad = makePlace(name)
    await expect(openDatabase({ ...bad, keyDir: join(bad.dataDir, 'keys') })).rejects.toThrow('must not lie')
  })

  test('key files are for their owner alone', async () => {
    const { place } = await open()
    for (const file of ['master.key', 'index.key', 'anchor.key']) {
      expect(statSync(join(place.keyDir, file)).mode & 0o777).toBe(0o600)
    }
    expect(readFileSync(join(place.keyDir, 'master.key'))).toHaveLength(32)
  })
})

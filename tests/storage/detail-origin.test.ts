import { Migrator } from 'kysely/migration'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openCard, type CardRow } from '../../src/storage/person-detail-store.ts'
import { eachEngine, makePlace } from '../support/database.ts'

const at = '2026-01-10T10:00:00.000Z'
const region = '750000000'
const district = '751010000'
const names = Object.keys(migrations).sort()
const before = names[names.indexOf('0013-person-detail-origin') - 1] ?? ''

eachEngine((engine, open) => {
  test('what was known of a person before origins were kept belongs to the district that recorded it', async () => {
    const db = await open({ ...makePlace(engine), migrate: false })
    await new Migrator({ db: db.write, provider: { getMigrations: async () => migrations } }).migrateTo(before)
    const key_id = await db.keys.create('person')
    const card = { language: 'қазақша', interpreter: '', disability: '', pregnancy: '', employment: '' }
    const sealedAt = { table: 'person', column: 'sealed_card', row: 'her' }
    const sealed_card = await db.keys.seal(key_id, sealedAt, JSON.stringify(card))
    const insert = async (table: string, row: Readonly<Record<string, string | number>>) => {
      const columns = sql.join(Object.keys(row).map(name => sql.ref(name)))
      await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(db.write)
    }
    const account = { username: 'one', display_name: 'One', role: 'inspector', organisation_id: 'police', region }
    await insert('organisation', {
      id: 'police',
      kind: 'police',
      name_kk: '',
      name_ru: '',
      region,
      active: 1,
      created_at: at,
    })
    const access = { district, password_hash: '', language: 'kk', active: 1, created_at: at }
    await insert('account', { id: 'officer', ...account, ...access })
    const person = { region, key_id, sealed_identity: '', sex: 'female', created_at: at }
    await insert('person', { id: 'her', ...person, sealed_card })
    await insert('person', { id: 'him', ...person })
    const contact = { sealed_contact: '', sealed_wishes: '', opened_at: at, opened_by: 'officer' }
    const standing = { state: 'open', category: 'high', category_rank: 2, provisional: 0, reassess_by: at }
    const parties = { victim_id: 'her', perpetrator_id: 'him', relationship: 'spouse', key_id: 'key' }
    await insert('case_file', { id: 'case', number: '1', region, district, ...parties, ...standing, ...contact })
    const added = { person_id: 'her', region, added_at: at, added_by: 'officer' }
    await insert('person_phone', { id: 'phone', ...added, sealed_phone: '' })
    await insert('person_address', { id: 'address', ...added, added_by: 'somebody who is gone', sealed_address: '' })
    const kept = { person_id: 'him', region, doubts: '[]', sealed_reason: '', kept_at: at, kept_by: 'officer' }
    await insert('iin_exception', { id: 'exception', ...kept })

    await migrate(db.engine)

    const origin = ['district', 'organisation_id', 'case_id'] as const
    for (const table of ['person_phone', 'iin_exception'] as const) {
      const rows = await db.read.selectFrom(table).select(origin).execute()
      expect(rows, table).toEqual([{ district, organisation_id: 'police', case_id: null }])
    }
    const address = await db.read.selectFrom('person_address').select('district').executeTakeFirstOrThrow()
    expect(address.district).toBe(district)
    const people = await db.read
      .selectFrom('person')
      .select([...origin, 'recorded_by'])
      .execute()
    const made = { district, organisation_id: 'police', case_id: 'case', recorded_by: 'officer' }
    expect(people).toEqual([made, made])
    const [moved] = (await db.read.selectFrom('person_card').selectAll().execute()) as [CardRow]
    expect(moved).toMatchObject({ person_id: 'her', district, case_id: 'case' })
    expect(await openCard(db, { key_id }, moved)).toEqual(card)
    const edit = db.write.updateTable('iin_exception').set({ doubts: '["other"]' }).execute()
    await expect(edit).rejects.toThrow(/refuses/)
  })
})

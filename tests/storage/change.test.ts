import { expect, test } from 'vitest'
import { change } from '../../src/storage/change.ts'
import type { Database } from '../../src/storage/database.ts'
import { recordRead } from '../../src/storage/reads.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine } from '../support/database.ts'

const actor = { id: 'account-1', role: 'inspector' }
const at = '2026-03-01T10:00:00.000Z'
const context = { actor, at, region: '75' }

async function bury(db: Database, id: string, region = '75'): Promise<void> {
  await change(db, { actor, at, region }, async tx => {
    await tx.insertInto('tombstone').values({ key_id: id, kind: 'case', destroyed_at: at }).execute()
    return { value: undefined, entries: [{ action: 'case.shredded', subject: `case:${id}`, details: { part: 'all' } }] }
  })
}

async function countTombstones(db: Database): Promise<number> {
  return (await db.read.selectFrom('tombstone').selectAll().execute()).length
}

eachEngine((_name, open) => {
  test('a change without an audit entry leaves nothing behind', async () => {
    const db = await open()
    const silent = change(db, context, async tx => {
      await tx.insertInto('tombstone').values({ key_id: 'k', kind: 'case', destroyed_at: at }).execute()
      return { value: 1, entries: [] }
    })
    await expect(silent).rejects.toThrow('must leave an audit entry')
    expect(await countTombstones(db)).toBe(0)
    expect(await db.read.selectFrom('audit_head').selectAll().execute()).toEqual([])
  })

  test('a change that fails leaves neither its rows nor its entries', async () => {
    const db = await open()
    await bury(db, 'one')
    await expect(bury(db, 'one')).rejects.toThrow(/unique/i)
    expect(await db.read.selectFrom('audit_entry').select('seq').execute()).toEqual([{ seq: 1 }])
  })

  test('twenty changes at once in one region keep its chain whole', async () => {
    const db = await open()
    await Promise.all(Array.from({ length: 20 }, (_, index) => bury(db, `case-${index}`)))
    expect(await countTombstones(db)).toBe(20)
    const seqs = await db.read.selectFrom('audit_entry').select('seq').orderBy('seq').execute()
    expect(seqs.map(row => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
  })

  test('a change of two regions leaves an entry in each, and none where one region has no entry', async () => {
    const db = await open()
    const both = { actor, at, region: ['79', '75'] as const }
    const entry = (region: string) => ({ action: 'case.transferred', subject: 'case:1', region })
    await change(db, both, async () => ({ value: 0, entries: [entry('79'), entry('75')] }))
    const half = change(db, both, async () => ({ value: 0, entries: [entry('79')] }))
    await expect(half).rejects.toThrow('region 75')
    const heads = await db.read.selectFrom('audit_head').select(['region', 'seq']).orderBy('region').execute()
    expect(heads).toEqual([
      { region: '75', seq: 1 },
      { region: '79', seq: 1 },
    ])
  })

  test('opposite changes of the same two regions do not wait for each other for ever', async () => {
    const db = await open()
    const transfer = (region: [string, string]) =>
      change(db, { actor, at, region }, async () => ({
        value: 0,
        entries: region.map(code => ({ action: 'case.transferred', subject: 'case:1', region: code })),
      }))
    await Promise.all(Array.from({ length: 10 }, (_, i) => transfer(i % 2 === 0 ? ['75', '79'] : ['79', '75'])))
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
  })

  test('reads of the same moment are each recorded before they resolve', async () => {
    const db = await open()
    const read = (id: number) => recordRead(db, context, { action: 'case.read', subject: `case:${id}` })
    const places = await Promise.all(Array.from({ length: 30 }, (_, id) => read(id)))
    const rows = await db.read.selectFrom('audit_entry').select(['subject', 'seq']).execute()
    const told = places.map((seq, id) => ({ subject: `case:${id}`, seq }))
    expect(rows.toSorted((one, other) => one.seq - other.seq)).toEqual(
      told.toSorted((one, other) => one.seq - other.seq),
    )
    expect(new Set(rows.map(row => row.subject)).size).toBe(30)
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
  })

  test('a read whose log fails is refused, and the next one is recorded again', async () => {
    const db = await open()
    const read = () => recordRead(db, context, { action: 'case.read', subject: 'case:1' })
    await db.write.schema.alterTable('audit_entry').renameTo('audit_gone').execute()
    await expect(read()).rejects.toThrow('audit_entry')
    await db.write.schema.alterTable('audit_gone').renameTo('audit_entry').execute()
    await expect(read()).resolves.toBe(1)
  })
})

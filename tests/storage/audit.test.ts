import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { anchorFile, readAnchors } from '../../src/storage/anchor.ts'
import { hashRow, type AuditRow } from '../../src/storage/audit-chain.ts'
import { change } from '../../src/storage/change.ts'
import type { Database } from '../../src/storage/database.ts'
import { verifyAudit, verifyTail } from '../../src/storage/verify-audit.ts'
import { dropAuditTriggers } from '../support/audit.ts'
import { eachEngine, type OpenDatabase } from '../support/database.ts'

const actor = { id: 'account-1', role: 'inspector' }
const at = '2026-03-01T10:00:00.000Z'

async function openWithEntries(open: OpenDatabase, count: number) {
  const db = await open()
  await append(db, count)
  await db.audit.flush()
  return db
}

async function append(db: Database, count: number, action = 'case.read'): Promise<void> {
  const entries = Array.from({ length: count }, (_, id) => ({
    action,
    subject: `case:${id}`,
    details: { tier: 'T2', rows: 3, all: false },
  }))
  await change(db, { actor, at, region: '75' }, async () => ({ value: undefined, entries }))
}

async function faultsOf(db: Database & { place: { anchorDir: string } }): Promise<string[]> {
  return (await verifyAudit(db, db.place.anchorDir)).map(fault => `${fault.code} ${fault.seq}`)
}

async function rowsOf(db: Database): Promise<AuditRow[]> {
  return db.read.selectFrom('audit_entry').selectAll().orderBy('seq').execute()
}

const textColumns = [
  'region',
  'at',
  'actor_id',
  'actor_role',
  'action',
  'subject',
  'details',
  'prev_hash',
  'hash',
] as const

eachEngine((_name, open) => {
  test('an untouched log has no fault', async () => {
    expect(await faultsOf(await openWithEntries(open, 5))).toEqual([])
  })

  test.each(textColumns)('a changed %s of one entry is found', async column => {
    const db = await openWithEntries(open, 5)
    await dropAuditTriggers(db)
    await db.write
      .updateTable('audit_entry')
      .set({ [column]: sql`${sql.ref(column)} || ' '` })
      .where('seq', '=', 3)
      .execute()
    expect(await faultsOf(db)).not.toEqual([])
  })

  test('a deleted entry is found', async () => {
    const db = await openWithEntries(open, 5)
    await dropAuditTriggers(db)
    await db.write.deleteFrom('audit_entry').where('seq', '=', 3).execute()
    expect(await faultsOf(db)).toContain('entry_missing 3')
  })

  test('an inserted entry is found', async () => {
    const db = await openWithEntries(open, 5)
    const last = (await rowsOf(db)).at(-1)!
    const forged = { ...last, seq: last.seq + 1, prev_hash: last.hash, subject: 'case:9' }
    await db.write
      .insertInto('audit_entry')
      .values({ ...forged, hash: hashRow(forged) })
      .execute()
    expect(await faultsOf(db)).toEqual(['head_differs 6'])
  })

  test('two entries that changed places are found', async () => {
    const db = await openWithEntries(open, 5)
    await dropAuditTriggers(db)
    for (const [from, to] of [
      [2, -1],
      [3, 2],
      [-1, 3],
    ] as const) {
      await db.write.updateTable('audit_entry').set({ seq: to }).where('seq', '=', from).execute()
    }
    expect(await faultsOf(db)).toContain('chain_broken 2')
  })

  test('a tail cut before the last anchor is found even when the head is set back', async () => {
    const db = await openWithEntries(open, 5)
    await dropAuditTriggers(db)
    await db.write.deleteFrom('audit_entry').where('seq', '>', 3).execute()
    const third = (await rowsOf(db)).at(-1)!
    await db.write.updateTable('audit_head').set({ seq: 3, hash: third.hash }).execute()
    expect(await faultsOf(db)).toEqual(['tail_cut 5'])
  })

  test('a whole chain that was written anew is found by its anchor', async () => {
    const db = await openWithEntries(open, 3)
    await dropAuditTriggers(db)
    const rows = await rowsOf(db)
    await db.write.deleteFrom('audit_entry').execute()
    await db.write.deleteFrom('audit_head').execute()
    await append(db, rows.length + 1, 'case.printed')
    expect(await faultsOf(db)).toEqual(['anchor_differs 3'])
  })

  test('a region that has vanished is found', async () => {
    const db = await openWithEntries(open, 3)
    await dropAuditTriggers(db)
    await db.write.deleteFrom('audit_entry').execute()
    await db.write.deleteFrom('audit_head').execute()
    expect(await faultsOf(db)).toEqual(['tail_cut 3'])
  })

  test('an anchor that nobody signed is found', async () => {
    const db = await openWithEntries(open, 3)
    const file = anchorFile(db.place.anchorDir)
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":3', '"seq":2'))
    appendFileSync(file, 'not an anchor\n')
    expect(await faultsOf(db)).toEqual(['anchor_broken 1', 'anchor_broken 2'])
  })

  test('heads are anchored after a hundred entries and at stop', async () => {
    const db = await open()
    const count = () => readFileSync(anchorFile(db.place.anchorDir), 'utf8').trim().split('\n').length
    await append(db, 99)
    expect(count).toThrow('ENOENT')
    await append(db, 1)
    expect(count()).toBe(1)
    await append(db, 1)
    await db.close()
    expect(count()).toBe(2)
  })

  test('heads that have moved are anchored after five minutes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const db = await open()
      await append(db, 3)
      vi.advanceTimersByTime(5 * 60_000)
      const anchors = () => readAnchors(db.place.anchorDir, db.keys.anchorPublic)
      await expect.poll(() => anchors().map(anchor => anchor?.seq)).toEqual([3])
      vi.advanceTimersByTime(5 * 60_000)
      await append(db, 1)
      vi.advanceTimersByTime(5 * 60_000)
      await expect.poll(() => anchors().map(anchor => anchor?.seq)).toEqual([3, 4])
    } finally {
      vi.useRealTimers()
    }
  })

  test('the tail after the last anchor is checked alone, however long the log', async () => {
    const db = await openWithEntries(open, 5)
    await append(db, 4)
    const tail = async () => (await verifyTail(db.read, db.audit.lastAnchored())).map(one => `${one.code} ${one.seq}`)
    expect(await tail()).toEqual([])
    await dropAuditTriggers(db)
    const spoil = (seq: number) =>
      db.write.updateTable('audit_entry').set({ action: 'x' }).where('seq', '=', seq).execute()
    await spoil(2)
    expect(await tail(), 'before the anchor: for the whole check').toEqual([])
    await spoil(7)
    expect(await tail()).toEqual(['entry_changed 7'])
    await db.write.deleteFrom('audit_entry').where('seq', '=', 7).execute()
    expect(await tail()).toEqual(['entry_missing 7', 'chain_broken 8'])
    await db.write.deleteFrom('audit_entry').where('seq', '>', 4).execute()
    const head = (await rowsOf(db)).at(-1)!
    await db.write.updateTable('audit_head').set({ seq: 4, hash: head.hash }).execute()
    expect(await tail()).toContain('tail_cut 5')
  })

  test('an anchor of before the start is where the next check of the tail begins', async () => {
    const db = await openWithEntries(open, 5)
    const { hash } = (await rowsOf(db)).at(-1)!
    await db.close()
    const again = await open(db.place)
    expect(again.audit.lastAnchored().get('75')).toEqual({ region: '75', seq: 5, hash })
  })

  test.each(['update', 'delete'] as const)('the engine itself refuses to %s an entry', async kind => {
    const db = await openWithEntries(open, 1)
    const attack =
      kind === 'delete'
        ? db.write.deleteFrom('audit_entry')
        : db.write.updateTable('audit_entry').set({ subject: 'case:2' })
    await expect(attack.execute()).rejects.toThrow(`audit_entry refuses ${kind}`)
    expect((await rowsOf(db)).map(row => row.subject)).toEqual(['case:0'])
  })
})

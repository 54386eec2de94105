import { expect, test } from 'vitest'
import type { Actor } from '../../src/domain/access/decide.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { countQueue, listQueue, type QueuePlace } from '../../src/storage/agenda-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'

const later = '2100-01-01T00:00:00.000Z'
const all = { limit: 1000, offset: 0 }

function queueOf(district: string) {
  const place = { region: '750000000', district, organisation: 'commission', excluded: [] }
  return scopeOf({ id: 's', role: 'secretary', ...place } satisfies Actor, 'queue.view')
}

async function turnPages(db: Database, limit: number) {
  const found = []
  for (let behind: QueuePlace | undefined; ;) {
    const page = await listQueue(db.read, queueOf('751010000'), later, { limit, offset: 0, behind })
    found.push(...page)
    behind = page.at(-1)
    if (page.length < limit) return found
  }
}

eachEngine((_engine, open) => {
  test('the pages of the queue, each found behind the one before, are the whole queue once and in order', async () => {
    const db = await open()
    await startProgram(db, 250)
    const scope = queueOf('751010000')
    const whole = await listQueue(db.read, scope, later, all)
    expect(whole.length).toBeGreaterThan(14)
    expect(await turnPages(db, 7)).toEqual(whole)
    expect(await listQueue(db.read, scope, later, { limit: 7, offset: 5 })).toEqual(whole.slice(5, 12))
    expect(await countQueue(db.read, scope, later, 1000)).toBe(whole.length)
    expect(await countQueue(db.read, scope, later, 5)).toBe(5)
  })

  test('a queue holds the scope that asks, whoever asked the same before', async () => {
    const db = await open()
    await startProgram(db, 60)
    for (const district of ['751010000', '751110000', '751010000', 'nowhere']) {
      const found = await listQueue(db.read, queueOf(district), later, all)
      expect(found.every(item => item.district === district)).toBe(true)
      expect(found.length > 0).toBe(district !== 'nowhere')
      expect(await countQueue(db.read, queueOf(district), later, 1000)).toBe(found.length)
    }
    const scope = queueOf('751010000')
    const [first, second, ...rest] = await listQueue(db.read, scope, later, all)
    const excluded = [first?.case_id ?? '', second?.case_id ?? '']
    expect(await listQueue(db.read, { ...scope, excluded }, later, all)).toEqual(rest)
    expect(await countQueue(db.read, { ...scope, excluded }, later, 1000)).toBe(rest.length)
  })
})

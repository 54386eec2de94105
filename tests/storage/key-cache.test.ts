import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { KeyCache } from '../../src/storage/key-cache.ts'

function makeCache() {
  const clock = { ms: Date.parse('2026-03-01T10:00:00.000Z') }
  const cache = new KeyCache(() => new Date(clock.ms))
  return { cache, clock }
}

test('a key is forgotten after its minute, however often it was used', () => {
  const { cache, clock } = makeCache()
  cache.put('k', randomBytes(32))
  clock.ms += 59_999
  expect(cache.get('k')).toHaveLength(32)
  clock.ms += 1
  expect(cache.get('k')).toBeUndefined()
  expect(cache.size).toBe(0)
})

test('a key that nobody asks for again leaves the memory too', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { cache, clock } = makeCache()
  cache.put('old', randomBytes(32))
  clock.ms += 60_000
  cache.put('new', randomBytes(32))
  vi.advanceTimersByTime(60_000)
  expect(cache.size).toBe(1)
  cache.close()
  expect(cache.size).toBe(0)
  vi.useRealTimers()
})

test('of more keys than it holds the least recently used goes first', () => {
  const { cache } = makeCache()
  for (let n = 0; n < 5_000; n += 1) cache.put(`k${n}`, randomBytes(32))
  cache.get('k0')
  cache.put('one more', randomBytes(32))
  expect([cache.get('k0') !== undefined, cache.get('k1')]).toEqual([true, undefined])
  cache.close()
})

import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { removePlaces } from './database.ts'

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, 'nothing may be written to console.error').toEqual([])
})

afterAll(removePlaces)

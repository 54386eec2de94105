import type { KeyId } from './key-table.ts'

const maxKeys = 5_000
const maxAgeMs = 60_000

type Cached = { readonly key: Buffer; readonly until: number }

/** Unwrapped keys, the least recently used out first, none for longer than a minute. */
export class KeyCache {
  readonly #cached = new Map<KeyId, Cached>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  get(id: KeyId): Buffer | undefined {
    const found = this.#cached.get(id)
    if (found === undefined) return undefined
    this.#cached.delete(id)
    if (found.until <= this.#now().getTime()) return undefined
    this.#cached.set(id, found)
    return found.key
  }

  put(id: KeyId, key: Buffer): void {
    this.#cached.delete(id)
    this.#cached.set(id, { key, until: this.#now().getTime() + maxAgeMs })
    const oldest = this.#cached.keys().next().value
    if (this.#cached.size > maxKeys && oldest !== undefined) this.#cached.delete(oldest)
  }

  drop(id: KeyId): void {
    this.#cached.delete(id)
  }
}

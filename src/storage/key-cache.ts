import type { KeyId } from './key-table.ts'

const maxKeys = 5_000
const maxAgeMs = 60_000

type Cached = { readonly key: Buffer; readonly until: number }

/** Unwrapped keys, the least recently used out first, none for longer than two minutes whether asked for or not. */
export class KeyCache {
  readonly #cached = new Map<KeyId, Cached>()
  readonly #now: () => Date
  readonly #timer: NodeJS.Timeout

  constructor(now: () => Date) {
    this.#now = now
    this.#timer = setInterval(() => this.forget(), maxAgeMs).unref()
  }

  get size(): number {
    return this.#cached.size
  }

  /** A key that is used stays, but not beyond its minute: then the store is asked whether it still exists. */
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

  /** Drops every key whose minute is over. */
  forget(): void {
    const now = this.#now().getTime()
    for (const [id, { until }] of this.#cached) if (until <= now) this.#cached.delete(id)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#cached.clear()
  }
}

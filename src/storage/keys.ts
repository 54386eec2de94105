import { createHmac, type KeyObject } from 'node:crypto'
import { KeyCache } from './key-cache.ts'
import { openKeyFiles, type KeyFiles } from './key-files.ts'
import {
  eraseWrappedKey,
  insertWrappedKeys,
  openKeyTable,
  type KeyConnections,
  type KeyId,
  type KeyKind,
} from './key-table.ts'
import { makeId, takeRandomBytes } from './random-bytes.ts'
import { SealBroken, sealBytes, unsealBytes, type Place } from './seal.ts'

export type { KeyId, KeyKind } from './key-table.ts'

export type KeyOptions = {
  readonly keyDir: string
  readonly keyDatabaseUrl?: string
  /** Training makes missing key files; production refuses to start without them. */
  readonly allowCreate?: boolean
  readonly now?: () => Date
}

const batchSize = 500

export async function openKeys(options: KeyOptions): Promise<KeyStore> {
  const files = openKeyFiles(options.keyDir, options.allowCreate ?? false)
  const place = { keyDir: options.keyDir, ...(options.keyDatabaseUrl && { keyDatabaseUrl: options.keyDatabaseUrl }) }
  return new KeyStore(files, await openKeyTable(options), place, options.now ?? (() => new Date()))
}

export class KeyStore {
  readonly table: KeyConnections
  /** Where another thread opens the same keys. */
  readonly place: Pick<KeyOptions, 'keyDir' | 'keyDatabaseUrl'>
  readonly #files: KeyFiles
  readonly #cache: KeyCache
  readonly #now: () => Date

  constructor(files: KeyFiles, table: KeyConnections, place: KeyStore['place'], now: () => Date) {
    this.#files = files
    this.table = table
    this.place = place
    this.#now = now
    this.#cache = new KeyCache(now)
  }

  get anchorPrivate(): KeyObject {
    return this.#files.anchorPrivate
  }

  get anchorPublic(): KeyObject {
    return this.#files.anchorPublic
  }

  get sessionSecret(): string {
    return this.#files.sessionSecret
  }

  /** Whether the store answers and the master key opens what it holds. */
  async areUsable(): Promise<boolean> {
    try {
      const row = await this.table.read.selectFrom('wrapped_key').selectAll().limit(1).executeTakeFirst()
      return row === undefined || unsealBytes(this.#files.master, wrapPlace(row.id), row.wrapped).length === 32
    } catch {
      return false
    }
  }

  /** Resolves once the wrapped key is durable, so that no committed text can lack its key. */
  async create(kind: KeyKind): Promise<KeyId> {
    const [id] = await this.createMany(kind, 1)
    if (id === undefined) throw new Error('no key was made')
    return id
  }

  /** Many keys in few writes; resolves once all of them are durable. */
  async createMany(kind: KeyKind, count: number): Promise<KeyId[]> {
    const made = Array.from({ length: count }, () => ({
      id: makeId(),
      key: takeRandomBytes(32),
    }))
    const created_at = this.#now().toISOString()
    const rows = made.map(({ id, key }) => {
      return { id, kind, wrapped: sealBytes(this.#files.master, wrapPlace(id), key), created_at }
    })
    for (let start = 0; start < rows.length; start += batchSize) {
      await insertWrappedKeys(this.table, rows.slice(start, start + batchSize))
    }
    for (const { id, key } of made) this.#cache.put(id, key)
    return made.map(({ id }) => id)
  }

  async seal(id: KeyId, place: Place, text: string): Promise<string> {
    return sealBytes(await this.#keyOf(id), place, Buffer.from(text))
  }

  /** @throws SealBroken when the key is gone, the text was moved or changed. */
  async unseal(id: KeyId, place: Place, sealed: string): Promise<string> {
    return unsealBytes(await this.#keyOf(id), place, sealed).toString()
  }

  /** Unwraps many keys with few queries. Destroyed keys are passed over. */
  async preload(ids: readonly KeyId[]): Promise<void> {
    const missing = [...new Set(ids)].filter(id => this.#cache.get(id) === undefined)
    for (let start = 0; start < missing.length; start += batchSize) {
      await this.#load(missing.slice(start, start + batchSize))
    }
  }

  /** Destroys a key for good. May be repeated. */
  async destroy(id: KeyId): Promise<void> {
    this.#cache.drop(id)
    await eraseWrappedKey(this.table, id)
    this.#cache.drop(id)
  }

  /** Destroys those of the keys that still exist. */
  async destroyAll(ids: readonly KeyId[]): Promise<void> {
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize)
      const found = await this.table.read.selectFrom('wrapped_key').select('id').where('id', 'in', batch).execute()
      for (const { id } of found) await this.destroy(id)
    }
  }

  /** A search token: without the index key it tells nothing about the text. */
  indexToken(kind: string, text: string): string {
    return createHmac('sha256', this.#files.index)
      .update(JSON.stringify([kind, text]))
      .digest('base64url')
  }

  async listCreatedBefore(at: string): Promise<KeyId[]> {
    const rows = await this.table.read.selectFrom('wrapped_key').select('id').where('created_at', '<', at).execute()
    return rows.map(row => row.id)
  }

  async close(): Promise<void> {
    this.#cache.close()
    await this.table.close()
  }

  async #keyOf(id: KeyId): Promise<Buffer> {
    const cached = this.#cache.get(id)
    if (cached !== undefined) return cached
    const key = (await this.#load([id])).get(id)
    if (key === undefined) throw new SealBroken('key_missing')
    return key
  }

  async #load(ids: readonly KeyId[]): Promise<Map<KeyId, Buffer>> {
    const rows = await this.table.read.selectFrom('wrapped_key').selectAll().where('id', 'in', ids).execute()
    const keys = new Map(rows.map(row => [row.id, unsealBytes(this.#files.master, wrapPlace(row.id), row.wrapped)]))
    for (const [id, key] of keys) this.#cache.put(id, key)
    return keys
  }
}

function wrapPlace(id: KeyId): Place {
  return { table: 'wrapped_key', column: 'wrapped', row: id }
}

import type { Kysely } from 'kysely'
import { appendAnchors, readLastAnchors } from './anchor.ts'
import type { AuditHead } from './audit-chain.ts'
import type { KeyStore } from './keys.ts'
import type { Schema } from './schema.ts'

const maxUnanchored = 100
const maxAgeMs = 5 * 60_000

export type AnchorOptions = {
  readonly anchorDir: string
  readonly read: Kysely<Schema>
  readonly keys: KeyStore
  readonly now: () => Date
  /** Told when heads could not be anchored: a committed change is not undone for it. */
  readonly onFault: (error: unknown) => void
}

/** Anchors the heads of all regions every 100 entries, every 5 minutes and at stop. */
export class AnchorWriter {
  readonly #options: AnchorOptions
  readonly #anchored = new Map<string, AuditHead>()
  readonly #timer: NodeJS.Timeout

  constructor(options: AnchorOptions) {
    this.#options = options
    const last = readLastAnchors(options.anchorDir, options.keys.anchorPublic)
    for (const { region, seq, hash } of last.values()) this.#anchored.set(region, { region, seq, hash })
    this.#timer = setInterval(() => void this.#flushOrTell(), maxAgeMs).unref()
  }

  /** The heads as this process last anchored or found them: what the database alone cannot take back. */
  lastAnchored(): ReadonlyMap<string, AuditHead> {
    return this.#anchored
  }

  /** Takes note of a committed head. */
  note(head: AuditHead): void {
    if (head.seq - (this.#anchored.get(head.region)?.seq ?? 0) < maxUnanchored) return
    this.#anchorOrTell([head])
  }

  /** Anchors every head that has moved since its last anchor. */
  async flush(): Promise<void> {
    const heads = await this.#options.read.selectFrom('audit_head').selectAll().where('seq', '>', 0).execute()
    this.#anchor(heads.filter(head => head.seq !== this.#anchored.get(head.region)?.seq))
  }

  async close({ flush = true }: { readonly flush?: boolean } = {}): Promise<void> {
    clearInterval(this.#timer)
    if (flush) await this.#flushOrTell()
  }

  #anchor(heads: readonly AuditHead[]): void {
    if (heads.length === 0) return
    const { anchorDir, keys, now } = this.#options
    appendAnchors(anchorDir, heads, now().toISOString(), keys.anchorPrivate)
    for (const head of heads) this.#anchored.set(head.region, head)
  }

  #anchorOrTell(heads: readonly AuditHead[]): void {
    try {
      this.#anchor(heads)
    } catch (error) {
      this.#options.onFault(error)
    }
  }

  async #flushOrTell(): Promise<void> {
    await this.flush().catch(this.#options.onFault)
  }
}

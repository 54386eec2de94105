import { setImmediate } from 'node:timers/promises'
import { appendEntries, lockHead, type AuditActor, type AuditEntry, type SignedEntry } from './audit-chain.ts'
import type { Database } from './database.ts'

export type ReadContext = { readonly actor: AuditActor; readonly at: string; readonly region: string }

type Waiting = { readonly entry: SignedEntry; readonly settle: PromiseWithResolvers<number> }

const waitingOf = new WeakMap<Database, Map<string, Waiting[]>>()

/**
 * Resolves once the entry is durable: only then may the page go out. Entries of requests that came together, or while
 * the group before was being written, share one transaction. Gives the number of the entry in the chain of its region.
 * Rejects when the log fails, and then the page is not shown.
 */
export function recordRead(db: Database, context: ReadContext, entry: AuditEntry): Promise<number> {
  const waiting = waitingOf.getOrInsertComputed(db, () => new Map<string, Waiting[]>())
  const settle = Promise.withResolvers<number>()
  const item = { entry: { actor: context.actor, at: context.at, entry }, settle }
  const group = waiting.get(context.region)
  if (group !== undefined) group.push(item)
  else void writeGroups(db, waiting, context.region, item)
  return settle.promise
}

/** One group after the other for as long as entries came in meanwhile; never two of a region at once. */
async function writeGroups(db: Database, waiting: Map<string, Waiting[]>, region: string, first: Waiting) {
  waiting.set(region, [first])
  // The requests that arrived in the same turn of the loop still join.
  await setImmediate()
  for (let group = waiting.get(region) ?? []; group.length > 0; group = waiting.get(region) ?? []) {
    waiting.set(region, [])
    await settleGroup(db, region, group)
  }
  waiting.delete(region)
}

async function settleGroup(db: Database, region: string, group: readonly Waiting[]): Promise<void> {
  try {
    const first = (await commitGroup(db, region, group)) - group.length + 1
    group.forEach((item, place) => item.settle.resolve(first + place))
  } catch (error) {
    for (const item of group) item.settle.reject(error)
  }
}

async function commitGroup(db: Database, region: string, group: readonly Waiting[]): Promise<number> {
  const head = await db.write.transaction().execute(async tx => {
    const locked = await lockHead(tx, region)
    return appendEntries(
      tx,
      locked,
      group.map(item => item.entry),
    )
  })
  db.audit.note(head)
  return head.seq
}

import { appendEntries, lockHead, type AuditActor, type AuditEntry, type SignedEntry } from './audit-chain.ts'
import type { Database } from './database.ts'

export type ReadContext = { readonly actor: AuditActor; readonly at: string; readonly region: string }

const gatherMs = 4

type Waiting = { readonly entry: SignedEntry; readonly settle: PromiseWithResolvers<number> }

const waitingOf = new WeakMap<Database, Map<string, Waiting[]>>()

/**
 * Resolves once the entry is durable: only then may the page go out. Entries of the same few milliseconds share one
 * transaction. Gives the number of the entry in the chain of its region. Rejects when the log fails, and then the page is
 * not shown.
 */
export function recordRead(db: Database, context: ReadContext, entry: AuditEntry): Promise<number> {
  const waiting = waitingOf.getOrInsertComputed(db, () => new Map<string, Waiting[]>())
  const settle = Promise.withResolvers<number>()
  const item = { entry: { actor: context.actor, at: context.at, entry }, settle }
  const group = waiting.get(context.region)
  if (group !== undefined) group.push(item)
  else openGroup(db, waiting, context.region, item)
  return settle.promise
}

function openGroup(db: Database, waiting: Map<string, Waiting[]>, region: string, first: Waiting): void {
  const group = [first]
  waiting.set(region, group)
  setTimeout(() => {
    waiting.delete(region)
    commitGroup(db, region, group).then(
      last => group.forEach((item, place) => item.settle.resolve(last - group.length + 1 + place)),
      (error: unknown) => group.forEach(item => item.settle.reject(error)),
    )
  }, gatherMs)
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

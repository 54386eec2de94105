import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { makeOpenings, type Made, type Order } from './make-openings.ts'
import type { ThreadData } from './opening-thread.ts'

/** Makes the rows of cases, here or on another core; one order at a time. */
export type OpeningMaker = { make(order: Order): Promise<Made>; close(): Promise<void> }

/** A thread takes a second to start. */
const worthAThread = 3000

/** While a thread makes the next cases, this one can write those before. */
export function startMaker(deps: CommandDeps, cases: number): OpeningMaker {
  if (cases >= worthAThread) return startThread(deps)
  return { make: order => makeOpenings(deps, order), close: async () => undefined }
}

function startThread({ db, questionnaires, calendar, now }: CommandDeps): OpeningMaker {
  const workerData: ThreadData = { keys: db.keys.place, questionnaires, calendar, now: now.toString() }
  const thread = new Worker(new URL('opening-thread.ts', import.meta.url), { workerData })
  const make = async (order: Order) => {
    thread.postMessage(order)
    const [made] = (await once(thread, 'message')) as [Made]
    return made
  }
  const close = async () => {
    thread.postMessage(null)
    await once(thread, 'exit')
  }
  return { make, close }
}

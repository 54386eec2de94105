import { parentPort, workerData } from 'node:worker_threads'
import { openKeys } from '../../src/storage/keys.ts'
import { makeId } from '../../src/storage/random-bytes.ts'
import { makeOpenings, type MakeDeps, type Order } from './make-openings.ts'

/** What a thread that makes cases is started with: what could not be copied is named. */
export type ThreadData = Pick<MakeDeps, 'questionnaires' | 'calendar'> & {
  readonly keys: MakeDeps['db']['keys']['place']
  readonly now: string
}

const { keys: place, questionnaires, calendar, now: at } = workerData as ThreadData
const port = parentPort
if (!port) throw new Error('this file is run by a thread of the demo')

const keys = await openKeys(place)
const deps = { db: { keys }, questionnaires, calendar, now: Temporal.Instant.from(at), newId: makeId }

port.on('message', (order: Order | null) => {
  if (order) void makeOpenings(deps, order).then(made => port.postMessage(made))
  else void keys.close().then(() => port.close())
})

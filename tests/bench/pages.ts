import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Express } from 'express'
import { inventAnswers } from '../../db/demo/invent-answers.ts'
import { createRandom } from '../../db/demo/random.ts'
import { createApp } from '../../src/app.ts'
import { bankOrThrow } from '../../src/commands/assessment/definitions.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { listen } from '../support/browser.ts'
import { createBareApp } from './bare.ts'
import { signInAt } from './signed-in.ts'
import { dependenciesOf } from './store.ts'

export type Load = { readonly name: string; readonly perSecond: number; readonly p95: number }

const run = promisify(execFile)
const almaly = '751010000'

/** The bare page, the queue of a district and a half-filled interview, one after the other on one database. */
export async function measurePages(db: Database, seconds: number): Promise<Load[]> {
  const deps = dependenciesOf(db)
  const bare = createBareApp(db.engine.location, almaly)
  const limit = await measure('bare', bare.app, seconds, async address => ({ url: `${address}/`, headers: {} }))
  bare.close()
  const app = createApp(deps)
  const queue = await measure('queue', app, seconds, async address => {
    return { url: `${address}/queue`, headers: await signInAt(address, 'secretary') }
  })
  const path = await draftPath(deps)
  const interview = await measure('interview', app, seconds, async address => {
    return { url: address + path, headers: await signInAt(address, 'inspector') }
  })
  return [limit, queue, interview]
}

type Target = { readonly url: string; readonly headers: Record<string, string> }

async function measure(name: string, app: Express, seconds: number, aim: (address: string) => Promise<Target>) {
  const { server, address } = await listen(app)
  try {
    const order = JSON.stringify({ ...(await aim(address)), seconds })
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'load.ts'), order])
    return { name, ...(JSON.parse(stdout) as Omit<Load, 'name'>) }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** The block with the most questions of a draft in which every question asked has its answer. */
async function draftPath(edge: Dependencies): Promise<string> {
  const now = edge.clock()
  const deps = { ...edge, now }
  const account = await findAccountByUsername(deps.db.read, 'inspector')
  const started = account && (await startInterview(deps, actorOf(account)))
  if (!account || !started?.ok) throw new Error('the inspector could not start an interview')
  const bank = bankOrThrow(deps.questionnaires, deps.questionnaires.banks[0]?.definition.version ?? '')
  const answers = inventAnswers(bank, createRandom(1), now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate())
  for (const [item, answer] of Object.entries(answers)) {
    await saveAnswer(deps, actorOf(account), started.value.id, item, answer)
  }
  const sizes = Map.groupBy(bank.items, item => item.block)
  const [longest] = [...sizes].sort(([, one], [, other]) => other.length - one.length)
  return `/interviews/${started.value.id}/${longest?.[0] ?? ''}`
}

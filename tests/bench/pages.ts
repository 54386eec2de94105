import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Express } from 'express'
import { createApp } from '../../src/app.ts'
import type { Database } from '../../src/storage/database.ts'
import { listen } from '../support/browser.ts'
import { createBareApp } from './bare.ts'
import { draftPath } from './draft.ts'
import type { Order } from './load.ts'
import { signInAt } from './signed-in.ts'
import { dependenciesOf } from './store.ts'

const pages = ['bare', 'queue', 'interview'] as const
export type PageName = (typeof pages)[number]

/** What each round gave; `cpuMs` is what the program itself worked for one page. */
type Load = { readonly perSecond: number[]; readonly p95: number[]; readonly cpuMs: number[] }
export type Loads = Readonly<Record<PageName, Load>>

type Target = { readonly url: string; readonly headers: Record<string, string> }
export type Site = { readonly address: string; readonly targets: Readonly<Record<PageName, Target>>; close(): void }

const run = promisify(execFile)
const almaly = '751010000'

/** The bare page and the program over one database, both listening. */
export async function openSite(db: Database): Promise<Site> {
  const deps = dependenciesOf(db)
  const bare = createBareApp(db.engine.location, almaly)
  const [limit, own] = [await serve(bare.app), await serve(createApp(deps))]
  const targets = {
    bare: { url: `${limit.address}/`, headers: {} },
    queue: { url: `${own.address}/queue`, headers: await signInAt(own.address, 'secretary') },
    interview: { url: own.address + (await draftPath(deps)), headers: await signInAt(own.address, 'inspector') },
  }
  const close = () => {
    limit.close()
    own.close()
    bare.close()
  }
  return { address: own.address, targets, close }
}

/** Every page of every site in turn, again and again; the first round only warms up. */
export async function measureSites(sites: readonly Site[], rounds: number, seconds: number): Promise<Loads[]> {
  const found = sites.map(() => ({ bare: emptyLoad(), queue: emptyLoad(), interview: emptyLoad() }))
  for (let done = -1; done < rounds; done += 1) {
    for (const page of pages) {
      for (const [place, site] of sites.entries()) {
        const load = done < 0 ? emptyLoad() : found[place]?.[page]
        await measureOnce({ ...site.targets[page], seconds }, load ?? emptyLoad())
      }
    }
  }
  return found
}

function emptyLoad(): Load {
  return { perSecond: [], p95: [], cpuMs: [] }
}

async function measureOnce(order: Order, load: Load): Promise<void> {
  const before = process.cpuUsage()
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'load.ts'), JSON.stringify(order)])
  const spent = process.cpuUsage(before)
  const { perSecond, p95 } = JSON.parse(stdout) as { perSecond: number; p95: number }
  load.perSecond.push(perSecond)
  load.p95.push(p95)
  load.cpuMs.push((spent.user + spent.system) / 1000 / (perSecond * order.seconds))
}

async function serve(app: Express) {
  const { server, address } = await listen(app)
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { address, close }
}

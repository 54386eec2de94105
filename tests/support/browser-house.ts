import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { launchBrowser, listen } from './browser.ts'
import { makePlace } from './database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { startProgram } from './program.ts'

export type BrowserHouse = {
  readonly address: string
  readonly browser: Browser
  readonly deps: Dependencies
  readonly close: () => Promise<void>
}

/** The program on a fresh database with this many invented cases, and a browser in front of it. */
export async function openHouse(cases = 0): Promise<BrowserHouse> {
  const database: Database = await openDatabase(makePlace('sqlite'))
  const { app, deps } = await startProgram(database, cases)
  const { server, address } = await listen(app)
  const browser = await launchBrowser()
  return { address, browser, deps, close: () => closeAll(browser, server, database) }
}

async function closeAll(browser: Browser, server: Server, database: Database): Promise<void> {
  await browser.close()
  server.close()
  server.closeAllConnections()
  await database.close()
}

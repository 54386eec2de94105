import { resolve, sep } from 'node:path'
import { z } from 'zod'

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PANA_MODE: z.enum(['training', 'production']).default('training'),
  PANA_DATA_DIR: z.string().min(1).default('var/data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PANA_KEY_DIR: z.string().min(1).default('var/keys'),
  PANA_KEY_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PANA_AUDIT_ANCHOR: z.string().min(1).default('var/anchor'),
  PANA_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PANA_TRUSTED_PROXY: z.string().min(1).optional(),
  PANA_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  PANA_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
})

const mends: Record<string, string> = {
  PORT: 'give a port between 0 and 65535',
  PANA_MODE: 'write training or production',
  DATABASE_URL: 'write postgres://user:password@host:port/database, or leave it out for SQLite',
  PANA_KEY_DATABASE_URL: 'write postgres://user:password@host:port/another-database',
  PANA_PUBLIC_URL: 'write the address users see, such as https://pana.example.kz',
  PANA_KEY_DIR: 'name a folder outside the data folder',
  PANA_TRUSTED_PROXY: 'name the address of the proxy that ends https',
}

/** A setting that stops the start: one line that names the variable, its fault and the mend. Exit status 78. */
export class ConfigurationFault extends Error {
  constructor(variable: string, fault: string) {
    super(`${variable}: ${fault}; ${mends[variable] ?? 'correct the value'}`)
  }
}

export type Config = {
  readonly host: string
  readonly port: number
  readonly mode: 'training' | 'production'
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly keyDir: string
  readonly keyDatabaseUrl: string | undefined
  readonly anchorDir: string
  readonly publicUrl: string | undefined
  readonly trustedProxy: string | undefined
}

/** Reads the settings; the only place that knows the names of the variables. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(given)
  if (!read.success) {
    const first = read.error.issues[0]
    throw new ConfigurationFault(String(first?.path[0] ?? 'environment'), first?.message ?? 'wrong value')
  }
  const config = toConfig(read.data)
  refuseKeysInData(config)
  if (config.mode === 'production') refuseUnsafeProduction(config)
  return config
}

function toConfig(values: z.infer<typeof environment>): Config {
  return {
    host: values.HOST,
    port: values.PORT,
    mode: values.PANA_MODE,
    dataDir: resolve(values.PANA_DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    keyDir: resolve(values.PANA_KEY_DIR),
    keyDatabaseUrl: values.PANA_KEY_DATABASE_URL,
    anchorDir: resolve(values.PANA_AUDIT_ANCHOR),
    publicUrl: values.PANA_PUBLIC_URL,
    trustedProxy: values.PANA_TRUSTED_PROXY,
  }
}

function refuseKeysInData(config: Config): void {
  const inside = config.keyDir === config.dataDir || config.keyDir.startsWith(config.dataDir + sep)
  if (inside) throw new ConfigurationFault('PANA_KEY_DIR', 'the keys lie inside the data folder')
  if (config.databaseUrl && config.databaseUrl === config.keyDatabaseUrl) {
    throw new ConfigurationFault('PANA_KEY_DATABASE_URL', 'the keys lie in the database of the data')
  }
}

function refuseUnsafeProduction(config: Config): void {
  if (!config.publicUrl?.startsWith('https://')) {
    throw new ConfigurationFault('PANA_PUBLIC_URL', 'production needs an https address')
  }
  if (!config.trustedProxy) {
    throw new ConfigurationFault('PANA_TRUSTED_PROXY', 'production runs behind a proxy that ends https')
  }
}

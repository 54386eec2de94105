import { existsSync, realpathSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, basename, resolve, sep } from 'node:path'
import { z } from 'zod'

const postgresAddress = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine(text => URL.canParse(text) && databaseOf(text) !== '')
const webAddress = z.url({ protocol: /^https?$/ })

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine(port => port <= 65_535)
    .default(3000),
  PANA_MODE: z.enum(['training', 'production']).default('training'),
  PANA_DATA_DIR: z.string().default('var/data'),
  DATABASE_URL: postgresAddress.optional(),
  PANA_KEY_DIR: z.string().default('var/keys'),
  PANA_KEY_DATABASE_URL: postgresAddress.optional(),
  PANA_AUDIT_ANCHOR: z.string().default('var/anchor'),
  PANA_PUBLIC_URL: webAddress.refine(text => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`).optional(),
  PANA_TRUSTED_PROXY: z.string().refine(isProxyList).optional(),
  PANA_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  PANA_WEBHOOK_URL: webAddress.optional(),
})

type Variable = keyof typeof environment.shape

/** The usual fault of each variable and its mend. No value is ever printed: some hold a password. */
const faults: Readonly<Record<Variable, readonly [fault: string, mend: string]>> = {
  HOST: ['is no address of this machine', 'name one, such as 127.0.0.1'],
  PORT: ['is no port number', 'give a port between 0 and 65535'],
  PANA_MODE: ['is neither training nor production', 'write one of the two'],
  PANA_DATA_DIR: ['is no folder that can be written', 'name a folder that belongs to the account of the program'],
  DATABASE_URL: [
    'is no PostgreSQL address',
    'write postgres://user:password@host:port/database, or leave it out for SQLite',
  ],
  PANA_KEY_DIR: ['is no folder that can be written', 'name a folder outside the data folder'],
  PANA_KEY_DATABASE_URL: ['is no PostgreSQL address', 'write postgres://user:password@host:port/another-database'],
  PANA_AUDIT_ANCHOR: ['is no folder that can be written', 'name a folder that belongs to the account of the program'],
  PANA_PUBLIC_URL: ['is no web address', 'write the address users see without a path, such as https://pana.example.kz'],
  PANA_TRUSTED_PROXY: [
    'names no address or network',
    'name the address of the proxy that ends https, such as 10.0.0.5 or 10.0.0.0/24',
  ],
  PANA_SMTP_URL: ['is no mail address', 'write smtps://user:password@host:465'],
  PANA_WEBHOOK_URL: ['is no web address', 'write the https address that takes the notices'],
}

/** A setting that stops the start: one line that names the variable, its fault and the mend. Exit status 78. */
export class ConfigurationFault extends Error {
  constructor(variable: Variable, fault = faults[variable][0], mend = faults[variable][1]) {
    super(`${variable}: ${fault}; ${mend}`)
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
  readonly smtpUrl: string | undefined
  readonly webhookUrl: string | undefined
}

/** Reads the settings; the only place that knows the names of the variables. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''))
  const read = environment.safeParse(given)
  if (!read.success) throw new ConfigurationFault(read.error.issues[0]?.path[0] as Variable)
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
    smtpUrl: values.PANA_SMTP_URL,
    webhookUrl: values.PANA_WEBHOOK_URL,
  }
}

function refuseKeysInData(config: Config): void {
  const [data, keys] = [realPath(config.dataDir), realPath(config.keyDir)]
  if (`${keys}${sep}`.startsWith(`${data}${sep}`)) {
    throw new ConfigurationFault('PANA_KEY_DIR', 'the keys lie inside the data folder')
  }
  if (config.keyDatabaseUrl && !config.databaseUrl) {
    throw new ConfigurationFault(
      'PANA_KEY_DATABASE_URL',
      'is given without DATABASE_URL',
      'give both, or leave it out: with SQLite the keys lie in PANA_KEY_DIR',
    )
  }
  if (config.databaseUrl && databaseOf(config.databaseUrl) === databaseOf(keyAddress(config))) {
    throw new ConfigurationFault('PANA_KEY_DATABASE_URL', 'the keys lie in the database of the data')
  }
}

/** Where the wrapped keys lie on PostgreSQL; empty with SQLite. */
export function keyAddress({ databaseUrl, keyDatabaseUrl }: Pick<Config, 'databaseUrl' | 'keyDatabaseUrl'>): string {
  if (!databaseUrl) return ''
  return keyDatabaseUrl ?? Object.assign(new URL(databaseUrl), { pathname: '/pana_keys' }).href
}

/** The database an address means, however it is spelt. */
function databaseOf(address: string): string {
  const { hostname, port, pathname } = new URL(address)
  return pathname.length > 1 ? `${hostname}:${port || '5432'}${decodeURIComponent(pathname)}` : ''
}

/** The folder behind links, also where it does not exist yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path))
}

function isProxyList(text: string): boolean {
  const named = new Set(['loopback', 'linklocal', 'uniquelocal'])
  return text.split(',').every(part => {
    const [address = '', bits, more] = part.trim().split('/')
    if (bits === undefined) return named.has(address) || isIP(address) > 0
    const most = isIP(address) === 4 ? 32 : 128
    return more === undefined && isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most
  })
}

function refuseUnsafeProduction(config: Config): void {
  if (!config.publicUrl?.startsWith('https://')) {
    throw new ConfigurationFault('PANA_PUBLIC_URL', 'production needs an https address')
  }
  if (!config.trustedProxy) {
    throw new ConfigurationFault('PANA_TRUSTED_PROXY', 'production runs behind a proxy that ends https')
  }
}

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

export type KeyFiles = {
  /** Wraps the keys of cases, persons and interviews. */
  readonly master: Buffer
  /** Keys the search tokens. */
  readonly index: Buffer
  readonly anchorPrivate: KeyObject
  readonly anchorPublic: KeyObject
  /** Signs the session cookies: drawn from the master key, so that every process of the installation has the same. */
  readonly sessionSecret: string
}

/** The keys are not there or not usable; says which file. */
export class KeyFilesFault extends Error {
  override readonly name = 'KeyFilesFault'
}

const secretNames = ['master.key', 'index.key'] as const

/** Reads the key files, or makes those that are absent where the caller allows it. */
export function openKeyFiles(keyDir: string, allowCreate: boolean): KeyFiles {
  if (allowCreate) createMissing(keyDir)
  const [master, index] = [readSecret(keyDir, 'master.key'), readSecret(keyDir, 'index.key')]
  const anchorPrivate = readAnchorKey(keyDir)
  return {
    master,
    index,
    anchorPrivate,
    anchorPublic: createPublicKey(anchorPrivate),
    sessionSecret: Buffer.from(hkdfSync('sha256', master, '', 'session cookie', 32)).toString('base64url'),
  }
}

/** Whether any key lies there already. */
export function hasKeyFiles(keyDir: string): boolean {
  return [...secretNames, 'anchor.key'].some(name => existsSync(join(keyDir, name)))
}

function createMissing(keyDir: string): void {
  mkdirSync(keyDir, { recursive: true, mode: 0o700 })
  for (const name of secretNames) writeOnce(keyDir, name, () => randomBytes(32))
  writeOnce(keyDir, 'anchor.key', () => pemOf(generateKeyPairSync('ed25519').privateKey, 'pkcs8'))
  const anchorPublic = createPublicKey(readFileSync(join(keyDir, 'anchor.key')))
  writeOnce(keyDir, 'anchor.pub', () => Buffer.from(anchorPublic.export({ type: 'spki', format: 'pem' })))
}

function pemOf(key: KeyObject, type: 'pkcs8'): Buffer {
  return Buffer.from(key.export({ type, format: 'pem' }))
}

function readAnchorKey(keyDir: string): KeyObject {
  try {
    return createPrivateKey(read(keyDir, 'anchor.key'))
  } catch (error) {
    throw error instanceof KeyFilesFault ? error : new KeyFilesFault('anchor.key is no private key')
  }
}

function readSecret(keyDir: string, name: 'master.key' | 'index.key'): Buffer {
  const secret = read(keyDir, name)
  if (secret.length !== 32) throw new KeyFilesFault(`${name} must hold exactly 32 bytes`)
  return secret
}

function read(keyDir: string, name: string): Buffer {
  try {
    return readFileSync(join(keyDir, name))
  } catch {
    throw new KeyFilesFault(`${name} is missing or cannot be read`)
  }
}

// Of two processes that start together one makes the key and both read it whole: the link takes the name at once or not.
function writeOnce(keyDir: string, name: string, make: () => Buffer): void {
  if (existsSync(join(keyDir, name))) return
  const draft = join(keyDir, `${name}.${randomBytes(6).toString('hex')}`)
  const handle = openSync(draft, 'wx', 0o600)
  writeSync(handle, make())
  fsyncSync(handle)
  closeSync(handle)
  try {
    linkSync(draft, join(keyDir, name))
  } catch (error) {
    if (!existsSync(join(keyDir, name))) throw error
  } finally {
    unlinkSync(draft)
  }
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type KeyFiles = {
  /** Wraps the keys of cases, persons and interviews. */
  readonly master: Buffer
  /** Keys the search tokens. */
  readonly index: Buffer
  readonly anchorPrivate: KeyObject
  readonly anchorPublic: KeyObject
}

/** Reads the four key files, or makes those that are absent where the caller allows it. */
export function openKeyFiles(keyDir: string, allowCreate: boolean): KeyFiles {
  if (allowCreate) createMissing(keyDir)
  return {
    master: readSecret(keyDir, 'master.key'),
    index: readSecret(keyDir, 'index.key'),
    anchorPrivate: createPrivateKey(readFileSync(join(keyDir, 'anchor.key'))),
    anchorPublic: createPublicKey(readFileSync(join(keyDir, 'anchor.pub'))),
  }
}

function createMissing(keyDir: string): void {
  mkdirSync(keyDir, { recursive: true, mode: 0o700 })
  for (const name of ['master.key', 'index.key']) {
    if (!existsSync(join(keyDir, name))) writePrivate(join(keyDir, name), randomBytes(32))
  }
  if (!existsSync(join(keyDir, 'anchor.key'))) createAnchorPair(keyDir)
}

function createAnchorPair(keyDir: string): void {
  const pair = generateKeyPairSync('ed25519')
  writePrivate(join(keyDir, 'anchor.pub'), Buffer.from(pair.publicKey.export({ type: 'spki', format: 'pem' })))
  writePrivate(join(keyDir, 'anchor.key'), Buffer.from(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })))
}

function readSecret(keyDir: string, name: string): Buffer {
  const secret = readFileSync(join(keyDir, name))
  if (secret.length !== 32) throw new Error(`${name} must hold exactly 32 bytes`)
  return secret
}

function writePrivate(file: string, bytes: Buffer): void {
  const handle = openSync(file, 'w', 0o600)
  writeSync(handle, bytes)
  fsyncSync(handle)
  closeSync(handle)
}

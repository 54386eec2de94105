import { createCipheriv, createDecipheriv } from 'node:crypto'
import { takeRandomBytes } from './random-bytes.ts'

/** Where a sealed text stands: a ciphertext moved to another place does not open. */
export type Place = { readonly table: string; readonly column: string; readonly row: string }

export type SealFault = 'key_missing' | 'text_changed'

export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly reason: SealFault

  constructor(reason: SealFault) {
    super(`sealed text cannot be opened: ${reason}`)
    this.reason = reason
  }
}

const prefix = 'v1.'
const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM: `v1.` and base64url of nonce, tag, ciphertext. */
export function sealBytes(key: Buffer, place: Place, plain: Buffer): string {
  const nonce = takeRandomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(associate(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return prefix + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** @throws SealBroken when the key is another, the place is another or a bit has changed. */
export function unsealBytes(key: Buffer, place: Place, sealed: string): Buffer {
  const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url')
  if (!sealed.startsWith(prefix) || bytes.length < nonceBytes + tagBytes) throw new SealBroken('text_changed')
  try {
    const nonce = bytes.subarray(0, nonceBytes)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(associate(place))
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch {
    throw new SealBroken('text_changed')
  }
}

function associate(place: Place): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.column, place.row]))
}

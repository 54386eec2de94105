import { sign, verify, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditHead } from './audit-chain.ts'

/** A head of a region's chain as it stood, signed: what the database alone cannot take back. */
export type Anchor = AuditHead & { readonly at: string; readonly signature: string }

export function anchorFile(anchorDir: string): string {
  return join(anchorDir, 'anchor.jsonl')
}

/** Appends signed heads, one JSON line each, and returns once they are durable. */
export function appendAnchors(anchorDir: string, heads: readonly AuditHead[], at: string, key: KeyObject): void {
  const lines = heads.map(head => `${JSON.stringify(signHead(head, at, key))}\n`)
  mkdirSync(anchorDir, { recursive: true, mode: 0o700 })
  const handle = openSync(anchorFile(anchorDir), 'a', 0o600)
  try {
    writeSync(handle, lines.join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Each line of the anchor file in order; a line that is not a rightly signed head comes back as undefined. */
export function readAnchors(anchorDir: string, key: KeyObject): (Anchor | undefined)[] {
  return readLines(anchorDir).map(line => readAnchor(line, key))
}

/** The newest rightly signed head of each region. Only as many signatures are checked as there are regions. */
export function readLastAnchors(anchorDir: string, key: KeyObject): Map<string, Anchor> {
  const last = new Map<string, Anchor>()
  for (const line of readLines(anchorDir).reverse()) {
    const region = regionOf(line)
    if (region === undefined || last.has(region)) continue
    const anchor = readAnchor(line, key)
    if (anchor !== undefined) last.set(region, anchor)
  }
  return last
}

function readLines(anchorDir: string): string[] {
  if (!existsSync(anchorFile(anchorDir))) return []
  const lines = readFileSync(anchorFile(anchorDir), 'utf8').split('\n')
  return lines.filter(line => line !== '')
}

function regionOf(line: string): string | undefined {
  return /^\{"region":"([^"]*)"/.exec(line)?.[1]
}

function signHead(head: AuditHead, at: string, key: KeyObject): Anchor {
  const { region, seq, hash } = head
  return { region, seq, hash, at, signature: sign(null, signedBytes(head, at), key).toString('base64url') }
}

function readAnchor(line: string, key: KeyObject): Anchor | undefined {
  try {
    const anchor = JSON.parse(line) as Anchor
    const signature = Buffer.from(anchor.signature, 'base64url')
    return verify(null, signedBytes(anchor, anchor.at), key, signature) ? anchor : undefined
  } catch {
    return undefined
  }
}

function signedBytes(head: AuditHead, at: string): Buffer {
  return Buffer.from(JSON.stringify(['pana-anchor-v1', head.region, head.seq, head.hash, at]))
}

import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { guestToken, hasLeft } from './guest.ts'
import { sessionOf } from './session.ts'

/** The token that stands in every form of this session or of this guest; empty where the session could not be loaded. */
export function csrfToken(request: Request): string {
  const session = sessionOf(request)
  if (!session) return hasLeft(request) ? guestToken(request) : ''
  if (!session.accountId) return guestToken(request)
  return (session.csrf ??= randomBytes(24).toString('base64url'))
}

/**
 * A change must come from a page of ours: by Sec-Fetch-Site, else Origin, and by the form's token. `stale`: surely our
 * page, but of an earlier session, so that what was typed there may be shown again.
 */
export function judgeSender(request: Request, publicUrl: string | undefined): 'ours' | 'stale' | 'foreign' {
  const sameOrigin = isSameOrigin(request, publicUrl)
  if (sameOrigin === false) return 'foreign'
  if (tokenMatches(request)) return 'ours'
  return sameOrigin === true ? 'stale' : 'foreign'
}

/** Undefined where the browser does not say: then the token alone decides. */
export function isSameOrigin(request: Request, publicUrl: string | undefined): boolean | undefined {
  const site = request.get('sec-fetch-site')
  if (site === 'none') return undefined
  if (site !== undefined) return site === 'same-origin'
  const origin = request.get('origin')
  if (origin === undefined) return undefined
  const own = publicUrl ? new URL(publicUrl).origin : `${request.protocol}://${request.get('host')}`
  return origin === own
}

function tokenMatches(request: Request): boolean {
  const body = request.body as Record<string, unknown> | undefined
  const given = body?.['_csrf'] ?? request.get('x-csrf-token')
  const { accountId, csrf } = request.session
  const expected = accountId ? csrf : guestToken(request)
  if (typeof given !== 'string' || !expected) return false
  const one = Buffer.from(given)
  const other = Buffer.from(expected)
  return one.length === other.length && timingSafeEqual(one, other)
}

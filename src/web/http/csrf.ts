import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'

/** The token that stands in every form of this session. */
export function csrfToken(request: Request): string {
  request.session.csrf ??= randomBytes(24).toString('base64url')
  return request.session.csrf
}

/** A change must come from a page of ours: by Sec-Fetch-Site, else Origin, and by the form's token. */
export function comesFromOurPage(request: Request, publicUrl: string | undefined): boolean {
  return sentFromSameOrigin(request, publicUrl) && tokenMatches(request)
}

function sentFromSameOrigin(request: Request, publicUrl: string | undefined): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.get('origin')
  if (origin === undefined) return true
  const own = publicUrl ? new URL(publicUrl).origin : `${request.protocol}://${request.get('host')}`
  return origin === own
}

function tokenMatches(request: Request): boolean {
  const body = request.body as Record<string, unknown> | undefined
  const given = body?.['_csrf'] ?? request.get('x-csrf-token')
  const expected = request.session.csrf
  if (typeof given !== 'string' || !expected) return false
  const one = Buffer.from(given)
  const other = Buffer.from(expected)
  return one.length === other.length && timingSafeEqual(one, other)
}

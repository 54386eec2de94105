import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { cookieName } from './cookie-name.ts'

/**
 * What is remembered of somebody who has not signed in. It stands in the place of the session's cookie, signed, and
 * nothing of it lies in the database: anybody could fill the table of sessions by asking for the sign-in page.
 */
const shape = z.strictObject({
  nonce: z.string(),
  locale: z.enum(['kk', 'ru', 'en']).optional(),
  /** Where to go on after sign-in; a path of this program. */
  returnTo: z.string().max(2000).optional(),
})
export type Guest = z.output<typeof shape>

/** `guest`: undefined until somebody asks, because most requests are of people who have signed in. */
type Keeper = {
  readonly name: string
  readonly secret: string
  readonly secure: boolean
  guest: Guest | null | undefined
}

const left = new WeakSet<Request>()

const keepers = new WeakMap<Request, Keeper>()

export function guestMiddleware({ mode, sessionSecret: secret }: Dependencies): RequestHandler {
  const secure = mode === 'production'
  const name = cookieName(mode)
  return (request, _response, next) => {
    keepers.set(request, { name, secret, secure, guest: undefined })
    next()
  }
}

export function guestOf(request: Request): Partial<Guest> {
  const keeper = keepers.get(request)
  return (keeper && knownGuest(request, keeper)) ?? {}
}

function knownGuest(request: Request, keeper: Keeper): Guest | null {
  if (keeper.guest === undefined) keeper.guest = readGuest(request, keeper)
  return keeper.guest
}

/** Keeps this in the signed cookie of the guest, besides what stands there. */
export function keepGuest(request: Request, kept: Omit<Guest, 'nonce'>): void {
  const keeper = keepers.get(request)
  if (!keeper) return
  keeper.guest = { nonce: newNonce(), ...knownGuest(request, keeper), ...kept }
  write(request, keeper, sign(keeper.guest, keeper.secret))
}

/** Whoever was signed in is a guest again, with another cookie: kept pages are worth nothing. */
export function leaveGuest(request: Request, kept: Omit<Guest, 'nonce'>): void {
  const keeper = keepers.get(request)
  if (!keeper) return
  left.add(request)
  keeper.guest = null
  keepGuest(request, kept)
}

export function hasLeft(request: Request): boolean {
  return left.has(request)
}

/** The token of a guest's forms; it belongs to the cookie and to nobody's account. */
export function guestToken(request: Request): string {
  const keeper = keepers.get(request)
  if (!keeper) return ''
  if (!knownGuest(request, keeper)) keepGuest(request, {})
  return createHmac('sha256', keeper.secret).update(`form ${keeper.guest?.nonce}`).digest('base64url')
}

function write(request: Request, { name, secure }: Keeper, value: string): void {
  const response = request.res
  // Production gives no cookie away over plain http.
  if (!response || response.headersSent || (secure && !request.secure)) return
  const others = [response.getHeader('set-cookie') ?? []].flat().map(String)
  response.removeHeader('set-cookie')
  for (const one of others) if (!one.startsWith(`${name}=`)) response.append('set-cookie', one)
  response.cookie(name, value, { httpOnly: true, sameSite: 'lax', secure, path: '/' })
}

const newNonce = () => randomBytes(24).toString('base64url')

function sign(guest: Guest, secret: string): string {
  const text = Buffer.from(JSON.stringify(guest)).toString('base64url')
  return `${text}.${sealOf(text, secret).toString('base64url')}`
}

function sealOf(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`guest ${text}`).digest()
}

function readGuest(request: Request, { name, secret }: Keeper): Guest | null {
  const cookies = (request.get('cookie') ?? '').split(/; */)
  const value = cookies.find(one => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  const [text = '', seal = ''] = value.split('.')
  const [given, own] = [Buffer.from(seal, 'base64url'), sealOf(text, secret)]
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null
  const read = shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return read.success ? read.data : null
}

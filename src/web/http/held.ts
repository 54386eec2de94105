import type { Request } from 'express'
import { z } from 'zod'

/** A form that could not be taken: where it was going and what was typed, without passwords and form token. */
export type Held = { readonly path: string; readonly fields: readonly (readonly [name: string, value: string])[] }

const neverHeld = new Set(['_csrf', 'held', 'password', 'current', 'next'])

const held = z.strictObject({
  path: z.string().regex(/^\/[\w][\w./-]*$/),
  fields: z.array(z.tuple([z.string(), z.string()])).max(1000),
})

/** What a form carries along when sign-in or unlocking comes between: the text never rests on the server. */
export function holdForm(request: Request): Held {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const fields = Object.entries(body)
    .filter(([name]) => !neverHeld.has(name))
    .flatMap(([name, value]) => [value].flat().map(one => [name, typeof one === 'string' ? one : ''] as const))
  return { path: request.path, fields }
}

export function writeHeld(form: Held): string {
  return JSON.stringify(form)
}

/** Null where nothing was carried along or somebody has changed it into something else. */
export function readHeld(text: string): Held | null {
  try {
    const read = held.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

import type { Request } from 'express'
import type { z } from 'zod'
import type { Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'

/** What a handler answers; the mount turns it into HTTP and, for a read, writes the audit entry first. */
export type Reply =
  | {
      readonly kind: 'page'
      readonly view: string
      readonly model: object
      readonly status?: number
      readonly read?: ReadOf
      /** Where the page stands when it answers a form that was sent to another address. */
      readonly at?: string
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'json'; readonly body: object; readonly status?: number }
  | { readonly kind: 'text'; readonly body: string; readonly status?: number }
  | {
      readonly kind: 'file'
      /** As the browser saves it: no name of a person in it. */
      readonly name: string
      readonly type: string
      readonly body: Buffer
      readonly read: ReadOf
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** Whose data a page shows: the subject of the audit entry, in the chain of this region. */
export type ReadOf = { readonly region: string; readonly subject: string }

export type Context<Params, Body> = {
  readonly request: Request
  readonly deps: Dependencies
  readonly actor: Actor
  readonly params: Params
  readonly body: Body
  readonly now: Temporal.Instant
  readonly locale: Locale
  readonly t: Translate
}

type Audit =
  /** A read: this action is appended before the page is sent. */
  | { readonly read: string }
  /** A change: the command itself appends this action in its transaction. */
  | { readonly change: string }
  /** Why there is nothing to record. */
  | { readonly none: string }

export type Route = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly permission: Permission | 'public'
  readonly audit: Audit
  readonly params: z.ZodType
  readonly body: z.ZodType
  readonly handler: (context: Context<never, never>) => Promise<Reply> | Reply
  /** Asked for by a page on its own: keeps no idle session awake, and nobody is led back to it. */
  readonly quiet?: true
  /** Shows the own form again when its page was too old or its fields were wrong; without it a general page does. */
  readonly again?: (context: Context<unknown, Fields>, why: Why) => Promise<Reply> | Reply
}

export type Fields = Readonly<Record<string, unknown>>
export type Why = 'stale' | 'wrong'

/** One row of the route table, with the handler typed by its own params and body. */
export function route<P extends z.ZodType, B extends z.ZodType>(
  row: Omit<Route, 'params' | 'body' | 'handler'> & {
    readonly params: P
    readonly body: B
    readonly handler: (context: Context<z.output<P>, z.output<B>>) => Promise<Reply> | Reply
  },
): Route {
  return row
}

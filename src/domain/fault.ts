/** What is wrong with an input: a code for the message, where it stands, and values that the message prints. */
export type Fault = {
  readonly code: string
  /** Dotted path of the field, the item code, or the file and path for a definition. */
  readonly at?: string | undefined
  readonly details?: Readonly<Record<string, string | number>> | undefined
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] }

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function fail<T>(...faults: readonly Fault[]): Outcome<T> {
  return { ok: false, faults }
}

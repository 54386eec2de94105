import type { Fault } from '../../domain/fault.ts'

const longest = 4000

/** Typed texts that are too long for a field. */
export function checkLengths(texts: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(texts)
    .filter(([, text]) => text.length > longest)
    .map(([at]) => ({ code: 'too_long', at, details: { at_most: longest } }))
}

export function requireTexts(texts: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(texts)
    .filter(([, text]) => text.trim() === '')
    .map(([at]) => ({ code: 'required', at }))
}

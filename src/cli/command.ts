import type { Readable, Writable } from 'node:stream'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

export const exitStatus = { done: 0, foundWrong: 1, usage: 2, configuration: 78 } as const

/** The process as a command sees it: results go to `stdout`, messages for the operator to `stderr`. */
export type Io = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: NodeJS.ProcessEnv
}

export type Command = {
  readonly name: string
  /** Every form of the call, one a line, without the program's name. */
  readonly forms: readonly string[]
  /** What it does, and what the operator must know to call it. */
  readonly about: string
  readonly run: (args: readonly string[], io: Io) => Promise<number> | number
}

/** A call that the usage does not know. Exit status 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

export function usageOf({ forms, about }: Command): string {
  const lines = forms.map((form, place) => `${place === 0 ? 'usage:' : '      '} pana ${form}`)
  return `${lines.join('\n')}\n${about}\n`
}

/** @throws UsageFault on an option that the command does not have, or on too few or too many other words. */
export function readArguments<O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
  words: { readonly least: number; readonly most: number } = { least: 0, most: 0 },
) {
  const read = parseOrRefuse(args, options)
  const { length } = read.positionals
  if (length < words.least) throw new UsageFault('a word is missing')
  if (length > words.most) throw new UsageFault(`one word too many: ${read.positionals.at(-1)}`)
  return read
}

function parseOrRefuse<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error))
  }
}

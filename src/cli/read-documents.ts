import type { Readable } from 'node:stream'

/** One JSON text with the number of its first line; null for a line that is too long to be read. */
export type JsonDocument = { readonly line: number; readonly text: string | null }

/** In characters. A coded case takes about 600. */
const longestText = 1_000_000
const blank = /^[ \t\r]*$/

/**
 * JSON Lines, or one JSON value over several lines; blank lines are passed over. The second is tried only where the
 * first line is no JSON and the whole is short, so that never more than a few lines are held.
 */
export async function* readDocuments(input: Readable): AsyncGenerator<JsonDocument> {
  let held: JsonDocument[] | null = []
  let size = 0
  for await (const document of readLines(input)) {
    if (document.text !== null && blank.test(document.text)) continue
    if (held === null) {
      yield document
      continue
    }
    held.push(document)
    size += document.text?.length ?? Infinity
    if (size <= longestText && !(held.length === 1 && isJson(document.text))) continue
    yield* held
    held = null
  }
  if (held) yield* joinIfOne(held)
}

function joinIfOne(lines: readonly JsonDocument[]): readonly JsonDocument[] {
  const whole = lines.map(each => each.text).join('\n')
  const [first] = lines
  return first && isJson(whole) ? [{ line: first.line, text: whole }] : lines
}

function isJson(text: string | null): boolean {
  return text !== null && parseJson(text) !== undefined
}

/** Undefined for what is no JSON, which no JSON text means. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A byte order mark at the beginning is taken off. Only `\n` ends a line: others may stand in a JSON string. */
async function* readLines(input: Readable): AsyncGenerator<JsonDocument> {
  const line = new GrowingLine()
  for await (const part of decode(input)) {
    const [first = '', ...others] = part.split('\n')
    line.add(first)
    for (const other of others) {
      yield line.take()
      line.add(other)
    }
  }
  yield line.take()
}

async function* decode(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of input as AsyncIterable<Buffer | string>) {
    yield decoder.decode(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, { stream: true })
  }
  yield decoder.decode()
}

class GrowingLine {
  #line = 1
  #text: string | null = ''

  add(part: string): void {
    if (this.#text === null) return
    this.#text += part
    if (this.#text.length > longestText) this.#text = null
  }

  take(): JsonDocument {
    const taken = { line: this.#line, text: this.#text }
    this.#line += 1
    this.#text = ''
    return taken
  }
}

/** How a word may lie in bytes: each way of writing a text down. */
export const encodings = {
  utf8: (text: string) => [Buffer.from(text)],
  utf16le: (text: string) => [Buffer.from(text, 'utf16le')],
  utf16be: (text: string) => [Buffer.from(text, 'utf16le').swap16()],
  base64: (text: string) => [0, 1, 2].flatMap(before => innerBase64(Buffer.from(text), before)),
  base64_utf16le: (text: string) => [0, 1, 2].flatMap(before => innerBase64(Buffer.from(text, 'utf16le'), before)),
  hex: (text: string) => eachCase(Buffer.from(text).toString('hex')),
  hex_utf16le: (text: string) => eachCase(Buffer.from(text, 'utf16le').toString('hex')),
  hex_utf16be: (text: string) => eachCase(Buffer.from(text, 'utf16le').swap16().toString('hex')),
  url: (text: string) => [Buffer.from(encodeURIComponent(text))],
  json: (text: string) => [false, true].map(upper => escapeText(text, upper)),
} as const

/** The words found in any of these bytes, in any encoding, as written and in upper and lower case. */
export function searchWords(words: readonly string[], places: readonly Buffer[]): string[] {
  const table = new PatternTable()
  for (const word of words) {
    for (const written of new Set([word, word.toUpperCase(), word.toLowerCase()])) {
      for (const encode of Object.values(encodings)) encode(written).forEach(bytes => table.add(bytes, word))
    }
  }
  return [...new Set(places.flatMap(bytes => table.findIn(bytes)))]
}

/** The characters of a base64 text that depend on this text alone, when `before` bytes stand ahead of it. */
function innerBase64(text: Buffer, before: number): Buffer[] {
  const full = Buffer.concat([Buffer.alloc(before), text])
  const first = Math.ceil((before * 4) / 3)
  const inner = full.toString('base64').slice(first, Math.floor((full.length * 4) / 3))
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')].map(written => Buffer.from(written))
}

function eachCase(text: string): Buffer[] {
  return [text.toLowerCase(), text.toUpperCase()].map(written => Buffer.from(written))
}

function escapeText(text: string, upper: boolean): Buffer {
  const escape = (character: string) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${upper ? code.toUpperCase() : code}`
  }
  return Buffer.from(text.replaceAll(/[^\0-\x7f]/g, escape))
}

const filterBits = 24

/** Finds many patterns of at least eight bytes in one pass: a filter over the first eight bytes, then the whole. */
class PatternTable {
  readonly #filter = new Uint8Array(2 ** filterBits)
  readonly #patterns = new Map<number, { bytes: Buffer; word: string }[]>()

  add(bytes: Buffer, word: string): void {
    const start = startOf(bytes, 0)
    this.#filter[start] = 1
    const same = this.#patterns.get(start)
    if (same) same.push({ bytes, word })
    else this.#patterns.set(start, [{ bytes, word }])
  }

  findIn(place: Buffer): string[] {
    const found = new Set<string>()
    for (let at = 0; at + 8 <= place.length; at += 1) {
      const start = startOf(place, at)
      if (this.#filter[start] === 0) continue
      for (const { bytes, word } of this.#patterns.get(start) ?? []) {
        if (place.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, place.length)) === 0) found.add(word)
      }
    }
    return [...found]
  }
}

function startOf(bytes: Buffer, at: number): number {
  const mixed = Math.imul(bytes.readUInt32LE(at), 0x9e3779b1) ^ Math.imul(bytes.readUInt32LE(at + 4), 0x85ebca6b)
  return mixed >>> (32 - filterBits)
}

import { inflateRawSync } from 'node:zlib'

/** The parts of a Word file by name, read by the zip's own directory and not by the library that wrote it. */
export function readParts(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map(offset => file.readUInt16LE(at + offset))
    const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    parts.set(name, readPart(file, at).toString('utf8'))
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

function readPart(file: Buffer, entry: number): Buffer {
  const local = file.readUInt32LE(entry + 42)
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
  const packed = file.subarray(start, start + file.readUInt32LE(entry + 20))
  return file.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)
}

/** What a reader sees, a line a paragraph. */
export function readText(xml: string): string {
  const paragraphs = xml.split('</w:p>').map(paragraph => {
    const marks = paragraph.replaceAll(/<w:br\/>/g, '<w:t>\n</w:t>')
    return [...marks.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')
  })
  return unescape(paragraphs.join('\n'))
}

function unescape(text: string): string {
  const marks: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => marks[name] ?? whole)
}

import { randomBytes, randomInt } from 'node:crypto'
import { expect, it } from 'vitest'
import { searchWords } from '../support/word-search.ts'

const letters = [...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789әғқңөұүһіӘҒҚҢӨҰҮҺІжшщыэюяЖШЩЫЭЮЯ']

const base64 = (bytes: Buffer) => Buffer.from(bytes.toString('base64'))
const hex = (bytes: Buffer) => Buffer.from(bytes.toString('hex'))
const narrow = (text: string) => Buffer.from(text, 'utf8')
const wide = (text: string) => Buffer.from(text, 'utf16le')
const wideSwapped = (text: string) => wide(text).swap16()

function inventWord(): string {
  return Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')
}

const disguises: Record<string, (text: string) => Buffer> = {
  'UTF-8': narrow,
  'UTF-8 in upper case': text => narrow(text.toUpperCase()),
  'UTF-8 in lower case': text => narrow(text.toLowerCase()),
  'UTF-16LE': wide,
  'UTF-16BE': wideSwapped,
  'base64 of UTF-8': text => base64(narrow(text)),
  'base64url of UTF-8': text => Buffer.from(narrow(text).toString('base64url')),
  'base64 of UTF-16LE': text => base64(wide(text)),
  'hex of UTF-8': text => hex(narrow(text)),
  'upper-case hex of UTF-8': text => narrow(hex(narrow(text)).toString().toUpperCase()),
  'hex of UTF-16LE': text => hex(wide(text)),
  'hex of UTF-16BE': text => hex(wideSwapped(text)),
  'an address': text => narrow(`/search?q=${encodeURIComponent(text)}`),
}

it.each(Object.entries(disguises))('the search finds every word that lies as %s among other text', (_name, write) => {
  const words = Array.from({ length: 200 }, () => inventWord())
  const places = words.map((word, index) => write(`${'x'.repeat(index % 3)}${word}й`))
  expect(searchWords(words, [...places, randomBytes(1_000_000)])).toEqual(words)
})

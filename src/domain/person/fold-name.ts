import { soundsOf, unmixLetters } from './letters.ts'

const separators = /[\s\-‐‑–—.,]+/u
const notLetters = /[^\p{L}\p{M}]/gu
/** Endings by which a father's or grandfather's name becomes a patronymic or a surname, in folded letters. */
const patronymicEnding = /(?:uli|kizi|ogli|oglu|ovic|evic|ovna|evna|inicna|icna|ic)$/
const surnameEnding = /(?:ovic|evic|ovna|evna|uli|kizi|ova|eva|ov|ev|ina|in|skii|ski|skaia|ska)$/
const shortestStem = 3

/**
 * A name in the letters in which all its spellings meet: Kazakh, Russian and Latin writing, composed or not, with
 * hyphens or without. Empty for a text without letters.
 */
export function foldName(text: string): string {
  return partsOf(text).join(' ')
}

/** The folded words of a name: both halves of a double surname. */
export function partsOf(text: string): string[] {
  return wordsOf(text).map(collapse)
}

/** The folded words without the endings of surnames: Ахмет, Ахметов and Ахметова share a stem. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).map(word => collapse(cutEnding(word, surnameEnding)))
}

/** Серікұлы, Серік-улы, Serikuly and Серикович all stem from one father's name. */
export function foldPatronymic(text: string): string {
  return collapse(cutEnding(wordsOf(text).join(''), patronymicEnding))
}

function wordsOf(text: string): string[] {
  const words = text.normalize('NFKC').split(separators)
  return words.map(soundWord).filter(word => word !== '')
}

function soundWord(text: string): string {
  const word = unmixLetters(text.replaceAll(notLetters, '')).toLowerCase()
  return soundsOf(word.normalize('NFC')).replaceAll('ng', 'n').replaceAll('iu', 'u').replaceAll('ui', 'u')
}

// Last of all: in Серікқызы the doubled letter is one of the name and one of the ending.
function collapse(word: string): string {
  return word.replaceAll(/(.)\1+/g, '$1')
}

function cutEnding(word: string, ending: RegExp): string {
  const stem = word.replace(ending, '')
  return stem.length >= shortestStem ? stem : word
}

/** The first letter and the consonants after it, because vowels are what spellings differ in; short names stay whole. */
export function skeletonOf(folded: string): string {
  const consonants = folded.slice(1).replaceAll(/[aeiou]/g, '')
  const skeleton = collapse(folded.slice(0, 1) + consonants)
  return skeleton.length >= shortestStem ? skeleton : folded
}

/** Letters to change, add, drop or swap with a neighbour to get from one word to the other; stops at `most + 1`. */
export function editsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let [before, row]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) next.push(cheapest({ one, other, at, to, before, row, next }))
    ;[before, row] = [row, next]
  }
  return Math.min(row[other.length] ?? most + 1, most + 1)
}

type Cell = {
  readonly one: string
  readonly other: string
  readonly at: number
  readonly to: number
  readonly before: readonly number[]
  readonly row: readonly number[]
  readonly next: readonly number[]
}

function cheapest({ one, other, at, to, before, row, next }: Cell): number {
  const differs = one[at - 1] === other[to - 1] ? 0 : 1
  const plain = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + differs)
  const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
  return swapped ? Math.min(plain, (before[to - 2] ?? 0) + 1) : plain
}

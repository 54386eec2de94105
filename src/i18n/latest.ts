import type { Locale } from './translator.ts'

/** The latest results of a pure function, each under a text that names all it depends on. */
export class Latest<T> {
  readonly #kept = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(name: string, make: () => T): T {
    const known = this.#kept.get(name)
    if (known !== undefined) return known
    const made = make()
    this.#kept.set(name, made)
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
    return made
  }
}

/** One memory for each language: a name of which the language is a part would have to be written for every look. */
export function latestByLocale<T>(most: number): Readonly<Record<Locale, Latest<T>>> {
  return { kk: new Latest(most), ru: new Latest(most), en: new Latest(most) }
}

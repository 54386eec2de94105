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

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/gs

export type LostKeys = { readonly repeated: readonly string[]; readonly unreadable: readonly string[] }

type Level = { readonly seen: Set<string>; key: string }

/**
 * Dotted paths of the keys that reading would lose without a word: JSON.parse keeps the last of repeated keys, and
 * validation passes `__proto__` over. The text is valid JSON.
 */
export function findLostKeys(text: string): LostKeys {
  const [repeated, unreadable]: [string[], string[]] = [[], []]
  const levels: Level[] = []
  for (const [found, colon] of text.matchAll(token)) {
    const level = levels.at(-1)
    if (found === '{' || found === '[') levels.push({ seen: new Set(), key: '' })
    else if (found === '}' || found === ']') levels.pop()
    else if (colon !== undefined && level) {
      level.key = JSON.parse(found.slice(0, -colon.length)) as string
      if (level.seen.has(level.key)) repeated.push(pathOf(levels))
      if (level.key === '__proto__') unreadable.push(pathOf(levels))
      level.seen.add(level.key)
    }
  }
  return { repeated, unreadable }
}

function pathOf(levels: readonly Level[]): string {
  return levels.map(level => level.key).join('.')
}

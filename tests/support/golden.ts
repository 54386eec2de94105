import { readFileSync } from 'node:fs'

/** The rows of a table in tests/golden, by the names of its columns. */
export function readTable(name: string, separator: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8')
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split(separator)
  return lines.map(line => {
    const cells = line.split(separator)
    if (cells.length !== columns.length) throw new Error(`${name}: ${line}`)
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

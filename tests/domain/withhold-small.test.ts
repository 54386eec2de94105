import { describe, expect, test } from 'vitest'
import { withholdSmall, type Shown, type ShownTable } from '../../src/domain/statistics/withhold-small.ts'

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

function* allTables(rows: number, columns: number, values: readonly number[]): Generator<number[][]> {
  for (const flat of allLists(rows * columns, values)) {
    yield Array.from({ length: rows }, (_, row) => flat.slice(row * columns, (row + 1) * columns))
  }
}

function* allLists(length: number, values: readonly number[]): Generator<number[]> {
  if (length === 0) yield []
  else for (const rest of allLists(length - 1, values)) for (const value of values) yield [...rest, value]
}

/** Every figure of a table in one order: the cells, the totals of rows and columns, the total. */
function figuresOf(cells: readonly (readonly number[])[]): number[] {
  const columns = (cells[0] ?? []).map((_, column) => sum(cells.map(row => row[column] ?? 0)))
  return [...cells.flat(), ...cells.map(sum), ...columns, sum(columns)]
}

const shownOf = (table: ShownTable): Shown[] => [
  ...table.cells.flat(),
  ...table.rowTotals,
  ...table.columnTotals,
  table.total,
]

/** What the marks say: where no figure is called small, a withheld one may be any but zero. */
function reader(table: ShownTable): (shown: Shown, value: number) => boolean {
  const least = shownOf(table).includes('small') ? 5 : 1
  return (shown, value) => {
    if (shown === 'small') return value >= 1 && value <= 4
    return shown === 'withheld' ? value >= least : shown === value
  }
}

/** What a reader tries who knows the rules: every table that would look the same, up to a highest count. */
function* guesses(shown: ShownTable, highest: number): Generator<number[]> {
  const counts = Array.from({ length: highest + 1 }, (_, count) => count)
  const fits = reader(shown)
  const [flat, all, width] = [shown.cells.flat(), shownOf(shown), shown.columnTotals.length]
  const options = flat.map(one => counts.filter(count => fits(one, count)))
  for (const cells of allChoices(options)) {
    const figures = figuresOf(
      Array.from({ length: flat.length / width }, (_, row) => cells.slice(row * width, (row + 1) * width)),
    )
    if (all.every((one, at) => fits(one, figures[at] ?? -1))) yield figures
  }
}

function* allChoices(options: readonly (readonly number[])[]): Generator<number[]> {
  const [first, ...others] = options
  if (!first) yield []
  else for (const value of first) for (const rest of allChoices(others)) yield [value, ...rest]
}

function derivable(shown: ShownTable, highest: number): number[] {
  const all = shownOf(shown)
  const possible = all.map(() => new Set<number>())
  const open = new Set(all.flatMap((one, at) => (typeof one === 'number' ? [] : [at])))
  if (open.size === 0) return []
  for (const figures of guesses(shown, highest)) {
    for (const at of open) if (possible[at]!.add(figures[at]!).size > 1) open.delete(at)
    if (open.size === 0) return []
  }
  return [...open]
}

/** The tables that show a wrong figure, a small one, or one that a reader can work out. */
function leakyTables(rows: number, columns: number, values: readonly number[]): number[][][] {
  return [...allTables(rows, columns, values)].filter(counts => {
    const shown = withholdSmall(counts)
    const [fits, figures] = [reader(shown), figuresOf(counts)]
    const wrong = shownOf(shown).some((one, at) => !fits(one, figures[at] ?? -1))
    const open = shownOf(shown).some(one => typeof one === 'number' && one > 0 && one < 5)
    return wrong || open || derivable(shown, Math.max(...values) + 2).length > 0
  })
}

describe('small figures', () => {
  test('a table without small figures is shown whole', () => {
    const shown = withholdSmall([
      [5, 0],
      [12, 30],
    ])
    expect(shownOf(shown)).toEqual([5, 0, 12, 30, 5, 42, 17, 30, 47])
  })

  test('one small figure takes three others of its rows and columns with it, and every total stays', () => {
    const shown = withholdSmall([
      [3, 10, 90],
      [20, 30, 95],
    ])
    expect(shown.cells).toEqual([
      ['small', 'withheld', 90],
      ['withheld', 'withheld', 95],
    ])
    expect([shown.rowTotals, shown.columnTotals, shown.total]).toEqual([[103, 145], [23, 40, 185], 248])
  })

  test('two fours beside a total of eight would give themselves away, so the total is withheld', () => {
    expect(withholdSmall([[4, 4]]).rowTotals).toEqual(['withheld'])
  })

  test('a table of nothing is shown as nothing', () => {
    expect(shownOf(withholdSmall([[0, 0]]))).toEqual([0, 0, 0, 0, 0, 0])
    expect(withholdSmall([]).total).toBe(0)
  })

  test.each([
    [1, 1, [0, 1, 2, 3, 4, 5, 6, 7]],
    [1, 3, [0, 1, 2, 3, 4, 5, 6]],
    [2, 2, [0, 1, 2, 3, 4, 5, 6, 7]],
    [3, 1, [0, 1, 2, 3, 4, 5, 6]],
    [2, 3, [0, 1, 4, 5]],
    [3, 2, [0, 1, 4, 6]],
  ])(
    'no withheld figure of any %i × %i table of the counts %j has a single possible value',
    (rows, columns, values) => {
      expect(leakyTables(rows, columns, values)).toEqual([])
    },
  )
})

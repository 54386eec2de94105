import { closeCycle, type Edge } from './close-cycle.ts'

/** Counts below this and above zero single somebody out. */
export const smallestShown = 5

/** A figure, `small` for one to four, or `withheld` so that no small one can be worked out. */
export type Shown = number | 'small' | 'withheld'

export type ShownTable = {
  readonly cells: readonly (readonly Shown[])[]
  readonly rowTotals: readonly Shown[]
  readonly columnTotals: readonly Shown[]
  readonly total: Shown
}

/**
 * Withholds every count of one to four, the totals among them, and then as little else as it takes that each withheld
 * figure keeps at least two possible values for a reader who knows these rules and all that is shown.
 *
 * The table is a circulation: the total flows into the columns, through the cells into the rows and back. Another
 * table that shows the same figures is another circulation, so a withheld figure is safe exactly when a cycle of
 * withheld figures leads through it on which all can change by one (network method of L. Cox, 1995). Where no such
 * cycle exists, none of the figures is called small: `withheld` alone tells only that it is not zero.
 */
export function withholdSmall(counts: readonly (readonly number[])[]): ShownTable {
  const shown = tryWithhold(counts, boundsOfTwoMarks, showTwoMarks) ?? tryWithhold(counts, boundsOfOneMark, showOneMark)
  if (!shown) throw new Error('counts are whole numbers from zero up')
  return shown
}

type Bounds = (value: number) => { readonly low: number; readonly high: number }

const isSmall = (value: number) => value > 0 && value < smallestShown

/** What a reader knows of a withheld figure by its mark. */
const boundsOfTwoMarks: Bounds = value =>
  isSmall(value) ? { low: 1, high: smallestShown - 1 } : { low: smallestShown, high: Infinity }
const boundsOfOneMark: Bounds = () => ({ low: 1, high: Infinity })

const showTwoMarks = (edge: Edge): Shown => (edge.withheld && isSmall(edge.value) ? 'small' : showOneMark(edge))
const showOneMark = (edge: Edge): Shown => (edge.withheld ? 'withheld' : edge.value)

function tryWithhold(
  counts: readonly (readonly number[])[],
  bounds: Bounds,
  show: (edge: Edge) => Shown,
): ShownTable | null {
  const table = toEdges(counts, bounds)
  const edges = [...table.cells.flat(), ...table.rowTotals, ...table.columnTotals, table.total]
  for (const edge of edges) edge.withheld = isSmall(edge.value)
  for (const edge of edges.filter(each => each.withheld)) {
    const cycle = closeCycle(edge, edges)
    if (!cycle) return null
    for (const other of cycle) other.withheld = true
  }
  return mapTable(table, show)
}

type Table<T> = { cells: T[][]; rowTotals: T[]; columnTotals: T[]; total: T }

function toEdges(counts: readonly (readonly number[])[], bounds: Bounds): Table<Edge> {
  const width = counts[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, column) => sum(counts.map(row => row[column] ?? 0)))
  const edge = (from: string, to: string, value: number) => ({ from, to, value, ...bounds(value), withheld: false })
  return {
    cells: counts.map((row, at) => row.map((value, column) => edge(`column ${column}`, `row ${at}`, value))),
    rowTotals: counts.map((row, at) => edge(`row ${at}`, 'out', sum(row))),
    columnTotals: columns.map((value, column) => edge('in', `column ${column}`, value)),
    total: edge('out', 'in', sum(columns)),
  }
}

function mapTable<T, R>(table: Table<T>, map: (one: T) => R): Table<R> {
  const { cells, rowTotals, columnTotals, total } = table
  return {
    cells: cells.map(row => row.map(map)),
    rowTotals: rowTotals.map(map),
    columnTotals: columnTotals.map(map),
    total: map(total),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

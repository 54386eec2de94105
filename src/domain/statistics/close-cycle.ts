/** One figure as a flow between two nodes; `low` and `high` are what a reader would know of it if it were withheld. */
export type Edge = {
  readonly from: string
  readonly to: string
  readonly value: number
  readonly low: number
  readonly high: number
  withheld: boolean
}

type Reached = { cost: number; readonly by: readonly Edge[] }

/**
 * The figures of the cheapest cycle through `edge` on which every figure can change by one; null where none exists.
 * A figure that is withheld already costs nothing, another one as much as it counts. A zero is never withheld.
 */
export function closeCycle(edge: Edge, edges: readonly Edge[]): readonly Edge[] | null {
  const others = edges.filter(other => other !== edge && other.value > 0)
  const up = edge.value < edge.high ? findPath(edge.to, edge.from, others) : null
  const down = edge.value > edge.low ? findPath(edge.from, edge.to, others) : null
  const found = [up, down].filter(path => path !== null)
  return found.reduce<Reached | null>((best, path) => (best && best.cost <= path.cost ? best : path), null)?.by ?? null
}

/** The cheapest way on which each figure rises along its direction or falls against it. */
function findPath(start: string, end: string, edges: readonly Edge[]): Reached | null {
  const open = new Map<string, Reached>([[start, { cost: 0, by: [] }]])
  const done = new Set<string>()
  for (;;) {
    const next = cheapest(open)
    if (!next) return null
    const [node, reached] = next
    if (node === end) return reached
    open.delete(node)
    done.add(node)
    for (const [to, edge] of stepsFrom(node, edges)) if (!done.has(to)) offer(open, to, reached, edge)
  }
}

function stepsFrom(node: string, edges: readonly Edge[]): [string, Edge][] {
  return edges.flatMap(edge => {
    if (edge.from === node && edge.value < edge.high) return [[edge.to, edge] as [string, Edge]]
    if (edge.to === node && edge.value > edge.low) return [[edge.from, edge] as [string, Edge]]
    return []
  })
}

function offer(open: Map<string, Reached>, to: string, reached: Reached, edge: Edge): void {
  const cost = reached.cost + (edge.withheld ? 0 : edge.value)
  const known = open.get(to)
  if (!known || cost < known.cost) open.set(to, { cost, by: [...reached.by, edge] })
}

function cheapest(open: ReadonlyMap<string, Reached>): [string, Reached] | null {
  let best: [string, Reached] | null = null
  for (const each of open) if (!best || each[1].cost < best[1].cost) best = each
  return best
}

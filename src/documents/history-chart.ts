import { scalePoint } from 'd3-scale'
import { categories, type Category } from '../domain/questionnaire/procedure.ts'

export type HistoryStep = {
  readonly category: Category
  /** What stands under the mark, and above it. */
  readonly date: string
  readonly score: string
}

export type HistoryChart = {
  readonly width: number
  readonly height: number
  readonly levels: readonly { readonly y: number; readonly category: Category }[]
  /** The `points` of an SVG polyline. */
  readonly line: string
  readonly marks: readonly (HistoryStep & { readonly x: number; readonly y: number })[]
  readonly labelsY: number
  readonly left: number
  readonly right: number
}

const height = 240
const margin = { top: 28, bottom: 36, left: 176, right: 40 }
const stepWidth = 96
const leastWidth = 536

/** One mark an assessment, evenly spaced in their order; the categories are the levels, the lowest at the bottom. */
export function drawHistory(steps: readonly HistoryStep[]): HistoryChart {
  const width = Math.max(leastWidth, margin.left + margin.right + stepWidth * steps.length)
  const right = width - margin.right
  const places = scalePoint<number>(steps.keys(), [margin.left, right]).padding(0.5)
  const levels = scalePoint<Category>(categories, [height - margin.bottom, margin.top])
  const y = (category: Category) => Math.round(levels(category) ?? 0)
  const marks = steps.map((step, at) => ({ ...step, x: Math.round(places(at) ?? margin.left), y: y(step.category) }))
  return {
    width,
    height,
    levels: categories.map(category => ({ y: y(category), category })),
    line: marks.map(mark => `${mark.x},${mark.y}`).join(' '),
    marks,
    labelsY: height - 8,
    left: margin.left,
    right,
  }
}

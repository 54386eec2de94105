import { round } from './rounds.ts'

/** One line of the verdict: `reached` against a least or a most; without either it is told and not judged. */
export type Line = {
  readonly what: string
  readonly reached: number
  readonly least?: number
  readonly most?: number
}

/** Prints the verdict and says whether every aim is held. */
export function tellAims(lines: readonly Line[]): boolean {
  console.table(
    lines.map(line => ({
      what: line.what,
      aim:
        line.least === undefined
          ? line.most === undefined
            ? ''
            : `at most ${round(line.most)}`
          : `at least ${round(line.least)}`,
      reached: round(line.reached),
      held: isJudged(line) ? (holds(line) ? 'yes' : 'NO') : '',
    })),
  )
  return lines.every(holds)
}

function isJudged({ least, most }: Line): boolean {
  return least !== undefined || most !== undefined
}

function holds({ reached, least = -Infinity, most = Infinity }: Line): boolean {
  return reached >= least && reached <= most
}

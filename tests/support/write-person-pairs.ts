import { writeFileSync } from 'node:fs'
import { buildPairs, writePairs } from './person-pairs.ts'

/** Run with node after a change of the rules: writes `tests/golden/person-pairs.csv` anew. */
export const goldenPairs = { count: 2_000, seed: 4, file: new URL('../golden/person-pairs.csv', import.meta.url) }

if (import.meta.main) {
  writeFileSync(goldenPairs.file, writePairs(buildPairs(goldenPairs.count, goldenPairs.seed)))
}

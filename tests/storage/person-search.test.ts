import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createRandom } from '../../db/demo/random.ts'
import type { Database } from '../../src/storage/database.ts'
import { searchPeople } from '../../src/storage/person-search.ts'
import { eachEngine } from '../support/database.ts'
import { inventPerson } from '../support/invent-person.ts'
import { buildPairs, readPairs, writePairs, type Pair } from '../support/person-pairs.ts'
import { fillRegister, profileOf } from '../support/register.ts'
import { goldenPairs } from '../support/write-person-pairs.ts'

const long = process.env['PANA_TEST_LONG'] !== undefined
const registered = long ? 100_000 : 5_000
const searched = long ? 2_000 : 400
const absent = long ? 2_000 : 500
const golden = readFileSync(goldenPairs.file, 'utf8')
const hours = 3_600_000

test('the golden pairs are what the rules give', () => {
  expect(writePairs(buildPairs(goldenPairs.count, goldenPairs.seed))).toBe(golden)
})

/** Every rule is met: the pairs lie in the order of the rules. */
const pairs = readPairs(golden).slice(0, searched)

async function isFound(db: Database, { typed }: Pair, id: string): Promise<boolean> {
  const { candidates } = await searchPeople(db, [], profileOf(typed))
  return candidates.slice(0, 5).some(candidate => candidate.of.row.id === id)
}

eachEngine((_engine, open) => {
  test('a register finds those who are in it, warns of nobody else, and is quick', { timeout: hours }, async () => {
    const db = await open()
    const random = createRandom(11)
    const strangers = Array.from({ length: registered - pairs.length }, () => inventPerson(random))
    await fillRegister(db, [...pairs.map(pair => pair.stored), ...strangers], at => `person-${at}`)

    const lost: string[] = []
    const times: number[] = []
    for (const [at, pair] of pairs.entries()) {
      const start = performance.now()
      if (!(await isFound(db, pair, `person-${at}`))) lost.push(`${at} ${pair.rules.join('+')}`)
      times.push(performance.now() - start)
    }
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(pairs.length / 100)

    let warned = 0
    for (let count = 0; count < absent; count += 1) {
      const { iin: _, phone: __, ...whole } = inventPerson(random)
      const patronymic = random.chance(0.7) ? whole.patronymic : ''
      const born_on = random.chance(0.5) ? whole.born_on : whole.born_on.slice(0, 4)
      const { candidates } = await searchPeople(
        db,
        [],
        profileOf({ ...whole, patronymic, born_on, iin: '', phone: '' }),
      )
      if (candidates.some(candidate => candidate.warns)) warned += 1
    }
    const median = times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
    const p95 = times[Math.floor(times.length * 0.95)] ?? 0
    console.info(JSON.stringify({ registered, lost: lost.length, of: pairs.length, warned, absent, median, p95 }))
    expect(warned, 'warnings for people who are not in the register').toBeLessThanOrEqual(absent / 100)
    expect(median, 'milliseconds of a search').toBeLessThan(50)
  })
})

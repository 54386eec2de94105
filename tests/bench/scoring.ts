import { Bench } from 'tinybench'
import { createRandom } from '../../db/demo/random.ts'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import type { ProratedSum } from '../../src/domain/questionnaire/instrument.ts'
import { questionnaires } from '../support/program.ts'
import { createHandSum, createJsonRules, createSurvey, type Coded } from './rivals.ts'

export type Speed = { readonly name: string; readonly perSecond: number }

const sets = 100

/** Scorings of ODARA per second, ours first, each over the same answers. */
export async function measureScoring(): Promise<Speed[]> {
  const odara = findOdara()
  const answers = inventCodings(odara)
  const [hand, rules, survey] = [createHandSum(odara), createJsonRules(odara), createSurvey(odara)]
  await agreeOrThrow(odara, answers, { hand, rules, survey })
  const bench = new Bench({ time: 1500, warmupTime: 500 })
    .add('Pana (checked, with contributions)', () => answers.forEach(each => scoreCoded(odara, { items: each })))
    .add('hand-written sum', () => answers.forEach(each => hand(each)))
    .add('json-rules-engine', async () => {
      for (const each of answers) await rules(each)
    })
    .add('survey-core', () => answers.forEach(each => survey(each)))
  await bench.run()
  return bench.tasks.map(({ name, result }) => {
    if (!('throughput' in result)) throw new Error(`${name} was not measured`)
    return { name, perSecond: result.throughput.mean * sets }
  })
}

function findOdara(): ProratedSum {
  const found = questionnaires.instruments.find(each => each.definition.instrument === 'odara')?.definition
  if (found?.method !== 'prorated_sum') throw new Error('no ODARA among the questionnaires')
  return found
}

/** Few enough are missing that each set has a score. */
function inventCodings(odara: ProratedSum): Coded[] {
  const random = createRandom(13)
  return Array.from({ length: sets }, () => {
    let open = odara.missing.max ?? 0
    const code = () => {
      if (open > 0 && random.chance(0.15)) {
        open -= 1
        return 'unknown' as const
      }
      return random.chance(0.4) ? ('yes' as const) : ('no' as const)
    }
    return Object.fromEntries(odara.items.map(item => [item.code, code()]))
  })
}

type Scorers = {
  readonly hand: (coded: Coded) => number
  readonly rules: (coded: Coded) => Promise<number>
  readonly survey: (coded: Coded) => number
}

/** A quick wrong answer is no rival. */
async function agreeOrThrow(odara: ProratedSum, answers: readonly Coded[], { hand, rules, survey }: Scorers) {
  for (const coded of answers) {
    const ours = scoreCoded(odara, { items: coded })
    if (!ours.scored || ours.raw === undefined) throw new Error('an answer set has no score')
    const same = ours.adjusted === hand(coded) && ours.raw === (await rules(coded)) && ours.raw === survey(coded)
    if (!same) throw new Error(`the scorers disagree on ${JSON.stringify(coded)}`)
  }
}

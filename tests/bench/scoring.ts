import { createRandom } from '../../db/demo/random.ts'
import { scoreCoded } from '../../src/domain/assessment/score.ts'
import type { ProratedSum } from '../../src/domain/questionnaire/instrument.ts'
import { questionnaires } from '../support/program.ts'
import { createHandSum, createJsonRules, createSpelledSum, createSurvey, type Coded } from './rivals.ts'

/** Scorings per second in each round. */
export type Speed = { readonly name: string; readonly perSecond: readonly number[] }

export const contenders = {
  own: 'Pana (checked, with contributions)',
  hand: 'hand-written sum over the 13 names',
  spelled: 'hand-written sum, 13 fields spelled out',
  rules: 'json-rules-engine',
  survey: 'survey-core',
} as const

type Scorer = (coded: Coded) => number | Promise<number>
type Scorers = Readonly<Record<keyof typeof contenders, Scorer>>

const sets = 2000
const rounds = 9
const roundMs = 250

/** Scorings of ODARA per second, each contender over the same answers in turn. */
export async function measureScoring(): Promise<Record<keyof typeof contenders, Speed>> {
  const odara = findOdara()
  const answers = inventCodings(odara)
  const scorers = createScorers(odara)
  await agreeOrThrow(odara, answers.slice(0, 200), scorers)
  const found = Object.fromEntries(
    Object.entries(contenders).map(([key, name]) => [key, { name, perSecond: [] as number[] }]),
  ) as Record<keyof typeof contenders, { name: string; perSecond: number[] }>
  for (let done = -1; done < rounds; done += 1) {
    for (const key of Object.keys(contenders) as (keyof typeof contenders)[]) {
      const speed = await timeRound(scorers[key], answers)
      // The first round only warms up.
      if (done >= 0) found[key].perSecond.push(speed)
    }
  }
  return found
}

function createScorers(odara: ProratedSum): Scorers {
  return {
    own: coded => {
      const result = scoreCoded(odara, { items: coded })
      return result.scored ? (result.adjusted ?? -1) : -1
    },
    hand: createHandSum(odara),
    spelled: createSpelledSum(odara),
    rules: createJsonRules(odara),
    survey: createSurvey(odara),
  }
}

/** The sum of the scores is looked at, so that no scoring can be left out as useless. */
async function timeRound(scorer: Scorer, answers: readonly Coded[]): Promise<number> {
  const started = performance.now()
  let scored = 0
  let sum = 0
  while (performance.now() - started < roundMs) {
    // The clock is asked after 50 sets, so that the slow ones keep to the round as well.
    for (const coded of answers.slice(scored % sets, (scored % sets) + 50)) {
      const score = scorer(coded)
      sum += typeof score === 'number' ? score : await score
      scored += 1
    }
  }
  if (!(sum > 0)) throw new Error('nothing was scored')
  return (scored / (performance.now() - started)) * 1000
}

function findOdara(): ProratedSum {
  const found = questionnaires.instruments.find(each => each.definition.instrument === 'odara')?.definition
  if (found?.method !== 'prorated_sum') throw new Error('no ODARA among the questionnaires')
  return found
}

/** Read from JSON, as answers come in. Few enough are missing that each set has a score. */
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
    const coded = Object.fromEntries(odara.items.map(item => [item.code, code()]))
    return JSON.parse(JSON.stringify(coded)) as Coded
  })
}

/** A quick wrong answer is no rival. */
async function agreeOrThrow(odara: ProratedSum, answers: readonly Coded[], scorers: Scorers) {
  for (const coded of answers) {
    const ours = scoreCoded(odara, { items: coded })
    if (!ours.scored || ours.raw === undefined) throw new Error('an answer set has no score')
    const sums = [scorers.hand(coded), scorers.spelled(coded)].every(each => each === ours.adjusted)
    const same = sums && ours.raw === (await scorers.rules(coded)) && ours.raw === scorers.survey(coded)
    if (!same) throw new Error(`the scorers disagree on ${JSON.stringify(coded)}`)
  }
}

import { factsOfNewCase } from '../../src/commands/assessment/case-facts.ts'
import { assess, type Assessment, type AssessmentInput } from '../../src/domain/assessment/assess.ts'
import { pruneHidden, type Answer, type Answers } from '../../src/domain/questionnaire/answer.ts'
import type { Bank } from '../../src/domain/questionnaire/bank.ts'
import { categories } from '../../src/domain/questionnaire/procedure.ts'
import { assumedCorrelation, drawInterviews } from './draw-interview.ts'

type Definitions = Pick<AssessmentInput, 'bank' | 'instruments' | 'procedure'>

/** The share of all interviews of which this holds, in percent with one decimal. */
export type Shares = (what: string) => number
export type Volume = {
  readonly checked: Shares
  readonly scene: Shares
  /** High and extreme after the record check, by the assumed correlation. */
  readonly bySpread: readonly (readonly [correlation: number, share: number])[]
}

export const drawn = 10_000
const fewer = 2_000
const seed = 2026
const grave = 'high and extreme'

/** The drawn interviews through these files: as soon as the records were looked up, and as at the scene. */
export function measureVolume(definitions: Definitions): Volume {
  const { bank } = definitions
  const interviews = [...drawInterviews(bank, drawn, seed)]
  const spread = (correlation: number) => countShares(definitions, [...drawInterviews(bank, fewer, seed, correlation)])
  return {
    checked: countShares(definitions, interviews),
    scene: countShares(
      definitions,
      interviews.map(answers => withoutRecords(bank, answers)),
    ),
    bySpread: [0, assumedCorrelation, 0.4].map(each => [each, spread(each)(grave)] as const),
  }
}

function countShares(definitions: Definitions, interviews: readonly Answers[]): Shares {
  const counts = new Map<string, number>()
  for (const answers of interviews) {
    const facts = factsOfNewCase(definitions.bank, answers)
    for (const name of namesOf(assess({ ...definitions, answers, facts })))
      counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return what => Math.round(((counts.get(what) ?? 0) / interviews.length) * 1000) / 10
}

/** `alone` marks the only rule that carries the category. */
function namesOf({ category, provisional, reasons, scores }: Assessment): string[] {
  const carrying = reasons.filter(reason => reason.gives === category)
  const odara = scores.find(score => score.instrument === 'odara')
  return [
    category,
    ...(category === 'high' || category === 'extreme' ? [grave] : []),
    ...(provisional ? ['provisional'] : []),
    ...reasons.map(reason => `rule ${reason.number} ${reason.gives ?? 'offer'}`),
    ...(carrying.length === 1 ? carrying.map(reason => `rule ${reason.number} ${category} alone`) : []),
    ...(odara?.scored === true && 'band' in odara ? ['odara', `odara ${odara.band}`] : []),
  ]
}

function withoutRecords(bank: Bank, answers: Answers): Answers {
  const records = bank.items.filter(item => item.from_records === true).map(item => item.code)
  const open: Answer = { value: 'unknown', source: 'record' }
  const told = records.filter(code => Object.hasOwn(answers, code)).map(code => [code, open] as const)
  return pruneHidden(bank, { ...answers, ...Object.fromEntries(told) })
}

/** The part of docs/volume.md that tells what came out. */
export function sayVolume({ checked, scene, bySpread }: Volume, { procedure }: Definitions): string {
  const row = (what: string) => `| ${what} | ${checked(what)} % | ${scene(what)} % |`
  const rules = procedure.rules.flatMap(rule =>
    [...categories, 'offer']
      .map(gives => `rule ${rule.number} ${gives}`)
      .filter(name => checked(name) + scene(name) > 0),
  )
  const alone = rules.filter(name => /high|extreme/.test(name))
  const bands = ['1', '2', '3', '4', '5', '6', '7']
  const normal = [11, 16, 21, 19, 13, 13, 7]
  return [
    `${drawn.toLocaleString('en')} interviews, procedure ${procedure.procedure} ${procedure.version}. A case may stand in several rows of rules.`,
    [
      '| share of interviews | records looked up | at the scene |',
      '| --- | --- | --- |',
      ...[...categories, grave, 'provisional', ...rules].map(row),
      ...alone.map(name => row(`${name} alone`)),
    ].join('\n'),
    `With no correlation, the assumed one and twice as much, ${fewer.toLocaleString('en')} interviews each: ${grave} ${bySpread
      .map(([correlation, share]) => `${share} % (${correlation})`)
      .join(', ')}.`,
    [
      '| ODARA category | drawn, of those scored | men in Ontario |',
      '| --- | --- | --- |',
      ...bands.map(
        (band, at) =>
          `| ${band} | ${Math.round((checked(`odara ${band}`) / checked('odara')) * 100)} % | ${normal[at]} % |`,
      ),
    ].join('\n'),
  ].join('\n\n')
}

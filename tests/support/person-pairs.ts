import { createRandom, type Random } from '../../db/demo/random.ts'
import { inventPerson, type Written } from './invent-person.ts'
import { pairRules, type PairRule } from './person-rules.ts'

/** Two records of one person: as stored, and as typed at the next call. */
export type Pair = { readonly rules: readonly string[]; readonly stored: Written; readonly typed: Written }

const parts = ['surname', 'given_name', 'patronymic', 'born_on', 'iin', 'phone', 'sex'] as const
export const pairHeader = ['rules', ...parts.map(part => `stored_${part}`), ...parts.map(part => `typed_${part}`)].join(
  ',',
)

/** Rules that may be met together with a spelling rule: the record is not only written differently, a part is lost. */
const combinable = new Set([
  'no_patronymic',
  'patronymic_form',
  'day_month_swapped',
  'birth_year_only',
  'no_birth_date',
])
const spellings = new Set(['russian_letters', 'passport_latin', 'new_latin', 'decomposed', 'look_alikes', 'soft_sign'])

/** As many pairs as asked, every rule equally often, the same for the same seed. */
export function buildPairs(count: number, seed: number): Pair[] {
  const random = createRandom(seed)
  const pairs: Pair[] = []
  while (pairs.length < count) {
    const rule = pairRules[pairs.length % pairRules.length]
    if (rule) pairs.push(buildPair(rule, random))
  }
  return pairs
}

function buildPair(rule: PairRule, random: Random): Pair {
  for (;;) {
    const whole = inventPerson(random)
    const stored = random.chance(0.4) && rule.code !== 'iin_digit' ? { ...whole, iin: '' } : whole
    const typed = rule.rewrite(stored, random)
    if (typed) return addSpelling({ rules: [rule.code], stored, typed }, random)
  }
}

function addSpelling(pair: Pair, random: Random): Pair {
  if (!combinable.has(pair.rules[0] ?? '') || random.chance(0.5)) return pair
  const spelling = random.pick(pairRules.filter(rule => spellings.has(rule.code)))
  const typed = spelling.rewrite(pair.typed, random)
  return typed ? { ...pair, rules: [...pair.rules, spelling.code], typed } : pair
}

export function writePairs(pairs: readonly Pair[]): string {
  const lines = pairs.map(({ rules, stored, typed }) => {
    return [rules.join('+'), ...parts.map(part => stored[part]), ...parts.map(part => typed[part])].join(',')
  })
  return `${[pairHeader, ...lines].join('\n')}\n`
}

export function readPairs(text: string): Pair[] {
  const [, ...lines] = text.trimEnd().split('\n')
  return lines.map(line => {
    const [rules = '', ...values] = line.split(',')
    const writtenFrom = (start: number) =>
      Object.fromEntries(parts.map((part, at) => [part, values[start + at] ?? ''])) as unknown as Written
    return { rules: rules.split('+'), stored: writtenFrom(0), typed: writtenFrom(parts.length) }
  })
}

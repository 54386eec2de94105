import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { validateAnswer, visibleItems, type Answer } from '../../src/domain/questionnaire/answer.ts'
import type { Bank, BankItem } from '../../src/domain/questionnaire/bank.ts'
import { categories } from '../../src/domain/questionnaire/procedure.ts'

const code = z.string()
const told = z.union([code, z.number(), z.array(code), z.array(z.array(code))])

const story = z.strictObject({
  story: z.string(),
  told: z.record(code, told),
  others: z.enum(['no', 'unknown']),
  raise: z.strictObject({ category: z.enum(categories), reason: z.string() }).optional(),
  expect: z.strictObject({
    category: z.enum(categories),
    /** Numbers of the rules that give exactly this category. */
    by: z.array(z.int()),
    provisional: z.literal('yes').optional(),
    /** The lethality screen makes the offer of help due at once. */
    offer: z.literal('yes').optional(),
    /** What the upper bound of a scored instrument would give. */
    lift: z.enum(categories).optional(),
    listed: z.array(code).optional(),
    /** Raw score, level of MARAM, whether the screen triggers, `not_applicable`; null where there is no score. */
    scores: z.record(code, z.union([z.number(), code, z.null()])).optional(),
  }),
  because: z.string().min(20),
})
export type Story = z.infer<typeof story>

export function readStories(): Story[] {
  const text = readFileSync(new URL('../golden/stories.yaml', import.meta.url), 'utf8')
  return z.array(story).parse(parse(text))
}

/** Every answer of the interview as an officer would have saved it; what is told must be asked. */
export function tellWhole(bank: Bank, { story: name, told, others }: Story, today: string): Record<string, unknown> {
  const answers: Record<string, Answer> = {}
  for (const { code } of bank.items) {
    const item = visibleItems(bank, answers).find(each => each.code === code)
    if (!item && code in told) throw new Error(`${name}: ${code} is not asked`)
    const value = item && valueOf(item, told[code], others)
    if (!item || value === undefined) continue
    const checked = validateAnswer(item, value, today)
    if (!checked.ok) throw new Error(`${name}: ${checked.faults.map(fault => `${fault.code} ${fault.at}`).join()}`)
    answers[code] = checked.value
  }
  return answers
}

const nothing = ['never', 'neither', 'none', 'nobody', 'declined']

function valueOf(item: BankItem, told: Story['told'][string] | undefined, others: Story['others']): unknown {
  const rest = others
  switch (item.type) {
    case 'tick_list':
      return Array.isArray(told) ? { ticked: told, rest } : { ticked: [], rest: told ?? rest }
    case 'children':
      return Array.isArray(told) ? told.map(facts => rowOf(item, facts, others)) : undefined
    case 'yes_no':
      return told ?? others
    case 'choice':
      return (
        told ?? (others === 'no' ? nothing.find(one => item.options.some(option => option.code === one)) : 'unknown')
      )
    case 'number':
      return told ?? (others === 'no' ? item.min : 'unknown')
    default:
      return undefined
  }
}

function rowOf(item: Extract<BankItem, { type: 'children' }>, facts: string | readonly string[], others: string) {
  const unknown = [facts].flat().filter(fact => !item.facts.some(each => each.code === fact))
  if (unknown.length > 0) throw new Error(`no fact of a child: ${unknown.join()}`)
  return {
    name: '',
    born_on: '',
    facts: Object.fromEntries(item.facts.map(each => [each.code, facts.includes(each.code) ? 'yes' : others])),
  }
}

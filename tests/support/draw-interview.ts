import { readFileSync } from 'node:fs'
import { createRandom, type Random } from '../../db/demo/random.ts'
import { pruneHidden, type Answer, type Answers } from '../../src/domain/questionnaire/answer.ts'
import type { Bank, BankItem } from '../../src/domain/questionnaire/bank.ts'

/** A row of the table in docs/volume.md. */
type Share = { readonly item: string; readonly value: string; readonly share: number; readonly among: string }
type Drawing = {
  readonly random: Random
  readonly shares: readonly Share[]
  readonly factor: number
  readonly correlation: number
  readonly drawn: Record<string, Answer>
}

export const assumedCorrelation = 0.2
const open = { unknown: 0.04, refused: 0.01 }
/** Known to whoever is asked, or looked up. */
const alwaysKnown = new Set(['relationship', 'children_total', 'children_at_home', 'children'])
const partners = new Set(['spouse', 'ex_spouse', 'cohabitant', 'ex_cohabitant', 'co_parent', 'dating', 'ex_dating'])
/** Goes with the gravity of a case neither way. */
const apart = new Set(['children_total', 'victim_child_not_his'])
const nothing = ['never', 'neither', 'none', 'nobody', 'declined']

export function readShares(): Share[] {
  const text = readFileSync(new URL('../../docs/volume.md', import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| ([a-z_0-9]+)([=+.])([a-z_0-9]+) \| ([\d.]+) % \| ([a-z ]+) \|/gm)
  return [...rows].map(([, name = '', sign, value = '', share, among = '']) => ({
    item: sign === '.' ? 'children' : name,
    value,
    share: Number(share) / 100,
    among,
  }))
}

/** As many interviews as wanted, the same for the same seed: whatever the bank asks is answered. */
export function* drawInterviews(bank: Bank, count: number, seed: number, correlation = assumedCorrelation) {
  const shares = readShares()
  for (let number = 0; number < count; number += 1) {
    yield drawInterview(bank, shares, createRandom(seed + number * 7919), correlation)
  }
}

function drawInterview(bank: Bank, shares: readonly Share[], random: Random, correlation: number): Answers {
  const drawing = { random, shares, factor: normal(random), correlation, drawn: {} }
  for (const item of bank.items) {
    const value = drawValue(item, drawing)
    if (value !== undefined) Object.assign(drawing.drawn, { [item.code]: { value, source: 'her_words' } })
  }
  return pruneHidden(bank, drawing.drawn)
}

function drawValue(item: BankItem, drawing: Drawing): Answer['value'] | undefined {
  const { random } = drawing
  if (item.code === 'relationship') return drawRelationship(drawing)
  if (!alwaysKnown.has(item.code) && item.from_records !== true) {
    const luck = random.next()
    const left = luck < open.refused ? 'refused' : luck < open.refused + open.unknown ? 'unknown' : null
    if (left && item.type === 'tick_list') return { ticked: [], rest: left }
    if (left && (item.type === 'yes_no' || item.type === 'choice')) return left
  }
  switch (item.type) {
    case 'yes_no':
      return drawOne(item.code, drawing) ?? 'no'
    case 'choice':
      return drawOne(item.code, drawing) ?? nothing.find(code => item.options.some(option => option.code === code))
    case 'number':
      return Number(drawOne(item.code, drawing) ?? item.min)
    case 'tick_list':
      return { ticked: drawEach(item.code, drawing), rest: 'no' }
    case 'children': {
      const held = drawEach(item.code, drawing)
      const facts = item.facts.map(({ code }) => [code, held.includes(code) ? 'yes' : 'no'] as const)
      return [{ name: '', born_on: '', facts: Object.fromEntries(facts) }]
    }
    default:
      return undefined
  }
}

function drawRelationship({ random, shares }: Drawing): string {
  let left = random.next()
  const found = shares.filter(each => each.item === 'relationship').find(each => (left -= each.share) < 0)
  return found?.value ?? 'spouse'
}

/** One of the listed values, the first of them in the gravest cases; none of them in the rest. */
function drawOne(item: string, drawing: Drawing): string | undefined {
  const place = apart.has(item) ? drawing.random.next() : drawPlace(drawing)
  let edge = 0
  const rows = drawing.shares.filter(each => each.item === item && appliesTo(each.among, drawing))
  return rows.find(each => place < (edge += each.share))?.value
}

function drawEach(item: string, drawing: Drawing): string[] {
  const rows = drawing.shares.filter(each => each.item === item && appliesTo(each.among, drawing))
  return rows.filter(each => drawPlace(drawing) < each.share).map(each => each.value)
}

function appliesTo(among: string, { drawn }: Drawing): boolean {
  const valueOf = (item: string) => drawn[item]?.value
  const threats = valueOf('threats_this_incident')
  const ticked = typeof threats === 'object' && 'ticked' in threats ? threats.ticked : []
  switch (among) {
    case 'all':
    case 'children':
      return true
    case 'partner':
      return partners.has(String(valueOf('relationship')))
    case 'relative':
      return !partners.has(String(valueOf('relationship')))
    case 'force':
      return valueOf('physical_contact') === 'yes'
    case 'kill threat':
      return ticked.some(option => option.startsWith('kill_'))
    case 'record':
      return valueOf('earlier_record') === 'yes'
    default:
      throw new Error(`docs/volume.md: among «${among}»`)
  }
}

/** Uniform between 0 and 1, small in the grave cases: the shares stay as listed, two answers go together. */
function drawPlace({ random, factor, correlation }: Drawing): number {
  const own = normal(random)
  return 1 - cumulative(Math.sqrt(correlation) * factor + Math.sqrt(1 - correlation) * own)
}

/** Box–Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Of the normal distribution; Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function cumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const sum = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduceRight(
    (all, each) => (all + each) * t,
    0,
  )
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum
  return z > 0 ? 1 - tail : tail
}

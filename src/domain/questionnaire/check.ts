import type { Fault } from '../fault.ts'
import type { Bank } from './bank.ts'
import { programItems } from './bank.ts'
import { faultsOfCondition, itemsOfConditions } from './check-condition.ts'
import { checkInstrument } from './check-instrument.ts'
import { faultsOfRules } from './check-rules.ts'
import type { Instrument } from './instrument.ts'
import type { Condition } from './condition.ts'
import type { FactKinds } from './known-facts.ts'
import { factsOfOutcome, knownFacts } from './known-facts.ts'
import type { Procedure } from './procedure.ts'

export type DefinitionSet = {
  readonly banks: readonly Bank[]
  readonly instruments: readonly Instrument[]
  readonly procedures: readonly Procedure[]
}

/** What the shapes cannot see, all of it at once. Instruments are read against the bank of each procedure that names them. */
export function checkDefinitions(set: DefinitionSet): Fault[] {
  return [
    ...duplicateVersions(set),
    ...set.banks.flatMap(bank => checkBank(bank, set)),
    ...set.instruments.flatMap(checkInstrument),
    ...set.procedures.flatMap(procedure => checkProcedure(procedure, set)),
  ]
}

function duplicateVersions({ banks, instruments, procedures }: DefinitionSet): Fault[] {
  const names = [
    ...banks.map(each => `bank ${each.version}`),
    ...instruments.map(each => `instrument ${each.instrument} ${each.version}`),
    ...procedures.map(each => `procedure ${each.procedure} ${each.version}`),
  ]
  return duplicatesOf(names).map(at => ({ code: 'duplicate_version', at }))
}

function checkBank(bank: Bank, set: DefinitionSet): Fault[] {
  const at = `bank ${bank.version}`
  const codes = bank.items.map(item => item.code)
  const faults: Fault[] = duplicatesOf(codes).map(code => ({ code: 'duplicate_item', at: `${at} ${code}` }))
  const blocks = new Set(bank.blocks.map(block => block.code))
  bank.items.forEach((item, index) => {
    const place = `${at} ${item.code}`
    if (!blocks.has(item.block)) faults.push({ code: 'unknown_block', at: place })
    const known = { ...bank, items: bank.items.slice(0, index + 1) }
    if (item.contradiction) faults.push(...faultsOfCondition(item.contradiction, known, place, null))
    if (!item.when) return
    const earlier = { ...bank, items: bank.items.slice(0, index) }
    faults.push(...faultsOfCondition(item.when, earlier, place, null))
  })
  for (const [code, type] of Object.entries(programItems)) {
    if (!bank.items.some(item => item.code === code && item.type === type)) {
      faults.push({ code: 'program_item_missing', at: `${at} ${code}` })
    }
  }
  return [...faults, ...unusedItems(bank, set).map(code => ({ code: 'unused_item', at: `${at} ${code}` }))]
}

function unusedItems(bank: Bank, set: DefinitionSet): string[] {
  const conditions: Condition[] = [
    ...bank.items.flatMap(item => item.when ?? []),
    ...set.instruments.flatMap(conditionsOfInstrument),
    ...set.procedures.filter(each => each.bank === bank.version).flatMap(conditionsOfProcedure),
  ]
  const used = new Set([...itemsOfConditions(conditions), ...Object.keys(programItems)])
  return bank.items.map(item => item.code).filter(code => !used.has(code))
}

function conditionsOfInstrument(instrument: Instrument): Condition[] {
  const own = [instrument.applicability.condition]
  if (instrument.method === 'staged_trigger' && instrument.officer_belief) own.push(instrument.officer_belief)
  if (instrument.method !== 'structured_judgement') return [...own, ...instrument.items.map(item => item.coding)]
  return [...own, ...instrument.items.flatMap(item => [item.prefill?.current ?? [], item.prefill?.past ?? []].flat())]
}

function conditionsOfProcedure(procedure: Procedure): Condition[] {
  return [...conditionsOfJudging(procedure), ...conditionsOfMeasures(procedure)]
}

function conditionsOfJudging(procedure: Procedure): Condition[] {
  return [
    ...procedure.rules.flatMap(rule => {
      if (rule.kind === 'condition') return [rule.condition]
      return rule.kind === 'factor_count' ? rule.factors.map(factor => factor.condition) : []
    }),
    ...procedure.trigger_families.flatMap(family => family.facts.map(fact => fact.condition)),
    ...procedure.listing.criteria.flatMap(criterion => criterion.condition ?? []),
  ]
}

function conditionsOfMeasures({ measures }: Procedure): Condition[] {
  return measures.flatMap(each => [each.when ?? [], each.sooner?.map(one => one.condition) ?? []].flat())
}

function checkProcedure(procedure: Procedure, set: DefinitionSet): Fault[] {
  const at = `procedure ${procedure.procedure} ${procedure.version}`
  const bank = set.banks.find(each => each.version === procedure.bank)
  if (!bank) return [{ code: 'unknown_bank', at: `${at} ${procedure.bank}` }]
  const found = new Map<string, Instrument>()
  const faults = [
    ...conditionsOfJudging(procedure).flatMap(each => faultsOfCondition(each, bank, at, knownFacts)),
    ...conditionsOfMeasures(procedure).flatMap(each => faultsOfCondition(each, bank, at, factsOfMeasures(procedure))),
  ]
  for (const named of procedure.instruments) {
    const place = `${at} ${named.instrument} ${named.version}`
    const one = set.instruments.find(each => each.instrument === named.instrument && each.version === named.version)
    if (!one) faults.push({ code: 'unknown_instrument', at: place })
    else faults.push(...conditionsOfInstrument(one).flatMap(each => faultsOfCondition(each, bank, place, knownFacts)))
    if (one) found.set(named.instrument, one)
  }
  const rules = faultsOfRules(procedure, name => found.get(name), at)
  return [...faults, ...faultsOfNames(procedure, at), ...duplicateCodes(procedure, at), ...rules]
}

function factsOfMeasures({ rules }: Procedure): FactKinds {
  const held = rules.map(rule => [`rule_${rule.code}`, 'flag'] as const)
  return { ...knownFacts, ...factsOfOutcome, ...Object.fromEntries(held) }
}

/** A rule that names an instrument outside the procedure's list would never hold, and nobody would see it. */
function faultsOfNames(procedure: Procedure, at: string): Fault[] {
  const own = new Set(procedure.instruments.map(each => each.instrument))
  const named = procedure.rules.flatMap(rule => {
    if (rule.kind === 'factor_count') return [rule.unless_scored]
    return 'instrument' in rule ? [rule.instrument] : []
  })
  const strangers = new Set([...named, ...procedure.upper_bound.instruments].filter(name => !own.has(name)))
  return [...strangers].map(name => ({ code: 'unknown_instrument', at: `${at} ${name}` }))
}

function duplicateCodes(procedure: Procedure, at: string): Fault[] {
  const lists = [
    procedure.rules.map(each => each.code),
    procedure.measures.map(each => each.code),
    procedure.trigger_families.map(each => each.code),
    procedure.listing.criteria.map(each => each.code),
    procedure.instruments.map(each => each.instrument),
  ]
  return lists.flatMap(duplicatesOf).map(code => ({ code: 'duplicate_code', at: `${at} ${code}` }))
}

export function duplicatesOf(codes: readonly string[]): string[] {
  return codes.filter((code, index) => codes.indexOf(code) !== index)
}

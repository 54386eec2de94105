import type { Fault } from '../fault.ts'
import type { Bank } from './bank.ts'
import { programItems } from './bank.ts'
import { faultsOfCondition, itemsOfConditions } from './check-condition.ts'
import { checkInstrument } from './check-instrument.ts'
import type { Instrument } from './instrument.ts'
import type { Condition } from './condition.ts'
import type { Procedure } from './procedure.ts'

export type DefinitionSet = {
  readonly banks: readonly Bank[]
  readonly instruments: readonly Instrument[]
  readonly procedures: readonly Procedure[]
}

/** What the shapes cannot see, all of it at once. Instruments are read against the bank of each procedure that names them. */
export function checkDefinitions(set: DefinitionSet): Fault[] {
  return [
    ...set.banks.flatMap(bank => checkBank(bank, set)),
    ...set.instruments.flatMap(checkInstrument),
    ...set.procedures.flatMap(procedure => checkProcedure(procedure, set)),
  ]
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
    if (item.contradiction) faults.push(...faultsOfCondition(item.contradiction, known, place, { facts: false }))
    if (!item.when) return
    const earlier = { ...bank, items: bank.items.slice(0, index) }
    faults.push(...faultsOfCondition(item.when, earlier, place, { facts: false }))
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
  if (instrument.method !== 'structured_judgement') return [...own, ...instrument.items.map(item => item.coding)]
  return [...own, ...instrument.items.flatMap(item => [item.prefill?.current ?? [], item.prefill?.past ?? []].flat())]
}

function conditionsOfProcedure(procedure: Procedure): Condition[] {
  return [
    ...procedure.rules.flatMap(rule => {
      if (rule.kind === 'condition') return [rule.condition]
      return rule.kind === 'factor_count' ? rule.factors.map(factor => factor.condition) : []
    }),
    ...procedure.trigger_families.flatMap(family => family.facts.map(fact => fact.condition)),
    ...procedure.measures.flatMap(each => [each.when ?? [], each.sooner?.map(one => one.condition) ?? []].flat()),
    ...procedure.listing.criteria.flatMap(criterion => criterion.condition ?? []),
  ]
}

function checkProcedure(procedure: Procedure, set: DefinitionSet): Fault[] {
  const at = `procedure ${procedure.procedure} ${procedure.version}`
  const bank = set.banks.find(each => each.version === procedure.bank)
  if (!bank) return [{ code: 'unknown_bank', at: `${at} ${procedure.bank}` }]
  const faults = conditionsOfProcedure(procedure).flatMap(each => faultsOfCondition(each, bank, at, { facts: true }))
  for (const named of procedure.instruments) {
    const found = set.instruments.find(each => each.instrument === named.instrument && each.version === named.version)
    const place = `${at} ${named.instrument} ${named.version}`
    if (!found) faults.push({ code: 'unknown_instrument', at: place })
    else
      faults.push(
        ...conditionsOfInstrument(found).flatMap(each => faultsOfCondition(each, bank, place, { facts: true })),
      )
  }
  return [...faults, ...faultsOfNames(procedure, at), ...faultsOfRules(procedure, set, at)]
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

function faultsOfRules(procedure: Procedure, set: DefinitionSet, at: string): Fault[] {
  const codes = [procedure.rules, procedure.measures, procedure.trigger_families].flatMap(list =>
    duplicatesOf(list.map(each => each.code)),
  )
  const faults: Fault[] = codes.map(code => ({ code: 'duplicate_code', at: `${at} ${code}` }))
  for (const rule of procedure.rules) {
    if (rule.kind !== 'instrument_bands') continue
    const named = procedure.instruments.find(each => each.instrument === rule.instrument)
    const found = set.instruments.find(each => each.instrument === named?.instrument && each.version === named.version)
    const bands = found && 'bands' in found ? found.bands.map(band => band.code) : []
    const given = Object.keys(rule.bands)
    const wrong = [...bands.filter(band => !given.includes(band)), ...given.filter(band => !bands.includes(band))]
    faults.push(...wrong.map(band => ({ code: 'band_mismatch', at: `${at} ${rule.code} ${band}` })))
  }
  return faults
}

export function duplicatesOf(codes: readonly string[]): string[] {
  return codes.filter((code, index) => codes.indexOf(code) !== index)
}

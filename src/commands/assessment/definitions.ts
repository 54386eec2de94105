import type { Bank } from '../../domain/questionnaire/bank.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { activeProcedure, type Questionnaires } from '../../questionnaires.ts'

export type UsedDefinition = {
  readonly kind: 'bank' | 'instrument' | 'procedure'
  readonly name: string
  readonly version: string
  readonly sha256: string
}

export type Definitions = {
  readonly bank: Bank
  readonly instruments: readonly Instrument[]
  readonly procedure: Procedure
  /** What an assessment stores of them. */
  readonly used: readonly UsedDefinition[]
}

/** The procedure in force on this local date, with the bank and the instruments of the versions that it names. */
export function chooseDefinitions(questionnaires: Questionnaires, date: string): Definitions {
  return collect(questionnaires, activeProcedure(questionnaires, date).procedure)
}

/** The definitions of an earlier assessment, by the procedure that judged it. */
export function definitionsOf(questionnaires: Questionnaires, name: string, version: string): Definitions {
  const found = questionnaires.procedures.find(
    each => each.definition.procedure === name && each.definition.version === version,
  )
  return collect(questionnaires, orThrow(found, `procedure ${name} ${version}`).definition)
}

export function bankOrThrow(questionnaires: Questionnaires, version: string): Bank {
  const found = questionnaires.banks.find(each => each.definition.version === version)
  return orThrow(found, `bank ${version}`).definition
}

const collected = new WeakMap<Questionnaires, Map<Procedure, Definitions>>()

/** The files do not change while the program runs, and every page and every case asks. */
function collect(questionnaires: Questionnaires, procedure: Procedure): Definitions {
  const known = collected.getOrInsertComputed(questionnaires, () => new Map<Procedure, Definitions>())
  return known.getOrInsertComputed(procedure, () => collectAnew(questionnaires, procedure))
}

function collectAnew(questionnaires: Questionnaires, procedure: Procedure): Definitions {
  const own = orThrow(
    questionnaires.procedures.find(each => each.definition === procedure),
    'procedure',
  )
  const bank = orThrow(
    questionnaires.banks.find(each => each.definition.version === procedure.bank),
    `bank ${procedure.bank}`,
  )
  const instruments = procedure.instruments.map(({ instrument, version }) => {
    const same = (one: Instrument) => one.instrument === instrument && one.version === version
    return orThrow(
      questionnaires.instruments.find(each => same(each.definition)),
      `instrument ${instrument} ${version}`,
    )
  })
  const used: UsedDefinition[] = [
    { kind: 'bank', name: 'bank', version: bank.definition.version, sha256: bank.sha256 },
    { kind: 'procedure', name: procedure.procedure, version: procedure.version, sha256: own.sha256 },
  ]
  for (const { definition, sha256 } of instruments) {
    used.push({ kind: 'instrument', name: definition.instrument, version: definition.version, sha256 })
  }
  return { bank: bank.definition, instruments: instruments.map(each => each.definition), procedure, used }
}

function orThrow<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} is not among the questionnaire files`)
  return found
}

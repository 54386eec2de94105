import type { Fault } from '../fault.ts'
import type { Instrument } from './instrument.ts'
import type { Procedure, Rule } from './procedure.ts'
import { rankOf } from './procedure.ts'

type Step = Extract<Rule, { kind: 'factor_count' }>['steps'][number]
type FamilyStep = Extract<Rule, { kind: 'trigger_families' }>['steps'][number]

/** `find` gives the instrument in the version that the procedure names; one that it does not name is reported elsewhere. */
export function faultsOfRules(
  { rules }: Procedure,
  find: (name: string) => Instrument | undefined,
  at: string,
): Fault[] {
  return rules.flatMap(rule => faultsOfRule(rule, find, `${at} ${rule.code}`))
}

function faultsOfRule(rule: Rule, find: (name: string) => Instrument | undefined, at: string): Fault[] {
  switch (rule.kind) {
    case 'instrument_bands':
      return faultsOfNamed(find(rule.instrument), bandsOf, Object.keys(rule.bands), { at, all: true })
    case 'instrument_triggered':
      return faultsOfNamed(find(rule.instrument), basesOf, rule.basis, { at, all: false })
    case 'offer':
      return faultsOfNamed(find(rule.instrument), basesOf, [], { at, all: false })
    case 'factor_count':
      return [...faultsOfUnless(find(rule.unless_scored), at), ...faultsOfSteps(rule.steps, at)]
    case 'trigger_families':
      return faultsOfFamilySteps(rule.steps, at)
    default:
      return []
  }
}

/** `codesOf` gives null for an instrument whose method has none of what the rule asks for. */
function faultsOfNamed(
  instrument: Instrument | undefined,
  codesOf: (instrument: Instrument) => readonly string[] | null,
  named: readonly string[],
  { at, all }: { readonly at: string; readonly all: boolean },
): Fault[] {
  if (!instrument) return []
  const known = codesOf(instrument)
  if (!known) return [wrongMethod(instrument, at)]
  const forgotten = all ? known.filter(code => !named.includes(code)) : []
  const wrong = [...forgotten, ...named.filter(code => !known.includes(code))]
  const code = codesOf === bandsOf ? 'band_mismatch' : 'unknown_basis'
  return wrong.map(each => ({ code, at: `${at} ${each}` }))
}

function faultsOfUnless(instrument: Instrument | undefined, at: string): Fault[] {
  return instrument?.method === 'structured_judgement' ? [wrongMethod(instrument, at)] : []
}

function wrongMethod({ instrument, method }: Instrument, at: string): Fault {
  return { code: 'wrong_method', at: `${at} ${instrument} ${method}` }
}

function bandsOf(instrument: Instrument): readonly string[] | null {
  if ('bands' in instrument) return instrument.bands.map(band => band.code)
  return instrument.method === 'factor_bands' ? instrument.levels.map(level => level.code) : null
}

/** The grounds on which an instrument with a threshold can trigger, as contract.md names them. */
function basesOf(instrument: Instrument): readonly string[] | null {
  if (instrument.method === 'count_threshold') return ['count', 'judgement', 'escalation']
  if (instrument.method !== 'staged_trigger') return null
  return [...instrument.stages.map(stage => stage.basis), 'officer_belief']
}

/** The last step that holds counts, so each must ask for more than the one before it and give more. */
function faultsOfSteps(steps: readonly Step[], at: string): Fault[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1]
    const rises = !before || (step.at_least > before.at_least && rankOf(step.gives) > rankOf(before.gives))
    return rises ? [] : [{ code: 'steps_not_rising', at: `${at} steps.${index}` }]
  })
}

/** The highest step that holds counts: one that asks for as much as an earlier one must give more. */
function faultsOfFamilySteps(steps: readonly FamilyStep[], at: string): Fault[] {
  return steps.flatMap((step, index) => {
    const idle = steps.some((other, place) => place !== index && makesIdle(other, step))
    return idle ? [{ code: 'steps_not_rising', at: `${at} steps.${index}` }] : []
  })
}

function makesIdle(other: FamilyStep, step: FamilyStep): boolean {
  return (
    other.families_at_least <= step.families_at_least &&
    other.critical_at_least <= step.critical_at_least &&
    rankOf(other.gives) >= rankOf(step.gives)
  )
}

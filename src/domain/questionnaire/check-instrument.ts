import type { Fault } from '../fault.ts'
import type { FactorBands, Instrument, ProratedSum, StructuredJudgement } from './instrument.ts'

type Band = { readonly code: string; readonly min: number; readonly max: number }

export function checkInstrument(instrument: Instrument): Fault[] {
  const at = `instrument ${instrument.instrument} ${instrument.version}`
  const codes = instrument.items.flatMap(item => [item.code, item.number])
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index)
  const faults: Fault[] = twice.map(code => ({ code: 'duplicate_item', at: `${at} ${code}` }))
  if (instrument.method === 'prorated_sum') faults.push(...faultsOfTable(instrument, at))
  const range = rangeOf(instrument)
  if (range && 'bands' in instrument) faults.push(...faultsOfBands(instrument.bands, range, at))
  return [...faults, ...faultsOfItemNames(instrument, at), ...faultsOfParts(instrument, at)]
}

/** An item that the instrument lacks would never hold where it is named. */
function faultsOfItemNames(instrument: Instrument, at: string): Fault[] {
  const own = new Set(instrument.items.map(item => item.code))
  const strangers = namedItems(instrument).filter(code => !own.has(code))
  return strangers.map(code => ({ code: 'unknown_item', at: `${at} ${code}` }))
}

function namedItems(instrument: Instrument): readonly string[] {
  switch (instrument.method) {
    case 'prorated_sum':
      return (instrument.implications ?? []).flatMap(rule => [rule.if, rule.then])
    case 'weighted_sum':
      return (instrument.contradictions ?? []).flat()
    case 'staged_trigger':
      return instrument.stages.flatMap(stage => stage.items)
    case 'factor_bands':
      return instrument.levels.flatMap(level => level.any_of ?? [])
    default:
      return []
  }
}

function faultsOfParts(instrument: Instrument, at: string): Fault[] {
  switch (instrument.method) {
    case 'prorated_sum':
      return instrument.items
        .filter(({ sub_criteria: sub }) => sub && (sub.at_least < 1 || sub.at_least > sub.count))
        .map(item => ({ code: 'sub_criteria_out_of_reach', at: `${at} ${item.code}` }))
    case 'staged_trigger':
      return instrument.stages
        .filter(stage => stage.at_least > stage.items.length)
        .map(stage => ({ code: 'stage_out_of_reach', at: `${at} ${stage.basis}` }))
    case 'factor_bands':
      return faultsOfLevels(instrument.levels, at)
    case 'structured_judgement':
      return faultsOfGroups(instrument, at)
    default:
      return []
  }
}

/** The first level that holds counts, so exactly the last one holds without a limit. */
function faultsOfLevels(levels: FactorBands['levels'], at: string): Fault[] {
  const open = levels.map(
    level => level.any_of === undefined && (level.high_risk_at_least ?? 0) === 0 && (level.factors_at_least ?? 0) === 0,
  )
  const early = levels.filter((_level, index) => open[index] && index < levels.length - 1)
  const faults: Fault[] = early.map(level => ({ code: 'level_hides_the_rest', at: `${at} ${level.code}` }))
  return open.at(-1) ? faults : [...faults, { code: 'levels_incomplete', at }]
}

function faultsOfGroups(instrument: StructuredJudgement, at: string): Fault[] {
  const groups = new Set(instrument.groups.map(group => group.code))
  const lost = instrument.items.filter(item => !groups.has(item.group))
  return lost.map(item => ({ code: 'unknown_group', at: `${at} ${item.code} ${item.group}` }))
}

/** Every cell that answers can reach holds a score, every other one is null. */
function faultsOfTable(instrument: ProratedSum, at: string): Fault[] {
  const { table } = instrument.prorating
  const size = instrument.items.length
  const most = instrument.missing.max ?? size
  const faults: Fault[] = []
  if (table.length !== size + 1) faults.push({ code: 'table_wrong_size', at })
  table.forEach((row, raw) => {
    if (row.length !== most + 1) faults.push({ code: 'table_wrong_size', at: `${at} table.${raw}` })
    row.forEach((cell, missing) => {
      const place = `${at} table.${raw}.${missing}`
      if (raw + missing > size && cell !== null) faults.push({ code: 'unreachable_cell', at: place })
      if (raw + missing <= size && cell === null) faults.push({ code: 'reachable_cell_empty', at: place })
      if (cell !== null && (cell < raw || cell > size)) faults.push({ code: 'cell_out_of_range', at: place })
    })
  })
  if (instrument.items.some(item => item.points !== 1)) faults.push({ code: 'points_not_one', at })
  const norms = instrument.norms?.by_band
  const lacking = norms ? instrument.bands.filter(band => !Object.hasOwn(norms, band.code)) : []
  return [...faults, ...lacking.map(band => ({ code: 'norm_missing', at: `${at} ${band.code}` }))]
}

function faultsOfBands(bands: readonly Band[], [lowest, highest]: readonly [number, number], at: string): Fault[] {
  const faults: Fault[] = []
  let next = lowest
  for (const band of bands) {
    if (band.min !== next || band.max < band.min) faults.push({ code: 'bands_not_rising', at: `${at} ${band.code}` })
    next = band.max + 1
  }
  return next === highest + 1 ? faults : [...faults, { code: 'bands_incomplete', at }]
}

function rangeOf(instrument: Instrument): readonly [number, number] | undefined {
  if (instrument.method === 'prorated_sum' || instrument.method === 'count_threshold') {
    return [0, instrument.items.length]
  }
  if (instrument.method !== 'weighted_sum') return undefined
  const points = instrument.items.map(item => item.points)
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
  return [sum(points.filter(each => each < 0)), sum(points.filter(each => each > 0))]
}

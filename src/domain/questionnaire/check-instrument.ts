import type { Fault } from '../fault.ts'
import type { Instrument, ProratedSum } from './instrument.ts'

type Band = { readonly code: string; readonly min: number; readonly max: number }

export function checkInstrument(instrument: Instrument): Fault[] {
  const at = `instrument ${instrument.instrument} ${instrument.version}`
  const codes = instrument.items.flatMap(item => [item.code, item.number])
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index)
  const faults: Fault[] = twice.map(code => ({ code: 'duplicate_item', at: `${at} ${code}` }))
  if (instrument.method === 'prorated_sum') faults.push(...faultsOfTable(instrument, at))
  const range = rangeOf(instrument)
  if (range && 'bands' in instrument) faults.push(...faultsOfBands(instrument.bands, range, at))
  return faults
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

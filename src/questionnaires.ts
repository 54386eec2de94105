import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Fault } from './domain/fault.ts'
import type { Bank } from './domain/questionnaire/bank.ts'
import { bank, bankFile } from './domain/questionnaire/bank.ts'
import { checkDefinitions } from './domain/questionnaire/check.ts'
import type { Instrument } from './domain/questionnaire/instrument.ts'
import { instrument } from './domain/questionnaire/instrument.ts'
import type { Procedure } from './domain/questionnaire/procedure.ts'
import { procedure } from './domain/questionnaire/procedure.ts'
import { version } from './domain/questionnaire/text.ts'

/** `sha256` is of the file; for a bank, of its files' hashes in the order of their names. */
export type Definition<T> = { readonly definition: T; readonly sha256: string }
export type Activation = { readonly from: string; readonly procedure: string; readonly version: string }

export type Questionnaires = {
  readonly banks: readonly Definition<Bank>[]
  readonly instruments: readonly Definition<Instrument>[]
  readonly procedures: readonly Definition<Procedure>[]
  readonly activations: readonly Activation[]
}

export class QuestionnaireFaults extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(`questionnaire files: ${faults.map(each => `${each.at ?? ''}: ${each.code}`).join('\n')}`)
    this.name = 'QuestionnaireFaults'
    this.faults = faults
  }
}

type Source = { readonly path: string; readonly text: string; readonly sha256: string }

const activations = z.array(z.strictObject({ from: z.iso.date(), procedure: z.string(), version }))

/** Reads, checks and freezes every file, and throws all faults of all files together. */
export function loadQuestionnaires(folder: string): Questionnaires {
  const faults: Fault[] = []
  const banks = readBanks(folder, faults)
  const instruments = readAll(folder, 'instruments', instrument, faults)
  const procedures = readAll(folder, 'procedures', procedure, faults)
  const active = readAll(folder, 'ACTIVE.yaml', activations, faults).flatMap(each => each.definition)
  if (faults.length === 0) {
    faults.push(
      ...checkDefinitions({
        banks: banks.map(each => each.definition),
        instruments: instruments.map(each => each.definition),
        procedures: procedures.map(each => each.definition),
      }),
    )
  }
  faults.push(...faultsOfChecksums(folder))
  if (faults.length > 0) throw new QuestionnaireFaults(faults)
  return freezeDeep({ banks, instruments, procedures, activations: active })
}

/** The procedure that ACTIVE.yaml names for this local date, else the newest version. */
export function activeProcedure(all: Questionnaires, date: string): { procedure: Procedure; sha256: string } {
  const named = all.activations
    .filter(each => each.from <= date)
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .at(-1)
  const candidates = named
    ? all.procedures.filter(({ definition: d }) => d.procedure === named.procedure && d.version === named.version)
    : all.procedures
  const newest = candidates.toSorted((one, other) => compareVersions(one.definition, other.definition)).at(-1)
  if (!newest) throw new Error('no procedure is active')
  return { procedure: newest.definition, sha256: newest.sha256 }
}

export function compareVersions(one: { version: string }, other: { version: string }): number {
  return one.version.localeCompare(other.version, 'en', { numeric: true })
}

function readBanks(folder: string, faults: Fault[]): Definition<Bank>[] {
  const sources = listSources(folder, 'items')
  const versions = new Set(sources.map(source => source.path.split('/')[1] ?? ''))
  return [...versions].map(version => {
    const own = sources.filter(source => source.path.startsWith(`items/${version}/`))
    const files = own.flatMap(source => readSource(source, bankFile, faults)).map(each => each.definition)
    files.sort((one, other) => one.order - other.order)
    const joined = { version, blocks: files.flatMap(file => file.blocks), items: files.flatMap(file => file.items) }
    if (files.some(file => file.version !== version)) faults.push({ code: 'version_mismatch', at: `items/${version}` })
    const checked = bank.safeParse(joined)
    if (!checked.success) faults.push({ code: 'bank_empty', at: `items/${version}` })
    return { definition: joined, sha256: hash(own.map(source => source.sha256).join('\n')) }
  })
}

function readAll<T>(folder: string, under: string, shape: z.ZodType<T>, faults: Fault[]): Definition<T>[] {
  return listSources(folder, under).flatMap(source => readSource(source, shape, faults))
}

function readSource<T>(source: Source, shape: z.ZodType<T>, faults: Fault[]): Definition<T>[] {
  try {
    const parsed = shape.safeParse(parse(source.text))
    if (parsed.success) return [{ definition: parsed.data, sha256: source.sha256 }]
    for (const issue of parsed.error.issues) {
      faults.push({ code: issue.code, at: `${source.path} ${issue.path.join('.')}: ${issue.message}` })
    }
  } catch (error) {
    faults.push({ code: 'not_yaml', at: `${source.path}: ${error instanceof Error ? error.message : ''}` })
  }
  return []
}

function listSources(folder: string, under: string): Source[] {
  const start = join(folder, under)
  if (!existsSync(start)) return []
  const paths = under.endsWith('.yaml')
    ? [under]
    : readdirSync(start, { recursive: true, encoding: 'utf8' }).map(path => `${under}/${path.replaceAll('\\', '/')}`)
  return paths
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => {
      const text = readFileSync(join(folder, path), 'utf8')
      return { path, text, sha256: hash(text) }
    })
}

/** A file that has judged a case is frozen: a change goes into a copy with a new version. */
function faultsOfChecksums(folder: string): Fault[] {
  const list = join(folder, 'CHECKSUMS')
  if (!existsSync(list)) return []
  const lines = readFileSync(list, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
  return lines.flatMap(line => {
    const [sum = '', path = ''] = line.split(/\s+/)
    const file = join(folder, path)
    if (!existsSync(file)) return [{ code: 'frozen_file_missing', at: path }]
    return hash(readFileSync(file, 'utf8')) === sum
      ? []
      : [{ code: 'frozen_file_changed_copy_to_new_version', at: path }]
  })
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach(freezeDeep)
  return Object.freeze(value)
}

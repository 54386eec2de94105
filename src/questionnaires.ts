import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Fault } from './domain/fault.ts'
import type { Bank } from './domain/questionnaire/bank.ts'
import { bank, bankFile } from './domain/questionnaire/bank.ts'
import { checkDefinitions } from './domain/questionnaire/check.ts'
import type { Activation } from './domain/questionnaire/check-activation.ts'
import { checkActivations } from './domain/questionnaire/check-activation.ts'
import type { Instrument } from './domain/questionnaire/instrument.ts'
import { instrument } from './domain/questionnaire/instrument.ts'
import type { Procedure } from './domain/questionnaire/procedure.ts'
import { procedure } from './domain/questionnaire/procedure.ts'
import { version } from './domain/questionnaire/text.ts'

/** `sha256` is of the file; for a bank, of its files' hashes in the order of their names. */
export type Definition<T> = { readonly definition: T; readonly sha256: string }

/** A version that judged a stored assessment, with the hash that it had then. */
export type DefinitionUse = {
  readonly kind: string
  readonly name: string
  readonly version: string
  readonly sha256: string
}

export type Questionnaires = {
  readonly banks: readonly Definition<Bank>[]
  readonly instruments: readonly Definition<Instrument>[]
  readonly procedures: readonly Definition<Procedure>[]
  readonly activations: readonly Activation[]
}

export class QuestionnaireFaults extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(`questionnaire files:\n${faults.map(sentenceOf).join('\n')}`)
    this.name = 'QuestionnaireFaults'
    this.faults = faults
  }
}

const copyIt = 'put its text back, and write the change into a copy with a new version'
const mends: Readonly<Record<string, string>> = {
  frozen_file_changed_copy_to_new_version: `is frozen and has changed; ${copyIt}`,
  frozen_file_missing: 'is frozen and is gone; put it back',
  file_added_to_frozen_bank: 'was added to a bank that is frozen; move it to a new version of the bank',
  used_file_changed: `judged stored assessments and has changed since; ${copyIt}`,
  used_file_missing: 'judged stored assessments and is gone; put it back',
}

/** One line that names the file, what is wrong, and for a frozen file the mend. */
export function sentenceOf({ code, at = '' }: Fault): string {
  const mend = mends[code]
  return mend === undefined ? `${at}: ${code}` : `${at} ${mend} (${code})`
}

type Source = { readonly path: string; readonly text: string; readonly sha256: string }

/** ACTIVE.yaml. */
export const activations = z.array(z.strictObject({ from: z.iso.date(), procedure: z.string(), version }))

/** Reads, checks and freezes every file, and throws all faults of all files together. */
export function loadQuestionnaires(folder: string): Questionnaires {
  const faults: Fault[] = []
  const banks = readBanks(folder, faults)
  const instruments = readAll(folder, 'instruments', instrument, faults, each =>
    pathOfUse('instrument', each.instrument, each.version),
  )
  const procedures = readAll(folder, 'procedures', procedure, faults, each =>
    pathOfUse('procedure', each.procedure, each.version),
  )
  const active = readAll(folder, 'ACTIVE.yaml', activations, faults).flatMap(each => each.definition)
  if (faults.every(each => each.code === 'file_misplaced')) {
    const set = {
      banks: banks.map(each => each.definition),
      instruments: instruments.map(each => each.definition),
      procedures: procedures.map(each => each.definition),
    }
    faults.push(...checkDefinitions(set), ...checkActivations(active, set.procedures))
  }
  faults.push(...faultsOfChecksums(folder))
  if (faults.length > 0) throw new QuestionnaireFaults(faults)
  return freezeDeep({ banks, instruments, procedures, activations: active })
}

/**
 * The procedure that ACTIVE.yaml names for this local date, and before its first date the first. Without ACTIVE.yaml
 * there is one procedure, and its newest version is in force.
 */
export function activeProcedure(all: Questionnaires, date: string): { procedure: Procedure; sha256: string } {
  const { rising, rank } = sorted.getOrInsertComputed(all, sortForActive)
  const named = rising.findLast(each => each.from <= date) ?? rising[0]
  const found = named
    ? rank.find(({ definition: d }) => d.procedure === named.procedure && d.version === named.version)
    : rank.at(-1)
  if (!found) throw new Error('no procedure is active')
  return { procedure: found.definition, sha256: found.sha256 }
}

/** Every page asks which procedure is active. */
const sorted = new WeakMap<Questionnaires, ReturnType<typeof sortForActive>>()

function sortForActive({ activations, procedures }: Questionnaires) {
  const rising = activations.toSorted((one, other) => one.from.localeCompare(other.from))
  const rank = procedures.toSorted((one, other) => compareVersions(one.definition, other.definition))
  return { rising, rank }
}

/** Every version that judged a stored assessment and is no longer what it was. */
export function faultsOfUse(all: Questionnaires, uses: readonly DefinitionUse[]): Fault[] {
  const hashes = new Map<string, string>([
    ...all.banks.map(({ definition: d, sha256 }) => [pathOfUse('bank', '', d.version), sha256] as const),
    ...all.instruments.map(
      ({ definition: d, sha256 }) => [pathOfUse('instrument', d.instrument, d.version), sha256] as const,
    ),
    ...all.procedures.map(
      ({ definition: d, sha256 }) => [pathOfUse('procedure', d.procedure, d.version), sha256] as const,
    ),
  ])
  return uses.flatMap(({ kind, name, version, sha256 }) => {
    const at = pathOfUse(kind, name, version)
    const found = hashes.get(at)
    if (found === undefined) return [{ code: 'used_file_missing', at }]
    return found === sha256 ? [] : [{ code: 'used_file_changed', at }]
  })
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

/** A file lies at `pathOf` its definition, so that a fault, a hash or a stored use names one file. */
function readAll<T>(
  folder: string,
  under: string,
  shape: z.ZodType<T>,
  faults: Fault[],
  pathOf: (definition: T) => string = () => under,
): Definition<T>[] {
  return listSources(folder, under).flatMap(source => {
    const read = readSource(source, shape, faults)
    const misplaced = read.map(each => pathOf(each.definition)).filter(path => path !== source.path)
    faults.push(...misplaced.map(path => ({ code: 'file_misplaced', at: `${source.path}: belongs at ${path}` })))
    return read
  })
}

function pathOfUse(kind: string, name: string, version: string): string {
  return kind === 'bank' ? `items/${version}/` : `${kind}s/${name}/${version}.yaml`
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

export const checksumsFile = 'CHECKSUMS'

/** The frozen state of every file of the bank, the instruments and the procedures, as `sha256sum -c` reads it. */
export function checksumsOf(folder: string): string {
  const sources = frozenFolders.flatMap(under => listSources(folder, under))
  return sources.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')
}

const frozenFolders = ['items', 'instruments', 'procedures']

/** A file that has judged a case is frozen: a change goes into a copy with a new version. */
function faultsOfChecksums(folder: string): Fault[] {
  const list = join(folder, checksumsFile)
  if (!existsSync(list)) return []
  const lines = readFileSync(list, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => line.trim().split(/\s+/))
  const frozen = new Map(lines.map(([sum = '', path = '']) => [path, sum]))
  const faults = [...frozen].flatMap(([at, sum]) => {
    if (!existsSync(join(folder, at))) return [{ code: 'frozen_file_missing', at }]
    const same = hash(readFileSync(join(folder, at), 'utf8')) === sum
    return same ? [] : [{ code: 'frozen_file_changed_copy_to_new_version', at }]
  })
  return [...faults, ...faultsOfGrownBanks(folder, frozen)]
}

/** The hash of a bank is that of all its files, so a new file changes a frozen bank like a new line. */
function faultsOfGrownBanks(folder: string, frozen: ReadonlyMap<string, string>): Fault[] {
  const banks = new Set([...frozen.keys()].filter(path => path.startsWith('items/')).map(dirname))
  return listSources(folder, 'items')
    .filter(({ path }) => banks.has(dirname(path)) && !frozen.has(path))
    .map(({ path }) => ({ code: 'file_added_to_frozen_bank', at: path }))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach(freezeDeep)
  return Object.freeze(value)
}

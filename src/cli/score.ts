import { once } from 'node:events'
import { open } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { scoreCoded } from '../domain/assessment/score.ts'
import type { ScoreResult } from '../domain/assessment/score-result.ts'
import type { Fault } from '../domain/fault.ts'
import type { Instrument } from '../domain/questionnaire/instrument.ts'
import { compareVersions, type Questionnaires } from '../questionnaires.ts'
import { exitStatus, readArguments, UsageFault, type Command, type Io } from './command.ts'
import { findLostKeys } from './find-lost-keys.ts'
import { readQuestionnaires, today } from './installation.ts'
import { interviewJudge, type Judge } from './judge-interview.ts'
import { parseJson, readDocuments, type JsonDocument } from './read-documents.ts'

export const score: Command = {
  name: 'score',
  forms: ['score <instrument> [--version v] [FILE]', 'score interview [FILE]'],
  about: `Scores coded answers, {"items": {…}}, or with \`interview\` the answers of the question bank, {"answers": {…}}.
Reads one JSON object or JSON Lines from FILE or standard input and writes one line for each.
Exit status 1 when a line was no JSON or was not scored.`,
  run: (args, io) => runScore(args, io, { questionnaires: readQuestionnaires(), today: today() }),
}

export type ScoreBasis = {
  readonly questionnaires: Questionnaires
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string
}

export async function runScore(args: readonly string[], io: Io, basis: ScoreBasis): Promise<number> {
  const { values, positionals } = readArguments(args, { version: { type: 'string' } }, { least: 1, most: 2 })
  const [name = '', file] = positionals
  if (name === 'interview' && values.version !== undefined) throw new UsageFault('an interview has no --version')
  const judge =
    name === 'interview'
      ? interviewJudge(basis.questionnaires, basis.today)
      : instrumentJudge(findInstrument(basis.questionnaires, name, values.version))
  return scoreDocuments(file === undefined ? io.stdin : await openFile(file), judge, io.stdout)
}

function findInstrument({ instruments }: Questionnaires, name: string, version: string | undefined): Instrument {
  const all = instruments.map(each => each.definition).toSorted(compareVersions)
  const found = all.findLast(each => each.instrument === name && (version === undefined || each.version === version))
  if (found) return found
  const known = all.map(each => `${each.instrument} ${each.version}`).join(', ')
  throw new UsageFault(`no instrument ${[name, version].join(' ').trim()}; there are ${known}`)
}

function instrumentJudge(instrument: Instrument): Judge {
  return (input, faultsOfText) => {
    const result = scoreCoded(instrument, input)
    return faultsOfText.length === 0 ? result : refuseScore(result, faultsOfText)
  }
}

function refuseScore(result: ScoreResult, faultsOfText: readonly Fault[]) {
  const { instrument, version, method, applicable, missing } = result
  return {
    instrument,
    version,
    method,
    applicable,
    scored: false,
    missing,
    faults: [...faultsOfText.filter(fault => !isTold(fault, result.faults)), ...result.faults],
  }
}

function isTold({ code, at }: Fault, faults: readonly Fault[]): boolean {
  return faults.some(other => other.code === code && other.at === at)
}

async function openFile(file: string): Promise<Readable> {
  const handle = await open(file).catch((error: unknown) => {
    throw new UsageFault(`cannot read ${file}: ${error instanceof Error ? error.message : ''}`)
  })
  if ((await handle.stat()).isDirectory()) {
    await handle.close()
    throw new UsageFault(`cannot read ${file}: it is a folder`)
  }
  return handle.createReadStream()
}

/** Holds one text at a time and waits while the reader of the output is slow. */
async function scoreDocuments(input: Readable, judge: Judge, output: Writable): Promise<number> {
  let status: number = exitStatus.done
  for await (const document of readDocuments(input)) {
    const result = judgeDocument(document, judge)
    if (result.faults.length > 0) status = exitStatus.foundWrong
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain')
  }
  return status
}

function judgeDocument({ line, text }: JsonDocument, judge: Judge): { readonly faults: readonly Fault[] } {
  if (text === null) return { ...notRead, faults: [{ code: 'line_too_long', at: `line ${line}` }] }
  const parsed = parseJson(text)
  if (parsed === undefined) return { ...notRead, faults: [{ code: 'not_json', at: `line ${line}` }] }
  return judge(parsed, faultsOfKeys(text))
}

const notRead = { scored: false }

function faultsOfKeys(text: string): Fault[] {
  const { repeated, unreadable } = findLostKeys(text)
  const within = (path: string) => path.replace(/^(?:items|answers)\./, '')
  return [
    ...repeated.map(path => ({ code: 'duplicate_item', at: within(path) })),
    ...unreadable.map(path => ({ code: 'unknown_item', at: within(path) })),
  ]
}

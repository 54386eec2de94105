import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { assess } from '../domain/assessment/assess.ts'
import { scoreCoded } from '../domain/assessment/score.ts'
import { validateAnswers } from '../domain/questionnaire/answer.ts'
import type { Questionnaires } from '../questionnaires.ts'
import { activeProcedure, compareVersions } from '../questionnaires.ts'

export type ScoreIo = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly questionnaires: Questionnaires
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string
}

type Judge = (input: unknown) => { readonly faults?: readonly unknown[] }

/** Exit status: 0 every line was read and scored by the rules, 1 a line was no JSON or held a fault of input, 2 usage. */
export async function runScore(args: readonly string[], io: ScoreIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { version: { type: 'string' } },
    allowPositionals: true,
  })
  const [name, file] = positionals
  const judge = name === 'interview' ? interviewJudge(io) : name && instrumentJudge(name, values.version, io)
  if (!judge) {
    io.stderr.write('usage: pana score <instrument | interview> [--version v] [FILE]\n')
    return 2
  }
  return scoreLines(file === undefined ? io.stdin : createReadStream(file), judge, io.stdout)
}

function instrumentJudge(name: string, version: string | undefined, io: ScoreIo): Judge | undefined {
  const found = io.questionnaires.instruments
    .map(each => each.definition)
    .filter(each => each.instrument === name && (version === undefined || each.version === version))
    .toSorted(compareVersions)
    .at(-1)
  return found && (input => scoreCoded(found, input))
}

function interviewJudge({ questionnaires, today }: ScoreIo): Judge {
  const { procedure } = activeProcedure(questionnaires, today)
  const bank = questionnaires.banks.find(each => each.definition.version === procedure.bank)?.definition
  if (!bank) throw new Error(`the bank ${procedure.bank} is missing`)
  const instruments = questionnaires.instruments
    .map(each => each.definition)
    .filter(({ instrument, version }) =>
      procedure.instruments.some(named => named.instrument === instrument && named.version === version),
    )
  return input => {
    if (!isRecord(input) || !isRecord(input['answers'])) return { faults: [{ code: 'invalid_input' }] }
    const answers = validateAnswers(bank, input['answers'], today)
    if (!answers.ok) return { faults: answers.faults }
    return { ...assess({ bank, instruments, procedure, answers: answers.value, facts: {} }), faults: [] }
  }
}

/** One line in memory at a time; an object over several lines is read whole only when its first line is no JSON. */
async function scoreLines(input: Readable, judge: Judge, output: Writable): Promise<number> {
  let status = 0
  let opening = ''
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '' && opening === '') continue
    const text = opening === '' ? line : `${opening}\n${line}`
    if (/^\s*\{\s*$/.test(line) && opening === '') {
      opening = line
      continue
    }
    const parsed = parseJson(text)
    if (opening !== '' && parsed === undefined) {
      opening = text
      continue
    }
    opening = ''
    status = Math.max(status, await writeResult(parsed, judge, output))
  }
  return opening === '' ? status : writeResult(undefined, judge, output)
}

async function writeResult(parsed: unknown, judge: Judge, output: Writable): Promise<number> {
  const result = parsed === undefined ? { scored: false, faults: [{ code: 'not_json' }] } : judge(parsed)
  if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain')
  return parsed === undefined || (result.faults?.length ?? 0) > 0 ? 1 : 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { isDeepStrictEqual } from 'node:util'
import { definitionsOf, type Definitions } from '../commands/assessment/definitions.ts'
import { judge } from '../commands/assessment/judge-answers.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { pruneHidden } from '../domain/questionnaire/answer.ts'
import { listDefinitions, openAssessment, type AssessmentRow, type DefinitionRow } from '../storage/assessment-store.ts'
import { exitStatus, readArguments, type Command, type Io } from './command.ts'
import { eachAssessment, whyUnread } from './each-assessment.ts'
import { withDeps } from './installation.ts'

type Deps = Pick<CommandDeps, 'db' | 'questionnaires'>

export const rescore: Command = {
  name: 'rescore',
  forms: ['rescore'],
  about: `Recomputes every stored assessment with the versions that judged it and names each that comes out otherwise.
Exit status 1 when one does.`,
  run: (args, io) => {
    readArguments(args, {})
    return withDeps(io, { anchor: false }, deps => rescoreAll(deps, io))
  },
}

/** Compares every stored assessment with what its own versions give now. */
export async function rescoreAll(deps: Deps, io: Io): Promise<number> {
  const counts = { seen: 0, differing: 0, erased: 0 }
  for await (const row of eachAssessment(deps.db)) {
    counts.seen += 1
    const found = await compare(deps, row)
    if (found === 'erased') counts.erased += 1
    if (found === 'same' || found === 'erased') continue
    counts.differing += 1
    io.stdout.write(`${row.id}\t${found}\n`)
  }
  const { seen, differing, erased } = counts
  io.stdout.write(`${seen} assessments, ${differing} differences, ${erased} erased\n`)
  return differing === 0 ? exitStatus.done : exitStatus.foundWrong
}

type Comparison = 'same' | 'erased' | 'result_differs' | 'definition_changed' | 'definition_missing' | 'unreadable'

async function compare(deps: Deps, row: AssessmentRow): Promise<Comparison> {
  const definitions = findDefinitions(deps, row)
  if (!definitions) return 'definition_missing'
  if (!isSameDefinition(definitions, await listDefinitions(deps.db.read, row.id))) return 'definition_changed'
  try {
    return (await isUnchanged(deps, definitions, row)) ? 'same' : 'result_differs'
  } catch (error) {
    return whyUnread(deps.db, row, error)
  }
}

function findDefinitions({ questionnaires }: Deps, row: AssessmentRow): Definitions | null {
  const { procedure_name: name, procedure_version: version } = row
  const known = questionnaires.procedures.some(
    ({ definition }) => definition.procedure === name && definition.version === version,
  )
  return known ? definitionsOf(questionnaires, name, version) : null
}

function isSameDefinition({ used }: Definitions, stored: readonly DefinitionRow[]): boolean {
  const hashes = new Map(stored.map(each => [`${each.kind} ${each.name} ${each.version}`, each.sha256]))
  return (
    hashes.size === used.length &&
    used.every(({ kind, name, version, sha256 }) => hashes.get(`${kind} ${name} ${version}`) === sha256)
  )
}

async function isUnchanged({ db }: Deps, definitions: Definitions, row: AssessmentRow): Promise<boolean> {
  const opened = await openAssessment(db, row)
  const answers = pruneHidden(definitions.bank, opened.answers)
  const again = judge({ definitions, answers, facts: row.facts, raise: opened.raise ?? undefined })
  const columns = { category: row.category, provisional: row.provisional === 1 }
  return (
    isDeepStrictEqual(JSON.parse(JSON.stringify(again)), row.result) &&
    isDeepStrictEqual({ category: again.category, provisional: again.provisional }, columns)
  )
}

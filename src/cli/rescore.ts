import { isDeepStrictEqual } from 'node:util'
import { definitionsOf } from '../commands/assessment/definitions.ts'
import { judge } from '../commands/assessment/judge-answers.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { pruneHidden } from '../domain/questionnaire/answer.ts'
import { listAssessmentsAfter, openAssessment, type AssessmentRow } from '../storage/assessment-store.ts'

const batch = 500

/** Recomputes every stored assessment with the versions that judged it, and prints the ids of those that differ. */
export async function runRescore(deps: Pick<CommandDeps, 'db' | 'questionnaires'>): Promise<number> {
  let [seen, differing, last] = [0, 0, '']
  for (;;) {
    const rows = await listAssessmentsAfter(deps.db.read, last, batch)
    if (rows.length === 0) break
    await deps.db.keys.preload(rows.map(row => row.key_id))
    for (const row of rows) {
      seen += 1
      last = row.id
      if (await isUnchanged(deps, row)) continue
      differing += 1
      console.log(row.id)
    }
  }
  console.log(`${seen} assessments, ${differing} differences`)
  return differing === 0 ? 0 : 1
}

async function isUnchanged({ db, questionnaires }: Pick<CommandDeps, 'db' | 'questionnaires'>, row: AssessmentRow) {
  const definitions = definitionsOf(questionnaires, row.procedure_name, row.procedure_version)
  const opened = await openAssessment(db, row)
  const answers = pruneHidden(definitions.bank, opened.answers)
  const again = judge({ definitions, answers, facts: row.facts, raise: opened.raise ?? undefined })
  return isDeepStrictEqual(JSON.parse(JSON.stringify(again)), row.result)
}

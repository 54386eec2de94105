import { nextDoing } from '../../domain/measure/next-doing.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { insertMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import type { CommandDeps } from '../deps.ts'
import { measureRows } from './measure-rows.ts'

/** A visit that repeats comes again, also where this one could not be made. */
export async function planNext(tx: Source, deps: CommandDeps, one: CaseRow, code: string): Promise<void> {
  const [last, category] = [await findLastAssessment(tx, one.id), categoryOrNull(one.category)]
  if (!last || !category || one.state !== 'open') return
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const next = nextDoing(procedure, { code, category }, deps.now, deps.calendar)
  if (!next) return
  await insertMeasures(tx, measureRows(deps, one, last.id, [next]))
}

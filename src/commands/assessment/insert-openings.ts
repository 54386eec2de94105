import { insertAssessments, insertDefinitions } from '../../storage/assessment-store.ts'
import { insertMany } from '../../storage/insert-many.ts'
import { insertMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { openWorkItems } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { reassessmentOf } from '../follow-up/reassessment-work.ts'
import { insertParties } from '../person/insert-parties.ts'
import type { CaseRows } from './build-rows.ts'

export type Numbered = { readonly rows: CaseRows; readonly number: string }

/**
 * Stores cases that are being opened, inside the caller's transaction: one for a submission, thousands for the demo.
 * `excluded`: cases that are closed to the officer.
 */
export async function insertOpenings(
  tx: Source,
  keys: CommandDeps['db']['keys'],
  openings: readonly Numbered[],
  excluded: readonly string[] = [],
): Promise<void> {
  const all = openings.map(({ rows }) => rows)
  await insertParties(tx, keys, { parties: all.flatMap(rows => rows.people), excluded })
  await insertMany(
    tx,
    'incident',
    all.map(rows => rows.incident),
  )
  await insertAssessments(
    tx,
    all.map(rows => rows.assessment),
  )
  const [first = ''] = all.map(rows => rows.assessment.submitted_at).sort()
  await insertDefinitions(
    tx,
    all.flatMap(rows => rows.definitions),
    first,
  )
  await insertMany(
    tx,
    'case_file',
    openings.map(({ rows, number }) => ({ ...rows.caseFile, number })),
  )
  await openWorkItems(
    tx,
    all.map(({ caseFile, reassessmentUnit }) => reassessmentOf(caseFile, reassessmentUnit, caseFile.opened_at)),
  )
  await insertMeasures(
    tx,
    all.flatMap(rows => rows.measures),
  )
  await insertMany(
    tx,
    'agenda_item',
    all.flatMap(rows => rows.agendaItem ?? []),
  )
  await insertMany(
    tx,
    'consent',
    all.flatMap(rows => rows.refusal ?? []),
  )
}

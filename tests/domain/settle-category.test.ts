import { expect, it } from 'vitest'
import { settleCategory } from '../../src/domain/assessment/settle-category.ts'
import type { Category } from '../../src/domain/questionnaire/procedure.ts'
import { questionnaires } from '../support/program.ts'

const procedure = questionnaires.procedures[0]?.definition
if (!procedure) throw new Error('no procedure')

/** procedure.md §4, written out: stood, judged, agreed; stands, what waits. */
const table: readonly (readonly [Category | null, Category, Category | null, Category, Category | null])[] = [
  [null, 'low', null, 'low', null],
  [null, 'extreme', null, 'extreme', null],
  ['low', 'low', null, 'low', null],
  ['low', 'extreme', null, 'extreme', null],
  ['medium', 'low', null, 'low', null],
  ['medium', 'high', null, 'high', null],
  ['high', 'extreme', null, 'extreme', null],
  ['high', 'medium', null, 'high', 'medium'],
  ['high', 'low', null, 'high', 'medium'],
  ['high', 'low', 'medium', 'medium', null],
  ['extreme', 'high', null, 'extreme', 'high'],
  ['extreme', 'low', null, 'extreme', 'high'],
  ['extreme', 'low', 'high', 'high', null],
  ['extreme', 'high', 'medium', 'extreme', 'high'],
]

it.each(table)('a case that stood at %s and is judged %s (agreed: %s) stands at %s, and %s waits', (...row) => {
  const [stood, judged, agreed, stands, lowering] = row
  expect(settleCategory(procedure, stood, judged, agreed)).toEqual({ stands, lowering })
})

import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type Row = Selectable<Schema['printed_sheet']>

export const sheetLanguages = ['kk', 'ru'] as const

const ids = z.array(z.string())
const language = z.enum(sheetLanguages)

/** A numbered sheet on paper: what it was printed from, so that it can be printed alike once more. */
export type PrintedSheet = Omit<Row, 'language' | 'legal_bases' | 'measures'> & {
  readonly language: z.infer<typeof language>
  readonly legal_bases: readonly string[]
  readonly measures: readonly string[]
}

export async function insertPrintedSheet(db: Source, sheet: PrintedSheet): Promise<void> {
  const lists = { legal_bases: JSON.stringify(sheet.legal_bases), measures: JSON.stringify(sheet.measures) }
  await db
    .insertInto('printed_sheet')
    .values({ ...sheet, ...lists })
    .execute()
}

export async function hasSheetNumber(db: Source, number: string): Promise<boolean> {
  const row = await db.selectFrom('printed_sheet').select('id').where('number', '=', number).executeTakeFirst()
  return row !== undefined
}

export async function findPrintedSheet(db: Source, id: string): Promise<PrintedSheet | null> {
  const row = await db.selectFrom('printed_sheet').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? sheetOf(row) : null
}

function sheetOf(row: Row): PrintedSheet {
  const lists = {
    legal_bases: ids.parse(JSON.parse(row.legal_bases)),
    measures: ids.parse(JSON.parse(row.measures)),
  }
  return { ...row, language: language.parse(row.language), ...lists }
}

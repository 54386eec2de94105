import writeXlsxFile from 'write-excel-file/node'

/** A table as an office takes it on: figures are numbers, whatever is not shown stays a text. */
export type SpreadsheetTable = {
  /** Name of the sheet. */
  readonly name: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const widths = { first: 34, other: 18 } as const
/** Excel takes no longer name, and none of these signs in it. */
const longestName = 31
const forbidden = /[[\]:*?/\\]/g

/** The workbook of these tables, a sheet each. */
export async function writeSpreadsheet(tables: readonly SpreadsheetTable[]): Promise<Buffer> {
  const sheets = tables.map(({ name, head, rows }) => ({
    sheet: name.replaceAll(forbidden, ' ').slice(0, longestName),
    columns: head.map((_, at) => ({ width: at === 0 ? widths.first : widths.other })),
    stickyRowsCount: 1,
    data: [
      head.map(value => ({ value, fontWeight: 'bold' as const, wrap: true })),
      ...rows.map(row => row.map(cellOf)),
    ],
  }))
  return writeXlsxFile(sheets).toBuffer()
}

function cellOf(value: string | number) {
  return typeof value === 'number' ? { value, type: Number } : { value, type: String }
}

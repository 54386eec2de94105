import type { DetailOrigin } from './detail-origin.ts'

type Detail = DetailOrigin & { readonly id: string }

/** What of the stored details is compared. */
type Look<Row> = {
  readonly toldAt: (row: Row) => string
  readonly says: (row: Row) => Promise<Readonly<Record<string, string>>>
}

/**
 * The newest of these details of one person, where it came from the same place and says the same: a second tap on the
 * button stores nothing. An earlier one is no twin, for what was true before may be true again.
 */
export async function findTwin<Row extends Detail>(
  rows: readonly Row[],
  origin: DetailOrigin,
  told: Readonly<Record<string, string>>,
  { toldAt, says }: Look<Row>,
): Promise<string | null> {
  const own = rows.filter(row => isOf(origin, row))
  const newest = own.map(toldAt).sort().at(-1)
  for (const row of own.filter(each => toldAt(each) === newest)) {
    const known = await says(row)
    if (Object.entries(told).every(([name, text]) => known[name] === text)) return row.id
  }
  return null
}

function isOf(origin: DetailOrigin, { district, organisation_id, case_id }: DetailOrigin): boolean {
  const same = district === origin.district && case_id === origin.case_id
  return same && organisation_id === origin.organisation_id
}

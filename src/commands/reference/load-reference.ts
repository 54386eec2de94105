import { contents, type ReferenceKind } from '../../domain/reference/entry.ts'
import { insertEntry, listEntries } from '../../storage/reference-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changeOrNothing, NothingLeft } from '../refusal.ts'
import { country } from './country.ts'

export type ShippedEntry = {
  readonly kind: ReferenceKind
  readonly code: string
  readonly validFromOn: string
  readonly validToOn: string | null
  readonly content: unknown
}

const loader = { id: 'program', role: 'program' } as const

/**
 * Brings in what the program ships under codes that the database does not have yet: all of it at the first start, a
 * new year of the calendar after an update. What an administrator has recorded is never touched.
 * @returns how many rows were added
 */
export async function loadReference(
  deps: Pick<CommandDeps, 'db' | 'now' | 'newId'>,
  shipped: readonly ShippedEntry[],
): Promise<number> {
  if ((await findNew(deps.db.read, shipped)).length === 0) return 0
  const at = toStamp(deps.now)
  return changeOrNothing(deps.db, { actor: loader, at, region: country }, 0, async tx => {
    const rows = await findNew(tx, shipped)
    if (rows.length === 0) throw new NothingLeft()
    const counts = new Map<string, number>()
    for (const { kind, code, validFromOn, validToOn, content } of rows) {
      const parsed = contents[kind].parse(content)
      const period = { revision: 1, validFromOn, validToOn }
      await insertEntry(tx, {
        id: deps.newId(),
        kind,
        code,
        ...period,
        content: parsed,
        recordedAt: at,
        recordedBy: 'program',
      })
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    const details = Object.fromEntries(counts)
    return { value: rows.length, entries: [{ action: 'reference.loaded', subject: 'reference:shipped', details }] }
  })
}

async function findNew(db: Source, shipped: readonly ShippedEntry[]): Promise<ShippedEntry[]> {
  const known = new Set<string>()
  for (const kind of Object.keys(contents) as ReferenceKind[]) {
    for (const { code } of await listEntries(db, kind)) known.add(`${kind} ${code}`)
  }
  return shipped.filter(({ kind, code }) => !known.has(`${kind} ${code}`))
}

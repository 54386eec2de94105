import type { Actor } from '../../domain/access/decide.ts'
import type { Fault, Outcome } from '../../domain/fault.ts'
import type { Entry } from '../../domain/reference/entry.ts'
import { findInForce } from '../../domain/reference/period.ts'
import { isRegion, placeCode, regionOf } from '../../domain/reference/place.ts'
import type { CommandDeps } from '../deps.ts'
import { addEntry, type EntryDraft } from './add-entry.ts'

/** A region, or a district of a region that is there on its first day. */
export async function addPlace(deps: CommandDeps, actor: Actor, draft: EntryDraft): Promise<Outcome<{ id: string }>> {
  return addEntry(deps, actor, draft, {
    kind: 'place',
    action: 'place.added',
    check: (_content, { code, validFromOn }, rows) => checkCode(code, validFromOn, rows),
  })
}

function checkCode(code: string, from: string, rows: readonly Entry<'place'>[]): Fault[] {
  if (!placeCode.test(code)) return [{ code: 'invalid_kato', at: 'code' }]
  if (isRegion(code) || findInForce(rows, regionOf(code), from)) return []
  return [{ code: 'unknown_region', at: 'code', details: { region: regionOf(code) } }]
}

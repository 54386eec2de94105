import type { Roster } from '../domain/follow-up/readers.ts'
import { compileOnce } from './compile-once.ts'
import type { Source } from './scope-filter.ts'

const peopleOf = compileOnce((db, { region }: { region: string }) =>
  db
    .selectFrom('account')
    .select(['id', 'role', 'region', 'district', 'organisation_id', 'active'])
    .where('region', '=', region),
)

const awayOn = compileOnce((db, { region, on }: { region: string; on: string }) =>
  db
    .selectFrom('absence')
    .select(['account_id', 'deputy_id'])
    .where('region', '=', region)
    .where('to_on', '>=', on)
    .where('from_on', '<=', on)
    .where('ended_at', 'is', null),
)

/** Everybody of a region, also those whose account is closed, and who of them is away on this local day. */
export async function readRoster(db: Source, region: string, on: string): Promise<Roster> {
  const [people, away] = [await peopleOf(db, { region }), await awayOn(db, { region, on })]
  return { people: people.map(one => ({ ...one, active: one.active === 1 })), away }
}

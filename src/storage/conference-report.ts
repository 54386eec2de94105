import { sql } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import type { Attended, HeardItem } from '../domain/conference/arithmetic.ts'
import type { Source } from './scope-filter.ts'

export type Work = {
  readonly sittings: number
  readonly items: readonly HeardItem[]
  /** States of the requests. */
  readonly research: readonly string[]
  readonly seats: readonly Attended[]
}

/** Neither engine takes an empty list. */
const notNone = (ids: readonly string[]) => (ids.length > 0 ? ids : [''])

const kind = z.enum(['new', 'repeat'])
const held = ['open', 'closed', 'approved']
const count = sql<number>`cast(count(*) as integer)`

/** What one commission did since an instant, without the cases that are closed to the reader. */
export async function listWork(
  db: Source,
  scope: Pick<Scope, 'excluded'>,
  commissionId: string,
  since: string,
): Promise<Work> {
  const own = db.selectFrom('sitting').where('commission_id', '=', commissionId).where('state', 'in', held)
  const sittings = own.where('opened_at', '>=', since)
  const ids = sittings.select('id')
  const closed = notNone(scope.excluded)
  const items = db.selectFrom('sitting_item').select(['kind', 'track', 'spent_seconds as seconds'])
  const heard = items.where('sitting_id', 'in', ids).where('state', '=', 'heard').where('case_id', 'not in', closed)
  const research = db.selectFrom('research_request').select('state').where('sitting_id', 'in', ids)
  const seats = db.selectFrom('sitting_attendance').select(['agency', 'came']).where('sitting_id', 'in', ids)
  return {
    sittings: (await sittings.select(count.as('count')).executeTakeFirstOrThrow()).count,
    items: (await heard.execute()).map(row => ({ ...row, kind: kind.parse(row.kind) })),
    research: (await research.where('case_id', 'not in', closed).execute()).map(row => row.state),
    seats: (await seats.orderBy('agency').execute()).map(row => ({ agency: row.agency, came: row.came !== 'absent' })),
  }
}

export type DistrictCount = { readonly district: string; readonly code: string; readonly count: number }

type Between = { readonly region: string; readonly from: string; readonly to: string }

/** Heard items of a region by district and kind. Raw counts: nobody may see them before small ones are withheld. */
export async function countHeard(
  db: Source,
  { excluded }: Pick<Scope, 'excluded'>,
  { region, from, to }: Between,
): Promise<DistrictCount[]> {
  return db
    .selectFrom('sitting_item')
    .select(['district', 'kind as code', count.as('count')])
    .where('region', '=', region)
    .where('state', '=', 'heard')
    .where('heard_at', '>=', from)
    .where('heard_at', '<', to)
    .where('case_id', 'not in', notNone(excluded))
    .groupBy(['district', 'kind'])
    .execute()
}

/** Instructions that were sent in these months, by district and what became of them. Raw counts. */
export async function countActions(
  db: Source,
  { excluded }: Pick<Scope, 'excluded'>,
  { region, from, to }: Between,
): Promise<DistrictCount[]> {
  return db
    .selectFrom('commission_action')
    .select(['district', 'state as code', count.as('count')])
    .where('region', '=', region)
    .where('sent_at', '>=', from)
    .where('sent_at', '<', to)
    .where('case_id', 'not in', notNone(excluded))
    .groupBy(['district', 'state'])
    .execute()
}

/** Sittings held, by district: they single out nobody. */
export async function countSittings(db: Source, { region, from, to }: Between): Promise<DistrictCount[]> {
  return db
    .selectFrom('sitting')
    .select(['district', 'kind as code', count.as('count')])
    .where('region', '=', region)
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .groupBy(['district', 'kind'])
    .execute()
}

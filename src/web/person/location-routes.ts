import { z } from 'zod'
import { nameLocationReader } from '../../commands/person/name-location-reader.ts'
import { removeLocationReader } from '../../commands/person/remove-location-reader.ts'
import { decideLocation } from '../../domain/access/decide-location.ts'
import { findCase } from '../../storage/case-store.ts'
import { listLocationReaders } from '../../storage/location-reader-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { locationPage, locationRefused, readersPage } from './location-page.ts'

const account = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
const params = oneId
const none = z.looseObject({})

async function getLocation(context: Context<{ id: string }, unknown>): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const one = await findCase(deps.db.read, asked.id, toStamp(now))
  if (!one) return { kind: 'not_found' }
  const readers = (await listLocationReaders(deps.db.read, one.id)).map(row => row.account_id)
  const decision = decideLocation(actor, one, readers)
  if (decision === 'unreachable') return { kind: 'not_found' }
  return decision === 'allowed' ? locationPage(context, one) : locationRefused(context, one)
}

function getReaders(context: Context<{ id: string }, unknown>): Promise<Reply> {
  const asked = { action: 'location_reader.name', caseId: context.params.id } as const
  return showCase(context, asked, one => readersPage(context, one))
}

export const locationRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/location',
    permission: 'location.view',
    audit: { read: 'location.viewed' },
    params,
    body: none,
    handler: getLocation,
  }),
  route({
    method: 'get',
    path: '/cases/:id/location-readers',
    permission: 'location_reader.name',
    audit: { read: 'location_reader.listed' },
    params,
    body: none,
    handler: getReaders,
  }),
  route({
    method: 'post',
    path: '/cases/:id/location-readers',
    permission: 'location_reader.name',
    audit: { change: 'location_reader.named' },
    params,
    body: z.strictObject({ account }),
    handler: async ({ deps, actor, params: asked, body, now }) => {
      const input = { caseId: asked.id, accountId: body.account }
      const done = await nameLocationReader({ ...deps, now }, actor, input)
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: `/cases/${asked.id}/location-readers` }
    },
  }),
  route({
    method: 'post',
    path: '/cases/:id/location-readers/:account/remove',
    permission: 'location_reader.name',
    audit: { change: 'location_reader.removed' },
    params: z.strictObject({ id, account }),
    body: none,
    handler: async ({ deps, actor, params: asked, now }) => {
      const input = { caseId: asked.id, accountId: asked.account }
      const done = await removeLocationReader({ ...deps, now }, actor, input)
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: `/cases/${asked.id}/location-readers` }
    },
  }),
]

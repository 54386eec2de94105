import { z } from 'zod'
import { handOverClient } from '../../commands/client/hand-over-client.ts'
import { closeProvider, closingReasons } from '../../commands/provider/close-provider.ts'
import { nameShelterReader } from '../../commands/provider/name-shelter-reader.ts'
import { recordLocation } from '../../commands/provider/record-location.ts'
import { removeShelterReader } from '../../commands/provider/remove-shelter-reader.ts'
import { saveProvider } from '../../commands/provider/save-provider.ts'
import { refusalOf } from '../http/form.ts'
import { route } from '../http/route.ts'
import { providerListPage, providerPage } from './page.ts'
import { locationPage, shelterPage } from './shelter-page.ts'

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const account = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
const params = z.strictObject({ id })
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const ticks = z
  .union([z.string(), z.array(z.string().max(100)).max(50)])
  .default('')
  .transform(value => [value].flat().filter(one => one !== ''))

const terms = z.strictObject({
  owner_type: text,
  licence_number: text,
  licence_from: text,
  licence_to: text,
  accepts: ticks,
  child_age_to: text,
  places_adult: text,
  places_child: text,
  hours: text,
  contact: text,
  posts: text,
  clients_per_post: text,
  referrals_per_post: text,
})

function typedTerms(body: z.output<typeof terms>) {
  return {
    ownerType: body.owner_type,
    licenceNumber: body.licence_number,
    licenceFrom: body.licence_from,
    licenceTo: body.licence_to,
    accepts: body.accepts,
    childAgeTo: body.child_age_to,
    placesAdult: body.places_adult,
    placesChild: body.places_child,
    hours: body.hours,
    contact: body.contact,
    posts: body.posts,
    clientsPerPost: body.clients_per_post,
    referralsPerPost: body.referrals_per_post,
  }
}

export const providerRoutes = [
  route({
    method: 'get',
    path: '/providers',
    permission: 'provider.view',
    audit: { read: 'provider.listed' },
    params: none,
    body: none,
    handler: providerListPage,
  }),
  route({
    method: 'get',
    path: '/providers/:id',
    permission: 'provider.view',
    audit: { read: 'provider.viewed' },
    params,
    body: none,
    handler: context => providerPage(context, context.params.id, null),
  }),
  route({
    method: 'post',
    path: '/providers/:id',
    permission: 'provider.manage',
    audit: { change: 'provider.saved' },
    params,
    body: terms,
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await saveProvider({ ...deps, now }, actor, { id: asked.id, ...typedTerms(body) })
      if (done.ok) return { kind: 'redirect', to: `/providers/${asked.id}` }
      const fields = { ...body, accepts: body.accepts.join() }
      return refusalOf(done.faults) ?? providerPage(context, asked.id, { form: 'terms', fields, faults: done.faults })
    },
  }),
  route({
    method: 'post',
    path: '/providers/:id/close',
    permission: 'provider.manage',
    audit: { change: 'provider.closed' },
    params,
    body: z.strictObject({ reason: z.enum(closingReasons) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await closeProvider({ ...deps, now }, actor, { id: asked.id, reason: body.reason })
      if (done.ok) return { kind: 'redirect', to: `/providers/${asked.id}` }
      const typed = { form: 'close', fields: body, faults: done.faults }
      return refusalOf(done.faults) ?? providerPage(context, asked.id, typed)
    },
  }),
  route({
    method: 'post',
    path: '/providers/:id/hand-over',
    permission: 'client.reassign',
    audit: { change: 'client.handed_over' },
    params,
    body: z.strictObject({ file: text, to: text, consented: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const wish = { id: body.file, toId: body.to, consented: body.consented === 'yes' }
      const done = await handOverClient({ ...deps, now }, actor, wish)
      if (done.ok) return { kind: 'redirect', to: `/providers/${asked.id}` }
      const typed = { form: 'hand-over', fields: body, faults: done.faults }
      return refusalOf(done.faults) ?? providerPage(context, asked.id, typed)
    },
  }),
  route({
    method: 'get',
    path: '/providers/:id/location',
    permission: 'shelter.view',
    audit: { read: 'shelter.viewed' },
    params,
    body: none,
    handler: context => locationPage(context, context.params.id),
  }),
  route({
    method: 'get',
    path: '/shelter',
    permission: 'shelter.manage',
    audit: { read: 'shelter_reader.listed' },
    params: none,
    body: none,
    handler: context => shelterPage(context, null),
  }),
  route({
    method: 'post',
    path: '/shelter/location',
    permission: 'shelter.manage',
    audit: { change: 'shelter.recorded' },
    params: none,
    body: z.strictObject({ location: text }),
    handler: async context => {
      const { deps, actor, body, now } = context
      const done = await recordLocation({ ...deps, now }, actor, body)
      if (done.ok) return { kind: 'redirect', to: '/shelter' }
      return refusalOf(done.faults) ?? shelterPage(context, { form: 'location', fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'post',
    path: '/shelter/readers',
    permission: 'shelter.manage',
    audit: { change: 'shelter_reader.named' },
    params: none,
    body: z.strictObject({ account }),
    handler: async ({ deps, actor, body, now }) => {
      const done = await nameShelterReader({ ...deps, now }, actor, { accountId: body.account })
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: '/shelter' }
    },
  }),
  route({
    method: 'post',
    path: '/shelter/readers/:account/remove',
    permission: 'shelter.manage',
    audit: { change: 'shelter_reader.removed' },
    params: z.strictObject({ account }),
    body: none,
    handler: async ({ deps, actor, params: asked, now }) => {
      const done = await removeShelterReader({ ...deps, now }, actor, { accountId: asked.account })
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: '/shelter' }
    },
  }),
]

import { z } from 'zod'
import { acceptReferral } from '../../commands/referral/accept-referral.ts'
import { partyChoices } from '../../commands/referral/build-content.ts'
import { forwardReferral } from '../../commands/referral/forward-referral.ts'
import { makeReferral, reachCaseToRefer, sharingGrounds } from '../../commands/referral/make-referral.ts'
import { reachReferral } from '../../commands/referral/reach-referral.ts'
import { refuseReferral } from '../../commands/referral/refuse-referral.ts'
import { withdrawConsent } from '../../commands/referral/withdraw-consent.ts'
import { withdrawReferral } from '../../commands/referral/withdraw-referral.ts'
import { writeReferral } from '../../commands/referral/write-referral.ts'
import { wordType, writeWord } from '../../documents/write-word.ts'
import type { Permission, Tier } from '../../domain/access/roles.ts'
import type { Outcome } from '../../domain/fault.ts'
import { showCase } from '../case/show-case.ts'
import { identity } from '../client/identity-body.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { bedBoardPage } from './bed-page.ts'
import { caseReferralsPage } from './case-page.ts'
import { letterDocument } from './letter-page.ts'
import { referralListPage } from './list-page.ts'
import { makeReferralPage } from './make-page.ts'
import { referralPage } from './page.ts'
import { writeReferralPage } from './write-page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const mark = z.string().max(100).default('')

type OfId<B = unknown> = Context<{ id: string }, B>

async function showReferral(context: OfId, typed: Typed | null = null): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const reached = await reachReferral({ now }, deps.db.read, actor, { id: asked.id, action: 'referral.view', tier: 1 })
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  return referralPage(context, reached.value.row, reached.value.standing, typed)
}

/** Back to the referral; a refused form comes back with what was typed, a refusal without a form with its words. */
async function answer(context: OfId<object>, form: string, done: Outcome<unknown>, to?: string): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: to ?? `/referrals/${context.params.id}` }
  const fields = context.body as Readonly<Record<string, string>>
  return refusalOf(done.faults) ?? showReferral(context, { form, fields, faults: done.faults })
}

async function askCase(context: OfId<Readonly<Record<string, string>>>, typed: Typed | null): Promise<Reply> {
  const { deps, actor, request, params: asked, now, body } = context
  const reached = await reachCaseToRefer({ ...deps, now }, deps.db.read, actor, asked.id)
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  const query = (name: string) => {
    const value = typed ? body[name] : request.query[name]
    return typeof value === 'string' && /^[\w-]{0,64}$/.test(value) ? value : ''
  }
  const from = { kind: query('kind'), to: query('to'), follows: query('follows') }
  return makeReferralPage(context, reached.value, from, typed)
}

function showReferrals(context: OfId): Promise<Reply> {
  const asked = { action: 'referral.view', caseId: context.params.id, tier: 1 } as const
  return showCase(context, asked, one => caseReferralsPage(context, one))
}

async function letter(context: Context<{ id: string; language: 'kk' | 'ru' }, unknown>): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const wanted = { id: asked.id, action: 'referral.print' satisfies Permission, tier: 3 satisfies Tier } as const
  const reached = await reachReferral({ now }, deps.db.read, actor, wanted)
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  const { row } = reached.value
  const body = await writeWord(await letterDocument(context, row, asked.language))
  const read = { region: row.region, subject: `referral:${row.id}` }
  return { kind: 'file', name: `${row.number}-${asked.language}.docx`, type: wordType, body, read }
}

const written = {
  to: text,
  ...identity,
  wishes: text,
  fears: text,
  children: text,
  need: text,
  urgency: text,
  places: z.enum(partyChoices).default('no_place'),
  consented: text,
}

export const referralRoutes = [
  route({
    method: 'get',
    path: '/referrals',
    permission: 'referral.list',
    audit: { read: 'referral.listed' },
    params: none,
    body: none,
    handler: referralListPage,
  }),
  route({
    method: 'get',
    path: '/beds',
    permission: 'bed.view',
    audit: { read: 'bed.listed' },
    params: none,
    body: none,
    handler: bedBoardPage,
  }),
  route({
    method: 'get',
    path: '/cases/:id/referrals',
    permission: 'referral.view',
    audit: { read: 'referral.viewed' },
    params,
    body: none,
    handler: showReferrals,
  }),
  route({
    method: 'get',
    path: '/cases/:id/referral',
    permission: 'referral.make',
    audit: { read: 'referral.prepared' },
    params,
    body: none,
    handler: context => askCase({ ...context, body: {} }, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/referrals',
    permission: 'referral.make',
    audit: { change: 'referral.sent' },
    params,
    body: z.strictObject({
      to: mark,
      kind: mark,
      shown: mark,
      follows: mark,
      need: text,
      ground: z.enum([...sharingGrounds, '']),
      places: z.enum(partyChoices),
    }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const { to: toId, kind, follows: followsId, ground, ...rest } = body
      const form = `referral-${kind || 'crisis_centre'}`
      const fields = { need: body.need, places: body.places, ground }
      if (ground === '') return askCase(context, { form, fields, faults: [{ code: 'ground_missing', at: 'ground' }] })
      const done = await makeReferral({ ...deps, now }, actor, { caseId: asked.id, toId, followsId, ground, ...rest })
      if (done.ok) return { kind: 'redirect', to: `/referrals/${done.value.id}` }
      const typed = { form, fields, faults: done.faults }
      return refusalOf(done.faults) ?? askCase(context, typed)
    },
  }),
  route({
    method: 'get',
    path: '/referrals/new',
    permission: 'referral.write',
    audit: { read: 'referral.prepared' },
    params: none,
    body: none,
    handler: context => writeReferralPage(context, null),
  }),
  route({
    method: 'post',
    path: '/referrals',
    permission: 'referral.write',
    audit: { change: 'referral.sent' },
    params: none,
    body: z.strictObject(written),
    handler: async context => {
      const { deps, actor, body, now } = context
      const { to: toId, consented, ...rest } = body
      const told = { ...rest, language: '', disability: '', toId, consented: consented === 'yes' }
      const done = await writeReferral({ ...deps, now }, actor, told)
      if (done.ok) return { kind: 'redirect', to: `/referrals/${done.value.id}` }
      return refusalOf(done.faults) ?? writeReferralPage(context, { form: 'write', fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'get',
    path: '/referrals/:id',
    permission: 'referral.view',
    audit: { read: 'referral.viewed' },
    params,
    body: none,
    handler: context => showReferral(context),
  }),
  route({
    method: 'get',
    path: '/referrals/:id/letter/:language',
    permission: 'referral.print',
    audit: { read: 'referral.printed' },
    params: z.strictObject({ id, language: z.enum(['kk', 'ru']) }),
    body: none,
    handler: letter,
  }),
  route({
    method: 'post',
    path: '/referrals/:id/accept',
    permission: 'referral.answer',
    audit: { change: 'referral.accepted' },
    params,
    body: z.strictObject({ bed: z.enum(['with_bed', 'without_bed']) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const withBed = body.bed === 'with_bed'
      const done = await acceptReferral({ ...deps, now }, actor, { id: asked.id, withBed })
      const client = done.ok && done.value.clientId !== null ? `/clients/${done.value.clientId}` : undefined
      return answer(context, 'accept', done, client)
    },
  }),
  route({
    method: 'post',
    path: '/referrals/:id/refuse',
    permission: 'referral.answer',
    audit: { change: 'referral.refused' },
    params,
    body: z.strictObject({ reason: mark, proposed: mark, explanation: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      return answer(context, 'refuse', await refuseReferral({ ...deps, now }, actor, { id: asked.id, ...body }))
    },
  }),
  route({
    method: 'post',
    path: '/referrals/:id/forward',
    permission: 'referral.answer',
    audit: { change: 'referral.forwarded' },
    params,
    body: z.strictObject({ to: mark }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      return answer(context, 'forward', await forwardReferral({ ...deps, now }, actor, { id: asked.id, toId: body.to }))
    },
  }),
  route({
    method: 'post',
    path: '/referrals/:id/withdraw',
    permission: 'referral.withdraw',
    audit: { change: 'referral.withdrawn' },
    params,
    body: z.strictObject({}),
    handler: async context => {
      const { deps, actor, params: asked, now } = context
      return answer(context, 'withdraw', await withdrawReferral({ ...deps, now }, actor, { id: asked.id }))
    },
  }),
  route({
    method: 'post',
    path: '/referrals/:id/end-sharing',
    permission: 'referral.withdraw',
    audit: { change: 'sharing.ended' },
    params,
    body: z.strictObject({}),
    handler: async context => {
      const { deps, actor, params: asked, now } = context
      return answer(context, 'end-sharing', await withdrawConsent({ ...deps, now }, actor, { id: asked.id }))
    },
  }),
]

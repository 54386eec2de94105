import { z } from 'zod'
import { addAccount } from '../../commands/account/add-account.ts'
import { disableAccount } from '../../commands/account/disable-account.ts'
import { resetPassword } from '../../commands/account/reset-password.ts'
import { addOrganisation } from '../../commands/organisation/add-organisation.ts'
import type { Fault } from '../../domain/fault.ts'
import { locales } from '../../i18n/translator.ts'
import { findAccount } from '../../storage/account-store.ts'
import { refusalOf } from '../http/form.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { sessionStoreOf } from '../http/session.ts'
import { makePassword } from './new-password.ts'
import { accountsPage, emptyAccount, organisationsPage, type AccountFields, type Typed } from './page.ts'

const none = z.looseObject({})
const oneAccount = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) })
/** A field that did not come is an empty one: the command says what is wrong with it. */
const text = z.string().max(200).trim().default('')

const newAccount = z.strictObject({
  username: text,
  display_name: text,
  role: text,
  organisation: text,
  language: z.enum(locales).default('kk'),
})
const newOrganisation = z.strictObject({ kind: text, name_kk: text, name_ru: text, region: text, district: text })

async function postAccount(context: Context<unknown, z.output<typeof newAccount>>): Promise<Reply> {
  const { deps, actor, body, now } = context
  const password = makePassword()
  const { username, role, language } = body
  const account = { username, role, language, displayName: body.display_name, organisationId: body.organisation }
  const added = await addAccount({ ...deps, now }, actor, { ...account, password })
  if (!added.ok) return refusalOf(added.faults) ?? accountsPage(context, { fields: body, faults: added.faults })
  return accountsPage(context, undefined, { username: body.username, password })
}

async function postDisable(context: Context<z.output<typeof oneAccount>, unknown>): Promise<Reply> {
  const { deps, actor, params, now } = context
  const disabled = await disableAccount({ ...deps, now }, actor, params.id)
  if (!disabled.ok) return refusalOf(disabled.faults) ?? accountsPage(context, atList(disabled.faults))
  await sessionStoreOf(deps).endSessions(params.id)
  return { kind: 'redirect', to: '/accounts' }
}

async function postReset(context: Context<z.output<typeof oneAccount>, unknown>): Promise<Reply> {
  const { deps, actor, params, now } = context
  const account = await findAccount(deps.db.read, params.id)
  if (!account) return { kind: 'not_found' }
  const password = makePassword()
  const reset = await resetPassword({ ...deps, now }, actor, params.id, password)
  if (!reset.ok) return refusalOf(reset.faults) ?? accountsPage(context, atList(reset.faults))
  await sessionStoreOf(deps).endSessions(params.id)
  return accountsPage(context, undefined, { username: account.username, password })
}

async function postOrganisation(context: Context<unknown, z.output<typeof newOrganisation>>): Promise<Reply> {
  const { deps, actor, body, now } = context
  const { kind, region } = body
  const names = { nameKk: body.name_kk, nameRu: body.name_ru }
  const organisation = { kind, region, ...names, district: body.district === '' ? null : body.district }
  const added = await addOrganisation({ ...deps, now }, actor, organisation)
  if (!added.ok) return refusalOf(added.faults) ?? organisationsPage(context, { fields: body, faults: added.faults })
  return { kind: 'redirect', to: '/organisations' }
}

/** A fault of a button in the list leads back to the list. */
function atList(faults: readonly Fault[]): Typed<AccountFields> {
  return { fields: emptyAccount, faults: faults.map(fault => ({ ...fault, at: 'list' })) }
}

export const organisationRoutes = [
  route({
    method: 'get',
    path: '/accounts',
    permission: 'account.manage',
    audit: { read: 'accounts.viewed' },
    params: none,
    body: none,
    handler: context => accountsPage(context),
  }),
  route({
    method: 'post',
    path: '/accounts',
    permission: 'account.manage',
    audit: { change: 'account.added' },
    params: none,
    body: newAccount,
    handler: postAccount,
  }),
  route({
    method: 'post',
    path: '/accounts/:id/disable',
    permission: 'account.manage',
    audit: { change: 'account.disabled' },
    params: oneAccount,
    body: none,
    handler: postDisable,
  }),
  route({
    method: 'post',
    path: '/accounts/:id/reset',
    permission: 'account.manage',
    audit: { change: 'account.password_reset' },
    params: oneAccount,
    body: none,
    handler: postReset,
  }),
  route({
    method: 'get',
    path: '/organisations',
    permission: 'organisation.manage',
    audit: { read: 'organisations.viewed' },
    params: none,
    body: none,
    handler: context => organisationsPage(context),
  }),
  route({
    method: 'post',
    path: '/organisations',
    permission: 'organisation.manage',
    audit: { change: 'organisation.added' },
    params: none,
    body: newOrganisation,
    handler: postOrganisation,
  }),
]

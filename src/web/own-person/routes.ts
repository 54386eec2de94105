import { z } from 'zod'
import { declareOwnPerson } from '../../commands/own-person/declare-own-person.ts'
import { withdrawOwnPerson } from '../../commands/own-person/withdraw-own-person.ts'
import { findAccount } from '../../storage/account-store.ts'
import { listOwnPeople, openOwnPerson, relations } from '../../storage/own-person-store.ts'
import { formPage, refusalOf, type FormSketch, type Typed } from '../http/form.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { joinName, maskIin, sayBirth } from '../person/match-model.ts'
import type { Translate } from '../../i18n/translator.ts'

const id = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
const params = z.strictObject({ id })
const none = z.looseObject({})
const text = z.string().max(2000).trim().default('')
const fields = { surname: text, given_name: text, patronymic: text, born_on: text, iin: text, phone: text, unit: text }
const body = z.strictObject({ relation: z.enum(relations), ...fields })

function sketchOf(accountId: string, t: Translate): FormSketch {
  const options = relations.map(value => ({ value, text: t(`relation-${value}`) }))
  const names = ['surname', 'given_name', 'patronymic'] as const
  return {
    form: 'own',
    action: `/accounts/${accountId}/people`,
    title: t('own-people-add'),
    submit: t('own-people-save'),
    fields: [
      { name: 'relation', label: t('own-people-relation'), type: 'choice', options, value: 'self' },
      ...names.map(name => ({ name, label: t(`person-field-${name}`), type: 'text' as const })),
      { name: 'born_on', label: t('person-field-born_on'), type: 'date' },
      { name: 'iin', label: t('person-field-iin'), type: 'text' },
      { name: 'phone', label: t('person-field-number'), type: 'text' },
      { name: 'unit', label: t('own-people-unit'), type: 'text' },
    ],
  }
}

async function page(context: Context<{ id: string }, unknown>, typed: Typed | null): Promise<Reply> {
  const { deps, params: asked, t } = context
  const account = await findAccount(deps.db.read, asked.id)
  if (!account) return { kind: 'not_found' }
  const rows = await listOwnPeople(deps.db.read, account.id)
  const opened = await Promise.all(rows.map(async row => ({ row, known: await openOwnPerson(deps.db, row) })))
  return formPage(context, typed, {
    view: 'own-person/people',
    at: `/accounts/${account.id}/people`,
    read: { region: account.region, subject: `account:${account.id}` },
    model: {
      title: t('own-people-title', { name: account.display_name }),
      people: opened.map(({ row, known }) => ({
        relation: t(`relation-${row.relation}`),
        text: [joinName(known), sayBirth(known.born_on, context), maskIin(known.iin), known.unit]
          .filter(part => part !== '')
          .join(', '),
        remove: `/own-people/${row.id}/withdraw`,
      })),
    },
    forms: [sketchOf(account.id, t)],
  })
}

export const ownPersonRoutes = [
  route({
    method: 'get',
    path: '/accounts/:id/people',
    permission: 'account.manage',
    audit: { read: 'own_person.listed' },
    params,
    body: none,
    handler: context => page(context, null),
  }),
  route({
    method: 'post',
    path: '/accounts/:id/people',
    permission: 'account.manage',
    audit: { change: 'own_person.declared' },
    params,
    body,
    handler: async context => {
      const { deps, actor, params: asked, body: told, now } = context
      const done = await declareOwnPerson({ ...deps, now }, actor, { accountId: asked.id, ...told })
      if (done.ok) return { kind: 'redirect', to: `/accounts/${asked.id}/people` }
      return refusalOf(done.faults) ?? page(context, { form: 'own', fields: told, faults: done.faults })
    },
  }),
  route({
    method: 'post',
    path: '/own-people/:id/withdraw',
    permission: 'account.manage',
    audit: { change: 'own_person.withdrawn' },
    params,
    body: none,
    handler: async ({ deps, actor, params: asked, now }) => {
      const done = await withdrawOwnPerson({ ...deps, now }, actor, asked.id)
      if (done.ok) return { kind: 'redirect', to: `/accounts/${done.value.accountId}/people` }
      return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
    },
  }),
]

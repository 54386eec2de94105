import { coordinates, decideClient } from '../../domain/access/decide-client.ts'
import { permits } from '../../domain/access/roles.ts'
import { helperKinds, ownerTypes, profileCodes } from '../../domain/referral/provider.ts'
import { closingReasons } from '../../commands/provider/close-provider.ts'
import { isLeft } from '../../commands/client/hand-over-client.ts'
import { formatDate } from '../../i18n/formats.ts'
import { listClients } from '../../storage/client-store.ts'
import { findOrganisation, listOrganisations, type OrganisationRow } from '../../storage/organisation-store.ts'
import { findProvider, listProviders, listShelterReaders, type Provider } from '../../storage/provider-store.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { nameIn } from '../referral/names.ts'

type Any = Context<unknown, unknown>
const all = { limit: 1000, offset: 0 }

/** Whose organisations the reader looks after: the own one, those of the region, or all. */
export function mayReach({ actor }: Any, row: OrganisationRow): boolean {
  if (!helperKinds.some(kind => kind === row.kind)) return false
  if (actor.role === 'admin') return true
  const standing = { organisation: row.id, region: row.region, district: row.district ?? '' }
  return coordinates(actor, 'provider.view', standing) || decideClient(actor, 'provider.view', standing) === 'allowed'
}

/** The organisations that help, with licence and places; where they stand is not among it. */
export async function providerListPage(context: Any): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const rows = (await listOrganisations(deps.db.read, all)).filter(row => mayReach(context, row))
  return {
    kind: 'page',
    view: 'provider/list',
    read: { region: actor.region, subject: 'organisations:help' },
    model: {
      title: t('provider-list-title'),
      shelter: permits(actor.role, 'shelter.manage') ? '/shelter' : '',
      rows: await Promise.all(
        rows.map(async row => {
          const provider = await findProvider(deps.db.read, row.id)
          const place = provider && permits(actor.role, 'shelter.view') && (await isNamed(context, provider))
          return {
            name: nameIn(locale, row),
            kind: t(`organisation-kind-${row.kind}`),
            href: `/providers/${row.id}`,
            ...termsModel(context, provider),
            location: place ? `/providers/${row.id}/location` : '',
          }
        }),
      ),
    },
  }
}

async function isNamed({ deps, actor }: Any, provider: Provider): Promise<boolean> {
  return (await listShelterReaders(deps.db.read, provider.id)).some(row => row.account_id === actor.id)
}

function termsModel({ locale, t }: Any, provider: Provider | null) {
  if (!provider) return { licence: t('provider-not-described'), places: '', closed: '' }
  const { licence_number: number, licence_to, closed_on } = provider
  const until = licence_to === null ? t('provider-licence-open') : formatDate(licence_to, locale)
  return {
    licence: t('provider-licence', { number, until }),
    places: t('provider-places', { adult: provider.places_adult, child: provider.places_child }),
    closed: closed_on === null ? '' : t('provider-closed-since', { date: formatDate(closed_on, locale) }),
  }
}

/** One organisation: what it offers, and the open files that have to go elsewhere once it is closed. */
export async function providerPage(context: Any, id: string, typed: Typed | null): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const row = await findOrganisation(deps.db.read, id)
  if (!row || !mayReach(context, row)) return { kind: 'not_found' }
  const provider = await findProvider(deps.db.read, id)
  const manages = permits(actor.role, 'provider.manage')
  return formPage(context, typed, {
    view: 'provider/provider',
    at: `/providers/${id}`,
    read: { region: row.region, subject: `organisation:${id}` },
    model: {
      title: nameIn(locale, row),
      kind: t(`organisation-kind-${row.kind}`),
      back: '/providers',
      ...termsModel(context, provider),
      contact: provider ? [provider.hours, provider.contact].filter(part => part !== '').join(' · ') : '',
      profile: (provider?.accepts ?? []).map(code => t(`profile-${code}`)).join(', '),
      lists: actor.role !== 'admin',
      open: actor.role === 'admin' ? [] : await openFiles(context, id),
    },
    forms: [...(manages ? sketchesOf(context, id, provider) : []), ...(await handOverForms(context, row))],
  })
}

/** Numbers alone: who works there opens the file, who coordinates sees that none is lost; an administrator sees none. */
async function openFiles({ deps, actor, t }: Any, id: string) {
  const scope = { organisation: id, regions: [] }
  const rows = await listClients(deps.db.read, scope, ['expected', 'open'], all)
  const opens = actor.organisation === id && permits(actor.role, 'client.view')
  return rows.map(row => ({
    number: row.number,
    state: t(`client-state-${row.state}`),
    href: opens ? `/clients/${row.id}` : '',
  }))
}

/** What is left of an organisation that works no longer is handed on by its number. */
async function handOverForms({ deps, actor, now, locale, t }: Any, row: OrganisationRow): Promise<FormSketch[]> {
  if (!permits(actor.role, 'client.reassign') || !(await isLeft({ ...deps, now }, deps.db.read, row.id))) return []
  const files = await listClients(deps.db.read, { organisation: row.id, regions: [] }, ['expected', 'open'], all)
  if (files.length === 0) return []
  const around = await listProviders(deps.db.read, { organisation: null, regions: [row.region] })
  const takers = around.filter(one => one.id !== row.id && one.closed_on === null)
  const numbers = files.map(one => ({ value: one.id, text: one.number }))
  return [
    {
      form: 'hand-over',
      action: `/providers/${row.id}/hand-over`,
      title: t('client-do-hand-over'),
      submit: t('client-save'),
      fields: [
        { name: 'file', label: t('provider-file'), type: 'choice', options: numbers },
        {
          name: 'to',
          label: t('referral-where-to'),
          type: 'choice',
          options: takers.map(one => ({ value: one.id, text: nameIn(locale, one) })),
        },
        {
          name: 'consented',
          label: t('referral-consented'),
          type: 'ticks',
          options: [{ value: 'yes', text: t('handover-consented') }],
        },
      ],
    },
  ]
}

function sketchesOf({ t }: Any, id: string, provider: Provider | null): FormSketch[] {
  const whole = (value: number | null | undefined, otherwise = '') =>
    value === null || value === undefined ? otherwise : String(value)
  const text = (name: string, value: string) => ({ name, label: t(`provider-${name}`), type: 'text', value }) as const
  const date = (name: string, value: string | null | undefined) =>
    ({ name, label: t(`provider-${name}`), type: 'date', value: value ?? '' }) as const
  const owners = ownerTypes.map(value => ({ value, text: t(`provider-owner-${value}`) }))
  const profiles = profileCodes.map(value => ({ value, text: t(`profile-${value}`) }))
  const terms: FormSketch = {
    form: 'terms',
    action: `/providers/${id}`,
    title: t('provider-terms-form'),
    submit: t('provider-save'),
    fields: [
      {
        name: 'owner_type',
        label: t('provider-owner_type'),
        type: 'choice',
        options: owners,
        value: provider?.owner_type ?? '',
      },
      text('licence_number', provider?.licence_number ?? ''),
      date('licence_from', provider?.licence_from),
      date('licence_to', provider?.licence_to),
      {
        name: 'accepts',
        label: t('provider-accepts'),
        type: 'ticks',
        options: profiles,
        value: (provider?.accepts ?? []).join(),
      },
      text('child_age_to', whole(provider?.child_age_to)),
      text('places_adult', whole(provider?.places_adult, '0')),
      text('places_child', whole(provider?.places_child, '0')),
      text('hours', provider?.hours ?? ''),
      text('contact', provider?.contact ?? ''),
      text('posts', whole(provider?.posts)),
      text('clients_per_post', whole(provider?.clients_per_post)),
      text('referrals_per_post', whole(provider?.referrals_per_post)),
    ],
  }
  if (!provider || provider.closed_on !== null) return [terms]
  const reasons = closingReasons.map(value => ({ value, text: t(`provider-closing-${value}`) }))
  const close: FormSketch = {
    form: 'close',
    action: `/providers/${id}/close`,
    title: t('provider-close-form'),
    submit: t('provider-close'),
    fields: [{ name: 'reason', label: t('provider-close-reason'), type: 'choice', options: reasons }],
  }
  return [terms, close]
}

import { roles } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { locales, type Locale } from '../../i18n/translator.ts'
import { countAccounts, listAccounts, type ListedAccount } from '../../storage/account-store.ts'
import { listOrganisations, type OrganisationRow } from '../../storage/organisation-store.ts'
import { sayFault } from '../http/faults.ts'
import { pageOf, pager } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'
import { organisationKinds } from '../../domain/organisation/kinds.ts'
import { isRegion } from '../../domain/reference/place.ts'
import { loadPlaces, placeName, type Places } from '../reference/places.ts'

type Any = Context<unknown, unknown>

/** What was typed and what is wrong with it. */
export type Typed<Fields> = { readonly fields: Fields; readonly faults: readonly Fault[] }

export type AccountFields = {
  readonly username: string
  readonly display_name: string
  readonly role: string
  readonly organisation: string
  readonly language: string
}

export type OrganisationFields = {
  readonly kind: string
  readonly name_kk: string
  readonly name_ru: string
  readonly region: string
  readonly district: string
}

/** A password that stands on this one page and nowhere else. */
export type Issued = { readonly username: string; readonly password: string }

export const emptyAccount: AccountFields = {
  username: '',
  display_name: '',
  role: '',
  organisation: '',
  language: 'kk',
}
const emptyOrganisation: OrganisationFields = { kind: '', name_kk: '', name_ru: '', region: '', district: '' }
const organisationLimit = 1_000

function placeOf(places: Places, row: { readonly region: string; readonly district: string | null }, locale: Locale) {
  return placeName(places, row.district ?? row.region, locale)
}

function optionsOf(values: readonly string[], chosen: string, text: (value: string) => string) {
  return values.map(value => ({ value, text: text(value), chosen: value === chosen }))
}

/** The fault of each field beside it; what belongs to no field of the form stands in the summary alone. */
function faultsByField({ t }: Any, names: readonly string[], faults: readonly Fault[]): Record<string, string> {
  const said = faults.map(fault => sayFault(fault, t))
  return Object.fromEntries(names.map(name => [name, said.find(fault => fault.at === name)?.text ?? '']))
}

export async function accountsPage(context: Any, typed?: Typed<AccountFields>, issued?: Issued): Promise<Reply> {
  const { deps, actor, request, t } = context
  const page = pageOf(request)
  const [rows, total] = await Promise.all([listAccounts(deps.db.read, page), countAccounts(deps.db.read)])
  const faults = typed?.faults ?? []
  const places = await loadPlaces(context)
  return {
    kind: 'page',
    view: 'organisation/accounts',
    at: '/accounts',
    status: faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: 'accounts:all' },
    model: {
      title: t('account-title'),
      total: t('account-total', { count: total }),
      pager: pager(context, '/accounts', page, total),
      faults: faults.map(fault => sayFault(fault, t)),
      issued: issued ? t('account-issued', issued) : '',
      password: issued?.password ?? '',
      form: await accountForm(context, places, typed?.fields ?? emptyAccount, faults),
      rows: rows.map(row => accountModel(context, places, row)),
    },
  }
}

async function accountForm(context: Any, places: Places, fields: AccountFields, faults: readonly Fault[]) {
  const { deps, locale, t } = context
  const organisations = await listOrganisations(deps.db.read, { limit: organisationLimit, offset: 0 })
  const name = (row: OrganisationRow) =>
    `${locale === 'kk' ? row.name_kk : row.name_ru} (${placeOf(places, row, locale)})`
  return {
    username: fields.username,
    display_name: fields.display_name,
    roles: optionsOf(roles, fields.role, role => t(`role-${role}`)),
    organisations: organisations
      .filter(row => row.active === 1)
      .map(row => ({ value: row.id, text: name(row), chosen: row.id === fields.organisation })),
    languages: optionsOf(locales, fields.language, language => t(`account-language-${language}`)),
    faults: faultsByField(context, Object.keys(emptyAccount), faults),
  }
}

function accountModel({ actor, locale, t }: Any, places: Places, row: ListedAccount) {
  return {
    id: row.id,
    username: row.username,
    name: row.display_name,
    role: t(`role-${row.role}`),
    organisation: locale === 'kk' ? row.organisation_kk : row.organisation_ru,
    district: placeOf(places, row, locale),
    state: t(row.active === 1 ? 'account-active' : 'account-disabled'),
    canDisable: row.active === 1 && row.id !== actor.id,
    canReset: row.id !== actor.id,
    resetText: t(row.active === 1 ? 'account-reset' : 'account-open-again'),
  }
}

export async function organisationsPage(context: Any, typed?: Typed<OrganisationFields>): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const rows = await listOrganisations(deps.db.read, { limit: organisationLimit, offset: 0 })
  const places = await loadPlaces(context)
  const codes = places.now.map(one => one.code)
  const name = (code: string) => placeName(places, code, locale)
  const { fields, faults } = typed ?? { fields: emptyOrganisation, faults: [] }
  return {
    kind: 'page',
    view: 'organisation/organisations',
    status: faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: 'organisations:all' },
    model: {
      title: t('organisation-title'),
      faults: faults.map(fault => sayFault(fault, t)),
      form: {
        ...fields,
        kinds: optionsOf(organisationKinds, fields.kind, kind => t(`organisation-kind-${kind}`)),
        regions: optionsOf(codes.filter(isRegion), fields.region, name),
        districts: optionsOf(
          codes.filter(code => !isRegion(code)),
          fields.district,
          name,
        ),
        faults: faultsByField(context, Object.keys(emptyOrganisation), faults),
      },
      rows: rows.map(row => ({
        nameKk: row.name_kk,
        nameRu: row.name_ru,
        kind: t(`organisation-kind-${row.kind}`),
        region: name(row.region),
        district: row.district === null ? '' : name(row.district),
      })),
    },
  }
}

import type { ReachedPerson } from '../../commands/person/reach-person.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listPoliceUnits } from '../../storage/organisation-store.ts'
import { listMerges } from '../../storage/person-decision-store.ts'
import {
  aliasKinds,
  listAddresses,
  listAliases,
  listCards,
  listIinExceptions,
  listPhones,
  openAddress,
  openAlias,
  openCard,
  openExceptionReason,
  openPhone,
  phoneSafeties,
  type PersonCard,
} from '../../storage/person-detail-store.ts'
import { openPerson, type PersonRow } from '../../storage/person-store.ts'
import { loadPlaces, placeName } from '../reference/places.ts'
import { formPage, type FormField, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { addressModel } from './address-model.ts'
import { joinName, maskIin, sayBirth } from './match-model.ts'

type Any = Context<unknown, unknown>
const cardFields = ['language', 'interpreter', 'disability', 'pregnancy', 'employment'] as const
const adultAge = 18

/**
 * What this actor's side knows of one person, from every record that was merged; of what another district knows only
 * that it knows them. Where a victim lives stands on a page of its own.
 */
export async function cardPage(context: Any, person: ReachedPerson, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const { standing, records, shown } = person
  const ids = records.map(record => record.id)
  const identity = await openPerson(deps.db, shown[0] ?? standing)
  const card = await newestCard(context, person)
  return formPage(context, typed, {
    view: 'person/card',
    at: `/people/${standing.id}`,
    read: { region: standing.region, subject: `person:${standing.id}` },
    model: {
      title: t('person-title'),
      name: joinName(identity),
      facts: [
        { label: t('field-born-on'), text: sayBirth(identity.born_on, context) },
        { label: t('field-sex'), text: identity.sex === '' ? '' : t(`sex-${identity.sex}`) },
        { label: t('person-field-iin'), text: maskIin(identity.iin) },
        { label: t('person-age'), text: isMinor(context, identity.born_on) ? t('person-minor') : '' },
        ...cardFields.map(name => ({ label: t(`person-field-${name}`), text: card[name] })),
      ].filter(fact => fact.text !== ''),
      phones: await phoneModels(context, person),
      aliases: await aliasModels(context, person),
      exceptions: await exceptionModels(context, person),
      addresses: await addressModels(context, person),
      elsewhere: await elsewhereModel(context, person),
      cases: person.cases.map(one => ({
        href: `/cases/${one.id}`,
        number: one.number,
        category: one.category,
        categoryText: t(`category-${one.category}`),
        side: ids.includes(one.victim_id) ? t('person-victim') : t('person-perpetrator'),
        location: permits(actor.role, 'location.view') ? `/cases/${one.id}/location` : '',
      })),
      matchesHref: permits(actor.role, 'match.decide') ? `/people/${standing.id}/matches` : '',
      merges: await mergeModels(context, ids),
    },
    forms: permits(actor.role, 'person.record') ? sketchesOf(context, standing.id, card) : [],
  })
}

function isMinor({ deps, now }: Any, bornOn: string): boolean {
  if (bornOn.length !== 10) return false
  const today = now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate()
  const grown = Temporal.PlainDate.from(bornOn).add({ years: adultAge })
  return Temporal.PlainDate.compare(today, grown) < 0
}

function ownerOf(records: readonly PersonRow[], row: { readonly person_id: string }): PersonRow {
  const owner = records.find(record => record.id === row.person_id)
  if (!owner) throw new Error('a row of a person that was not asked for')
  return owner
}

function idsOf(records: readonly PersonRow[]): string[] {
  return records.map(record => record.id)
}

/** The rule stands before the number. */
const emptyCard: PersonCard = { language: '', interpreter: '', disability: '', pregnancy: '', employment: '' }

async function newestCard({ deps }: Any, { records, reach }: ReachedPerson): Promise<PersonCard> {
  const [row] = await listCards(deps.db.read, reach, idsOf(records))
  return row ? openCard(deps.db, ownerOf(records, row), row) : emptyCard
}

/** The places of somebody who is a victim in none of the cases within reach: hers are tier 4 and never stand here. */
async function addressModels(context: Any, { records, reach, cases }: ReachedPerson) {
  const { deps } = context
  const ids = idsOf(records)
  if (cases.some(one => ids.includes(one.victim_id))) return []
  const rows = await listAddresses(deps.db.read, reach, ids)
  return Promise.all(
    rows.map(async (row, at) => {
      const address = await openAddress(deps.db, ownerOf(records, row), row)
      return addressModel(context, address, { addedAt: row.added_at, current: at === 0 })
    }),
  )
}

/** The other districts that know the person and whom to call there, and nothing of what they know. */
async function elsewhereModel(context: Any, { elsewhere }: ReachedPerson): Promise<string> {
  if (elsewhere.length === 0) return ''
  const { deps, locale, t } = context
  const places = await loadPlaces(context)
  const units = await listPoliceUnits(deps.db.read, elsewhere)
  const names = [
    ...elsewhere.map(district => placeName(places, district, locale)),
    ...units.map(unit => (locale === 'kk' ? unit.name_kk : unit.name_ru)),
  ]
  return t('person-elsewhere', { districts: names.join(', ') })
}

async function phoneModels({ deps, t }: Any, { records, reach }: ReachedPerson) {
  const rows = await listPhones(deps.db.read, reach, idsOf(records))
  return Promise.all(
    rows.map(async row => {
      const { number, safety, hours, who_hears } = await openPhone(deps.db, ownerOf(records, row), row)
      const rule = [t(`phone-safety-${safety}`), hours, who_hears].filter(part => part !== '').join(' · ')
      return { number, rule, unsafe: safety === 'unsafe' }
    }),
  )
}

async function aliasModels(context: Any, { records, shown, reach }: ReachedPerson) {
  const { deps, t } = context
  const rows = await listAliases(deps.db.read, reach, idsOf(records))
  const own = await Promise.all(
    rows.map(async row => {
      const alias = await openAlias(deps.db, ownerOf(records, row), row)
      const parts = [joinName(alias), sayBirth(alias.born_on, context), maskIin(alias.iin)]
      return { kind: t(`alias-kind-${row.kind}`), text: parts.filter(part => part !== '').join(', ') }
    }),
  )
  const merged = await Promise.all(
    shown.slice(1).map(async record => {
      const identity = await openPerson(deps.db, record)
      const parts = [joinName(identity), sayBirth(identity.born_on, context), maskIin(identity.iin)]
      return { kind: t('alias-kind-merged'), text: parts.filter(part => part !== '').join(', ') }
    }),
  )
  return [...own, ...merged]
}

async function exceptionModels({ deps, t }: Any, { records, reach }: ReachedPerson) {
  const rows = await listIinExceptions(deps.db.read, reach, idsOf(records))
  return Promise.all(
    rows.map(async row => ({
      doubts: (JSON.parse(row.doubts) as string[]).map(doubt => t(`iin-doubt-${doubt}`)).join(' '),
      reason: await openExceptionReason(deps.db, ownerOf(records, row), row),
    })),
  )
}

async function mergeModels({ deps, actor, locale, t }: Any, ids: readonly string[]) {
  const rows = await listMerges(deps.db.read, ids)
  const undone = (at: number, mergedId: string) =>
    rows.slice(0, at).some(row => row.action === 'undone' && row.merged_id === mergedId)
  return rows.map((row, at) => ({
    text: t(`merge-${row.action}`, { at: formatDateTime(row.done_at, locale) }),
    undo:
      row.action === 'merged' && permits(actor.role, 'person.merge') && !undone(at, row.merged_id)
        ? `/merges/${row.id}/undo`
        : '',
  }))
}

function sketchesOf({ t }: Any, id: string, card: PersonCard): FormSketch[] {
  const field = (name: string, type: FormField['type'] = 'text') => ({ name, label: t(`person-field-${name}`), type })
  const kinds = aliasKinds.map(value => ({ value, text: t(`alias-kind-${value}`) }))
  const safeties = phoneSafeties.map(value => ({ value, text: t(`phone-safety-${value}`) }))
  const safety = { ...field('safety', 'choice'), options: safeties, value: 'unknown' }
  const kind = { ...field('kind', 'choice'), options: kinds, value: 'former_name' }
  const sketch = (form: string, path: string, fields: readonly FormField[]) => {
    const words = { title: t(`person-form-${form}`), submit: t('person-save') }
    return { form, action: `/people/${id}/${path}`, ...words, fields }
  }
  const names = ['surname', 'given_name', 'patronymic'].map(name => field(name))
  return [
    sketch('phone', 'phones', [safety, field('hours'), field('who_hears'), field('number')]),
    sketch('alias', 'aliases', [kind, ...names, field('born_on', 'date'), field('iin')]),
    sketch('address', 'addresses', [field('text', 'area'), field('from_on', 'date'), field('note')]),
    sketch(
      'card',
      'card',
      cardFields.map(name => ({ ...field(name), value: card[name] })),
    ),
  ]
}

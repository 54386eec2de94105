import { decide } from '../../domain/access/decide.ts'
import { linkKinds } from '../../domain/case/link.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDate } from '../../i18n/formats.ts'
import { listCaseLinks, openCaseLink } from '../../storage/case-link-store.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listPoliceUnits } from '../../storage/organisation-store.ts'
import { countOrdersOf } from '../../storage/perpetrator-store.ts'
import { findStandingPerson } from '../../storage/person-store.ts'
import { listRecordIds } from '../../storage/related-cases.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formPage, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayBirth } from '../person/match-model.ts'
import { loadPlaces, placeName } from '../reference/places.ts'
import { relatedModels } from './related-model.ts'

type Any = Context<unknown, unknown>

/** The family beside the two of the case. */
export async function linksPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const rows = await listCaseLinks(deps.db.read, one.id)
  const links = await Promise.all(rows.map(row => openCaseLink(deps.db, one.key_id, row)))
  const kinds = linkKinds.map(value => ({ value, text: t(`link-kind-${value}`) }))
  const fields = [
    { name: 'kind', label: t('link-kind'), type: 'choice', options: kinds },
    { name: 'name', label: t('link-name'), type: 'text' },
    { name: 'born_on', label: t('person-field-born_on'), type: 'date' },
    { name: 'note', label: t('link-note'), type: 'text' },
  ] as const
  const sketch = {
    form: 'link',
    action: `/cases/${one.id}/links`,
    title: t('link-add'),
    submit: t('link-save'),
    fields,
  }
  const adds = permits(actor.role, 'case_link.add') && one.state === 'open'
  return formPage(context, typed, {
    view: 'case-link/links',
    at: `/cases/${one.id}/links`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('links-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      related: await relatedModels(context, one),
      links: links.map(({ kind, name, bornOn, note }) => ({
        kind: t(`link-kind-${kind}`),
        text: [name, sayBirth(bornOn, context), note].filter(part => part !== '').join(', '),
      })),
    },
    forms: adds ? [sketch] : [],
  })
}

/**
 * The perpetrator across victims: the own cases by number, the others as a district and whom to call there. No victim
 * of another case is named.
 */
export async function perpetratorPage(context: Any, one: CaseRow): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const standing = await findStandingPerson(deps.db.read, one.perpetrator_id)
  const ids = await listRecordIds(deps.db.read, one.perpetrator_id)
  const all = await listCasesOfPeople(deps.db.read, ids, toStamp(now))
  const known = all.filter(each => each.state !== 'voided' && !actor.excluded.includes(each.id))
  const own = known.filter(each => ids.includes(each.perpetrator_id))
  const reached = own.filter(each => decide(actor, 'perpetrator.view', each, 2) === 'allowed')
  const elsewhere = [...new Set(own.filter(each => !reached.includes(each)).map(each => each.district))]
  const units = await listPoliceUnits(deps.db.read, elsewhere)
  const places = await loadPlaces(context)
  const orders = await countOrdersOf(
    deps.db.read,
    own.map(each => each.id),
  )
  return {
    kind: 'page',
    view: 'case-link/perpetrator',
    read: { region: one.region, subject: `person:${standing?.id ?? one.perpetrator_id}` },
    model: {
      title: t('perpetrator-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      victims: t('perpetrator-victims', { count: await countVictims(context, own) }),
      cases: reached.map(each => ({
        href: `/cases/${each.id}`,
        number: each.number,
        category: each.category,
        categoryText: t(`category-${each.category}`),
        opened: formatDate(each.opened_at, locale),
      })),
      elsewhere: elsewhere.map(district => ({
        place: placeName(places, district, locale),
        contact: units
          .filter(unit => unit.district === district)
          .map(unit => (locale === 'kk' ? unit.name_kk : unit.name_ru))
          .join(', '),
      })),
      orders: orders.map(({ kind, orders: count, breaches }) =>
        t('perpetrator-orders', { kind: t(`order-kind-${kind}`), count, breaches }),
      ),
    },
  }
}

/** Two records of one woman are one victim. */
async function countVictims({ deps }: Any, cases: readonly CaseRow[]): Promise<number> {
  const people = await Promise.all(cases.map(each => findStandingPerson(deps.db.read, each.victim_id)))
  return new Set(people.map(row => row?.id)).size
}

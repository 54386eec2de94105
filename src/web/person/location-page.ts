import { wishesModel } from '../case/wishes-model.ts'
import { permissions, permits } from '../../domain/access/roles.ts'
import { detailReachOf } from '../../domain/access/detail-reach.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listLocationReaders, listNameableAccounts } from '../../storage/location-reader-store.ts'
import { listAddresses, openAddress } from '../../storage/person-detail-store.ts'
import { findStandingPerson, listRecords } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'
import { addressModel } from './address-model.ts'

type Any = Context<unknown, unknown>

/** Tier 4: where the two of a case live, the last known first. Only for those who are named for the case. */
export async function locationPage(context: Any, one: CaseRow): Promise<Reply> {
  const { t } = context
  return {
    kind: 'page',
    view: 'person/location',
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('location-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      back: `/cases/${one.id}`,
      sides: [
        { title: t('person-victim'), addresses: await addressModels(context, one, one.victim_id) },
        { title: t('person-perpetrator'), addresses: await addressModels(context, one, one.perpetrator_id) },
      ],
    },
  }
}

async function addressModels(context: Any, one: CaseRow, personId: string) {
  const { deps, actor, now } = context
  const standing = await findStandingPerson(deps.db.read, personId)
  const records = standing ? await listRecords(deps.db.read, standing.id) : []
  const ids = records.map(record => record.id)
  const all = await listCasesOfPeople(deps.db.read, ids, toStamp(now))
  const reach = detailReachOf(actor, 'location.view', { reached: [one], all })
  const rows = await listAddresses(deps.db.read, reach, ids)
  return Promise.all(
    rows.map(async (row, at) => {
      const owner = records.find(record => record.id === row.person_id)
      if (!owner) throw new Error('an address of a person that was not asked for')
      const address = await openAddress(deps.db, owner, row)
      return addressModel(context, address, { addedAt: row.added_at, current: at === 0 })
    }),
  )
}

/** Who may see where she is: named and unnamed one by one by the head of the unit. */
export async function readersPage(context: Any, one: CaseRow): Promise<Reply> {
  const { deps, t, locale } = context
  const named = await listLocationReaders(deps.db.read, one.id)
  const accounts = await listNameableAccounts(deps.db.read, one.district, permissions['location.view'])
  const nameOf = (id: string) => accounts.find(account => account.id === id)?.display_name ?? t('location-left')
  return {
    kind: 'page',
    view: 'person/location-readers',
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('location-readers-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      back: `/cases/${one.id}`,
      action: `/cases/${one.id}/location-readers`,
      named: named.map(row => ({
        name: nameOf(row.account_id),
        at: formatDateTime(row.named_at, locale),
        remove: `/cases/${one.id}/location-readers/${row.account_id}/remove`,
      })),
      accounts: accounts
        .filter(account => named.every(row => row.account_id !== account.id))
        .map(account => ({ id: account.id, name: `${account.display_name}, ${t(`role-${account.role}`)}` })),
    },
  }
}

/** For whoever reaches the case and is not named: how to ask, and nothing of the place. */
export async function locationRefused(context: Any, one: CaseRow): Promise<Reply> {
  const { actor, t } = context
  const naming = permits(actor.role, 'location_reader.name') ? `/cases/${one.id}/location-readers` : ''
  return {
    kind: 'page',
    view: 'person/location-refused',
    status: 403,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('location-refused-title'),
      ...(await wishesModel(context, one)),
      back: `/cases/${one.id}`,
      naming,
    },
  }
}

import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { providerScopeOf } from '../../domain/access/decide-client.ts'
import { listAges, type BedCount } from '../../domain/referral/bed.ts'
import { findTermFaults } from '../../domain/referral/provider.ts'
import { readBeds, type Beds } from '../../storage/bed-store.ts'
import { listProviders, termsOf, type Provider } from '../../storage/provider-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { nameIn, sayPeople } from './names.ts'

type Any = Context<unknown, unknown>

/** The places of the region as they are at this moment, without an address. */
export async function bedBoardPage(context: Any): Promise<Reply> {
  const { deps, actor, t } = context
  const all = await listProviders(deps.db.read, providerScopeOf(actor, 'bed.view'))
  const housing = all.filter(one => one.places_adult + one.places_child > 0)
  const beds = await readBeds(deps.db.read, housing)
  return {
    kind: 'page',
    view: 'referral/beds',
    read: { region: actor.region, subject: `beds:${actor.region}` },
    model: {
      title: t('bed-title'),
      rows: housing.map(one => rowModel(context, one, beds.get(one.id))),
    },
  }
}

function rowModel({ deps, now, locale, t }: Any, provider: Provider, beds: Beds | undefined) {
  const [fault] = findTermFaults(termsOf(provider), localDate(now))
  const cell = (count: BedCount | undefined) => ({
    capacity: String(count?.capacity ?? 0),
    occupied: String(count?.occupied ?? 0),
    reserved: String(count?.reserved ?? 0),
    free: String(count?.free ?? 0),
  })
  const { crisis_centre: rules } = procedureOf({ ...deps, now })
  const ages = beds ? listAges(beds.present).filter(each => each.count > 0) : []
  return {
    name: nameIn(locale, provider),
    contact: [provider.hours, provider.contact].filter(part => part !== '').join(' · '),
    accepts: provider.accepts.map(code => t(`profile-${code}`)).join(', '),
    childAge:
      provider.child_age_to === null ? t('bed-no-children') : t('bed-children-to', { age: provider.child_age_to }),
    stopped: fault ? sayFault(fault, t).text : '',
    adult: cell(beds?.board.adult),
    child: cell(beds?.board.child),
    ages: ages.map(each => sayPeople(each.group, each.count, rules.ages, t)).join(', '),
    waiting: String(beds?.waiting ?? 0),
  }
}

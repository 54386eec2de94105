import { providerScopeOf } from '../../domain/access/decide-client.ts'
import { countNeededPosts, medianOf } from '../../domain/referral/load.ts'
import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { formatDate } from '../../i18n/formats.ts'
import { readBeds, type Beds } from '../../storage/bed-store.ts'
import { countAnswers, countByWorker, listFirstContacts } from '../../storage/load-store.ts'
import { listProviders, listWorkers, type Provider } from '../../storage/provider-store.ts'
import { listStaysOf } from '../../storage/stay-store.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'
import { nameIn } from '../referral/names.ts'

type Any = Context<unknown, unknown>

/** How much each organisation carries: files by worker, posts, waiting, refusals and why, time to the first contact. */
export async function loadPage(context: Any): Promise<Reply> {
  const { deps, actor, t } = context
  const providers = await listProviders(deps.db.read, providerScopeOf(actor, 'load.view'))
  const beds = await readBeds(deps.db.read, providers)
  return {
    kind: 'page',
    view: 'client/load',
    read: { region: actor.region, subject: `load:${actor.organisation}` },
    model: {
      title: t('load-title'),
      rows: await Promise.all(providers.map(one => providerLoad(context, one, beds.get(one.id)))),
    },
  }
}

async function providerLoad(context: Any, provider: Provider, beds: Beds | undefined) {
  const { deps, now, locale, t } = context
  const today = Temporal.PlainDate.from(localDate(now))
  const since = today.subtract({ years: 1 }).toString()
  const workers = await workerLoads(context, provider)
  const answers = await countAnswers(deps.db.read, provider.id, since)
  const year = answers.reduce((sum, row) => sum + row.count, 0)
  const openClients = workers.reduce((sum, row) => sum + row.count, 0)
  const load = { openClients, referralsLastYear: year, posts: provider.posts }
  const terms = { clientsPerPost: provider.clients_per_post, referralsPerPostYear: provider.referrals_per_post }
  const need = countNeededPosts(load, terms)
  return {
    name: nameIn(locale, provider),
    workers,
    posts: t('load-posts', { posts: provider.posts, needed: need.needed, missing: need.missing }),
    short: need.missing > 0,
    waiting: t('load-waiting', { count: beds?.waiting ?? 0 }),
    year: t('load-year', { count: year }),
    refusals: answers.filter(row => row.state === 'refused').map(row => refusalLine(context, row)),
    contact: await contactLine(context, provider.id, since),
    ending: await endingLines(context, provider),
  }
}

async function workerLoads({ deps, t }: Any, provider: Provider) {
  const rows = await countByWorker(deps.db.read, provider.id)
  const workers = await listWorkers(deps.db.read, provider.id)
  const nameOf = (id: string | null) => {
    return workers.find(one => one.id === id)?.display_name ?? t(id === null ? 'client-no-worker' : 'load-left')
  }
  const idle = workers.filter(one => rows.every(row => row.worker_id !== one.id))
  return [
    ...rows.map(row => ({ name: nameOf(row.worker_id), count: row.count })),
    ...idle.map(one => ({ name: one.display_name, count: 0 })),
  ]
}

function refusalLine(
  { deps, now, locale }: Any,
  row: { readonly refusal_reason: string | null; readonly count: number },
) {
  const reasons = procedureOf({ ...deps, now }).crisis_centre.refusal_reasons
  return { reason: reasons.find(each => each.code === row.refusal_reason)?.text[locale] ?? '', count: row.count }
}

/** The middle of the hours from opening a file to the first contact, and how many waited too long. */
async function contactLine({ deps, now, t }: Any, id: string, since: string): Promise<string> {
  const rows = await listFirstContacts(deps.db.read, id, since)
  const hours = rows.flatMap(({ opened_at, first_contact_at }) => {
    if (first_contact_at === null) return []
    const from = Temporal.Instant.from(opened_at)
    return [Math.max(0, from.until(Temporal.Instant.from(first_contact_at)).total('hours'))]
  })
  const at = toStamp(now)
  const late = rows.filter(row => (row.first_contact_at ?? at) > row.first_contact_by).length
  const median = medianOf(hours)
  return median === null
    ? t('load-no-contact', { late })
    : t('load-contact', { hours: Math.round(median * 10) / 10, late })
}

async function endingLines({ deps, now, locale, t }: Any, provider: Provider): Promise<string[]> {
  const today = localDate(now)
  const stays = await listStaysOf(deps.db.read, provider.id, 'present')
  const ending = stays.filter(stay => stay.warn_on !== null && stay.warn_on <= today)
  return ending.map(stay => t('load-ending', { until: formatDate(stay.ends_on ?? today, locale) }))
}

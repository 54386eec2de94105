import { decideShelter } from '../../domain/access/decide-client.ts'
import { reachShelter } from '../../commands/provider/change-shelter.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import {
  findProvider,
  listShelterCandidates,
  listShelterReaders,
  openLocation,
  type Provider,
} from '../../storage/provider-store.ts'
import { formPage, refusalOf, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { nameIn } from '../referral/names.ts'

type Any = Context<unknown, unknown>

/** Tier 4: where a shelter stands. Each view is a tap of its own, and is logged. */
export async function locationPage(context: Any, id: string): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const provider = await findProvider(deps.db.read, id)
  if (!provider) return { kind: 'not_found' }
  const readers = (await listShelterReaders(deps.db.read, id)).map(row => row.account_id)
  const decision = decideShelter(actor, { organisation: id, region: provider.region }, readers)
  if (decision !== 'allowed') return { kind: decision === 'refused' ? 'refused' : 'not_found' }
  return {
    kind: 'page',
    view: 'provider/location',
    read: { region: provider.region, subject: `organisation:${id}` },
    model: {
      title: t('shelter-location-title', { name: nameIn(locale, provider) }),
      back: '/providers',
      location: await openLocation(deps.db, id),
    },
  }
}

/** The supervisor writes down where the shelter stands and names who may see it; the place itself is not shown here. */
export async function shelterPage(context: Any, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const reached = await reachShelter(deps.db.read, actor)
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  const provider = reached.value
  const sketch = {
    form: 'location',
    action: '/shelter/location',
    title: t('shelter-location-form'),
    submit: t('provider-save'),
    fields: [{ name: 'location', label: t('shelter-location'), type: 'area' } as const],
  }
  return formPage(context, typed, {
    view: 'provider/shelter',
    at: '/shelter',
    read: { region: provider.region, subject: `organisation:${provider.id}` },
    model: {
      title: t('shelter-title'),
      state: t(provider.hasLocation ? 'shelter-recorded' : 'shelter-not-recorded'),
      ...(await readersModel(context, provider)),
    },
    forms: [sketch],
  })
}

async function readersModel({ deps, locale, t }: Any, provider: Provider) {
  const named = await listShelterReaders(deps.db.read, provider.id)
  const candidates = await listShelterCandidates(deps.db.read, provider)
  const nameOf = (id: string) => candidates.find(one => one.id === id)?.display_name ?? t('location-left')
  return {
    named: named.map(row => ({
      name: nameOf(row.account_id),
      at: formatDateTime(row.named_at, locale),
      remove: `/shelter/readers/${row.account_id}/remove`,
    })),
    candidates: candidates
      .filter(one => named.every(row => row.account_id !== one.id))
      .map(one => ({ id: one.id, name: `${one.display_name}, ${t(`role-${one.role}`)}` })),
  }
}

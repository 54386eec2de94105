import { tierFor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { findMissingPlaces } from '../../domain/referral/bed.ts'
import { placesFor } from '../../domain/referral/party.ts'
import { findProfileFaults, findTermFaults, helperKinds, type HelperKind } from '../../domain/referral/provider.ts'
import { buildContent, contentMark, needOf, partyChoices } from '../../commands/referral/build-content.ts'
import { countingOf } from '../../commands/referral/centre-rules.ts'
import { readSharing } from '../../commands/referral/sharing.ts'
import { sharingGrounds } from '../../commands/referral/make-referral.ts'
import { readBeds, type Beds } from '../../storage/bed-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listProviders, termsOf, type Provider } from '../../storage/provider-store.ts'
import type { ReferralContent } from '../../storage/referral-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { sayFault } from '../http/faults.ts'
import { formModel, summaryOf, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { contentLines } from './content-model.ts'
import { nameIn } from './names.ts'

type Any = Context<unknown, unknown>
export type Asked = { readonly kind: string; readonly to: string; readonly follows: string }

/**
 * The second of two taps: the organisation that fits best is chosen, what would be shared stands above the button, and
 * only that is sent.
 */
export async function makeReferralPage(context: Any, one: CaseRow, asked: Asked, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const kind = helperKinds.find(each => each === asked.kind) ?? 'crisis_centre'
  const content = await buildContent(deps.db, one)
  const choices = await listChoices(context, content, kind)
  const chosen = choices.find(each => each.provider.id === asked.to) ?? choices.find(each => each.fits) ?? null
  const to = chosen?.provider.id ?? ''
  return {
    kind: 'page',
    view: 'referral/make',
    status: typed ? 422 : 200,
    at: `/cases/${one.id}/referral`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('referral-make-title', { number: one.number }),
      back: `/cases/${one.id}`,
      faults: summaryOf(typed, t),
      category: one.category,
      categoryText: t(`category-${one.category}`),
      kinds: helperKinds.map(each => {
        const href = `/cases/${one.id}/referral?kind=${each}&follows=${asked.follows}`
        return { text: t(`organisation-kind-${each}`), href, current: each === kind }
      }),
      choices: choices.map(each => choiceModel(context, one, each, { kind, asked, to })),
      to: chosen ? nameIn(context.locale, chosen.provider) : '',
      lines: contentLines(content, tierFor(actor, 'referral.make', one) ?? 0, context),
      forms: chosen
        ? [formModel(await sketchOf(context, one, kind, { content, to, asked }), typed ?? open(kind), t)]
        : [],
    },
  }
}

/** The form stands open from the start: sending is the second tap. */
function open(kind: HelperKind): Typed {
  return { form: `referral-${kind}`, fields: {}, faults: [] }
}

type Choice = {
  readonly provider: Provider
  readonly beds: Beds | undefined
  readonly faults: readonly { code: string }[]
  readonly full: boolean
  readonly fits: boolean
}

/** Free and fitting organisations first. */
async function listChoices(context: Any, content: ReferralContent, kind: HelperKind): Promise<Choice[]> {
  const { deps, actor, now } = context
  const all = await listProviders(deps.db.read, { organisation: null, regions: [actor.region] })
  const providers = all.filter(one => one.kind === kind)
  const beds = await readBeds(deps.db.read, providers)
  const need = needOf(content, 'with_children', countingOf({ ...deps, now }))
  const choices = providers.map(provider => {
    const terms = termsOf(provider)
    const faults = [...findTermFaults(terms, localDate(now)), ...findProfileFaults(terms, need)]
    const own = beds.get(provider.id)
    const full = own !== undefined && findMissingPlaces(own.board, placesFor(need.party)).length > 0
    return { provider, beds: own, faults, full, fits: faults.length === 0 }
  })
  const own = (one: Choice) => Number(one.provider.district === actor.district)
  const rank = (one: Choice) => (one.fits ? 4 : 0) + (one.full ? 0 : 2) + own(one)
  return choices.toSorted((one, other) => rank(other) - rank(one))
}

type Around = { readonly kind: HelperKind; readonly asked: Asked; readonly to: string }

function choiceModel({ locale, t }: Any, one: CaseRow, choice: Choice, { kind, asked, to }: Around) {
  const { provider, beds } = choice
  const places = provider.places_adult + provider.places_child > 0
  const free = { adult: beds?.board.adult.free ?? 0, child: beds?.board.child.free ?? 0 }
  return {
    name: nameIn(locale, provider),
    href: `/cases/${one.id}/referral?kind=${kind}&to=${provider.id}&follows=${asked.follows}`,
    chosen: provider.id === to,
    fits: choice.fits,
    places: places ? t('referral-free-places', free) : t('referral-without-places'),
    why: choice.faults.map(fault => sayFault(fault, t).text),
    contact: [provider.hours, provider.contact].filter(part => part !== '').join(' · '),
  }
}

type Sending = { readonly content: ReferralContent; readonly to: string; readonly asked: Asked }

async function sketchOf(
  context: Any,
  one: CaseRow,
  kind: HelperKind,
  { content, to, asked }: Sending,
): Promise<FormSketch> {
  const { deps, actor, now, t } = context
  const { ground, said } = await readSharing(deps.db.read, one.id, kind, now)
  const asks = permits(actor.role, 'consent.record') || ground === 'consent'
  const grounds = sharingGrounds.filter(each => (each === 'override' ? ground === 'override' : asks))
  const refused = ground === null && (said === 'refused' || said === 'withdrawn')
  const askedAnew = refused ? [{ value: '', text: t('referral-ground-choose') }] : []
  const hidden = (name: string, value: string) => ({ name, label: '', type: 'hidden', value }) as const
  return {
    form: `referral-${kind}`,
    action: `/cases/${one.id}/referrals`,
    title: t('referral-form-title'),
    submit: t(ground === null ? 'referral-send-consented' : 'referral-send'),
    primary: true,
    fields: [
      hidden('to', to),
      hidden('kind', kind),
      hidden('shown', contentMark(deps.db, content, to)),
      hidden('follows', asked.follows),
      {
        name: 'ground',
        label: t('referral-ground'),
        type: 'choice',
        options: [...askedAnew, ...grounds.map(value => ({ value, text: t(`referral-ground-${value}`) }))],
        value: ground ?? (refused ? '' : 'consent'),
      },
      {
        name: 'places',
        label: t('referral-places'),
        type: 'choice',
        options: partyChoices.map(value => ({ value, text: t(`referral-places-${value}`) })),
        value: content.children.length > 0 ? 'with_children' : 'alone',
      },
      { name: 'need', label: t('referral-need'), type: 'area' },
    ],
  }
}

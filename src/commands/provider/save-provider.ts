import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import {
  checkTerms,
  helperKinds,
  ownerTypes,
  profileCodes,
  type ProfileCode,
  type TypedTerms,
} from '../../domain/referral/provider.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import { findProvider, insertProvider, updateProvider } from '../../storage/provider-store.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'

export type TypedProvider = TypedTerms & {
  readonly id: string
  readonly ownerType: string
  readonly accepts: readonly string[]
  readonly hours: string
  readonly contact: string
  readonly posts: string
  readonly clientsPerPost: string
  readonly referralsPerPost: string
}

const longestText = 300

/** What an organisation offers and until when it may work; the first saving makes it one that can be referred to. */
export async function saveProvider(
  deps: CommandDeps,
  actor: Actor,
  { id, accepts, ...typed }: TypedProvider,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'provider.manage')) return refused()
  const organisation = await findOrganisation(deps.db.read, id)
  const helps = helperKinds.some(kind => kind === organisation?.kind)
  if (!organisation || !helps || (actor.role === 'akimat' && actor.region !== organisation.region)) return notFound()
  const texts = checkTexts({ hours: typed.hours, contact: typed.contact, number: typed.licenceNumber }, longestText)
  const codes = profileCodes.filter(code => accepts.includes(code))
  const faults = [...(texts.ok ? [] : texts.faults), ...checkTerms(typed), ...checkLoad(typed, codes)]
  if (!texts.ok || faults.length > 0) return fail(...faults)
  const { hours, contact, number } = texts.value
  const values = { ...valuesOf(typed, codes), licence_number: number, hours, contact }
  const { region, district } = organisation
  const known = await findProvider(deps.db.read, id)
  const key_id = known ? '' : await deps.db.keys.create('provider')
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const open = { closed_on: null, close_reason: null, sealed_location: null }
    if (await findProvider(tx, id)) await updateProvider(tx, id, values)
    else await insertProvider(tx, { id, region, district, key_id, ...values, ...open })
    const entry = { action: 'provider.saved', subject: `organisation:${id}` }
    return { value: succeed({ id }), entries: [entry] }
  })
}

function checkLoad(typed: Omit<TypedProvider, 'id' | 'accepts'>, accepts: readonly ProfileCode[]): Fault[] {
  const faults: Fault[] = []
  const whole = { clients_per_post: typed.clientsPerPost, referrals_per_post: typed.referralsPerPost }
  for (const [at, text] of Object.entries(whole)) {
    if (!/^[1-9]\d{0,3}$/.test(text)) faults.push({ code: 'not_a_number', at })
  }
  if (!/^\d{1,4}$/.test(typed.posts)) faults.push({ code: 'not_a_number', at: 'posts' })
  if (!ownerTypes.some(each => each === typed.ownerType)) faults.push({ code: 'required', at: 'owner_type' })
  if (accepts.length === 0) faults.push({ code: 'profile_missing', at: 'accepts' })
  return faults
}

function valuesOf(typed: Omit<TypedProvider, 'id' | 'accepts'>, accepts: readonly ProfileCode[]) {
  const whole = (text: string) => (text === '' ? 0 : Number(text))
  const day = (text: string) => (text === '' ? null : text)
  return {
    owner_type: typed.ownerType,
    licence_from: day(typed.licenceFrom),
    licence_to: day(typed.licenceTo),
    accepts: JSON.stringify(accepts),
    child_age_to: typed.childAgeTo === '' ? null : whole(typed.childAgeTo),
    places_adult: whole(typed.placesAdult),
    places_child: whole(typed.placesChild),
    posts: whole(typed.posts),
    clients_per_post: whole(typed.clientsPerPost),
    referrals_per_post: whole(typed.referralsPerPost),
  }
}

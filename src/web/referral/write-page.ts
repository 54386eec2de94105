import { partyChoices } from '../../commands/referral/build-content.ts'
import { channelOptions } from '../safe-contact/channel.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import { listOrganisations } from '../../storage/organisation-store.ts'
import { listProviders } from '../../storage/provider-store.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { nameIn } from './names.ts'

type Any = Context<unknown, unknown>
const all = { limit: 1000, offset: 0 }

/** A partner agency writes a referral in; a centre tells the police with her consent. What is typed is all that is sent. */
export async function writeReferralPage(context: Any, typed: Typed | null): Promise<Reply> {
  const { actor, t } = context
  return formPage(context, typed, {
    view: 'referral/write',
    at: '/referrals/new',
    read: { region: actor.region, subject: `organisation:${actor.organisation}` },
    model: {
      title: t('referral-write-title'),
    },
    forms: [{ ...(await sketchOf(context)), open: true }],
  })
}

async function sketchOf(context: Any): Promise<FormSketch> {
  const { t } = context
  const choice = (name: string, label: string, options: readonly { value: string; text: string }[]) =>
    ({ name, label, type: 'choice', options }) as const
  const text = (name: string, label: string) => ({ name, label, type: 'text' }) as const
  const none = { value: '', text: '–' }
  return {
    form: 'write',
    action: '/referrals',
    title: t('referral-write-form'),
    submit: t('referral-send'),
    primary: true,
    fields: [
      choice('to', t('referral-to'), await listTargets(context)),
      text('surname', t('referral-surname')),
      text('given_name', t('referral-given-name')),
      text('patronymic', t('referral-patronymic')),
      { name: 'born_on', label: t('referral-field-born'), type: 'date' },
      choice('sex', t('referral-field-sex'), [
        none,
        ...(['female', 'male'] as const).map(value => ({ value, text: t(`sex-${value}`) })),
      ]),
      text('phone', t('referral-field-phone')),
      choice('channel', t('referral-channel'), [none, ...channelOptions(t)]),
      text('hours', t('referral-hours')),
      text('who_hears', t('referral-who-hears')),
      { name: 'wishes', label: t('referral-field-wishes'), type: 'area' },
      { name: 'fears', label: t('referral-field-fears'), type: 'area' },
      { name: 'children', label: t('referral-children-lines'), type: 'area' },
      choice(
        'places',
        t('referral-places'),
        partyChoices.map(value => ({ value, text: t(`referral-places-${value}`) })),
      ),
      choice(
        'urgency',
        t('referral-urgency'),
        categories.map(value => ({ value, text: t(`category-${value}`) })),
      ),
      { name: 'need', label: t('referral-need'), type: 'area' },
      {
        name: 'consented',
        label: t('referral-consented'),
        type: 'ticks',
        options: [{ value: 'yes', text: t('referral-consented-yes') }],
      },
    ],
  }
}

async function listTargets({ deps, actor, locale, t }: Any) {
  const providers = await listProviders(deps.db.read, { organisation: null, regions: [actor.region] })
  const own = providers.filter(one => one.id !== actor.organisation && one.closed_on === null)
  const police = (await listOrganisations(deps.db.read, all)).filter(one => {
    return one.kind === 'police' && one.district !== null && one.region === actor.region && actor.role !== 'member'
  })
  return [
    ...own.map(one => ({ value: one.id, text: nameIn(locale, one) })),
    ...police.map(one => ({ value: one.id, text: t('referral-to-police', { name: nameIn(locale, one) }) })),
  ]
}

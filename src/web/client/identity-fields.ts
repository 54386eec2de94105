import { channelOptions } from '../safe-contact/channel.ts'
import type { ClientIdentity } from '../../storage/client-store.ts'
import type { FormField } from '../http/form.ts'
import type { Translate } from '../../i18n/translator.ts'

const none = { value: '', text: '–' }

/** The fields by which she is known and reached. */
export function identityFields(known: Partial<ClientIdentity>, t: Translate): FormField[] {
  const text = (name: keyof ClientIdentity, label: string): FormField => {
    return { name, label, type: 'text', value: known[name] ?? '' }
  }
  const sexes = (['female', 'male'] as const).map(value => ({ value, text: t(`sex-${value}`) }))
  const channels = channelOptions(t)
  return [
    text('surname', t('referral-surname')),
    text('given_name', t('referral-given-name')),
    text('patronymic', t('referral-patronymic')),
    { name: 'born_on', label: t('referral-field-born'), type: 'date', value: known.born_on ?? '' },
    { name: 'sex', label: t('referral-field-sex'), type: 'choice', options: [none, ...sexes], value: known.sex ?? '' },
    text('phone', t('referral-field-phone')),
    {
      name: 'channel',
      label: t('referral-channel'),
      type: 'choice',
      options: [none, ...channels],
      value: known.channel ?? '',
    },
    text('hours', t('referral-hours')),
    text('who_hears', t('referral-who-hears')),
  ]
}

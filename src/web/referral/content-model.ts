import type { Tier } from '../../domain/access/roles.ts'
import { formatDate } from '../../i18n/formats.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'
import type { ReferralContent } from '../../storage/referral-store.ts'
import { sayChannel } from '../safe-contact/channel.ts'

export type ContentLine = { readonly name: string; readonly value: string }

type Field = readonly [key: string, tier: Tier, read: (content: ReferralContent) => string]

/** Every field that is shared, with its tier; the phone behind the rule by which it may be used. */
function fieldsOf(locale: Locale, t: Translate): readonly Field[] {
  const date = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text, locale) : text)
  return [
    ['name', 2, one => [one.surname, one.given_name, one.patronymic].filter(part => part !== '').join(' ')],
    ['born', 2, one => date(one.born_on)],
    ['sex', 2, one => (one.sex === '' ? '' : t(`sex-${one.sex}`))],
    ['language', 2, one => one.language],
    ['disability', 2, one => one.disability],
    ['children', 2, one => one.children.map(child => `${child.name} ${date(child.born_on)}`.trim()).join('; ')],
    [
      'rule',
      2,
      one =>
        [one.channel && sayChannel(one.channel, t), one.hours, one.who_hears].filter(part => part !== '').join(' · '),
    ],
    ['phone', 3, one => one.phone],
    ['wishes', 3, one => one.wishes],
    ['fears', 3, one => one.fears],
    ['need', 3, one => one.need],
  ]
}

/** What is shared, up to the reader's tier; what lies above is said to be sent, and not shown. */
export function contentLines(
  content: ReferralContent,
  tier: Tier,
  { locale, t }: { readonly locale: Locale; readonly t: Translate },
): ContentLine[] {
  return fieldsOf(locale, t)
    .map(([key, least, read]) => ({ key, shown: tier >= least, value: read(content) }))
    .filter(({ value }) => value !== '')
    .map(({ key, shown, value }) => ({
      name: t(`referral-field-${key}`),
      value: shown ? value : t('referral-sent-unseen'),
    }))
}

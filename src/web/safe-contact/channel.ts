import { contactChannels } from '../../domain/questionnaire/answer-value.ts'
import type { Translate } from '../../i18n/translator.ts'

/** In words; that no way was agreed is never left out, or somebody would ring. */
export function sayChannel(channel: string, t: Translate): string {
  return channel === '' ? t('channel-not-agreed') : t(`channel-${channel.replaceAll('_', '-')}`)
}

/** Every way there is, as a form offers them. */
export function channelOptions(t: Translate) {
  return contactChannels.map(value => ({ value, text: sayChannel(value, t) }))
}

import type { SigningOffice } from '../../domain/conference/minutes.ts'
import type { Capacity } from '../../domain/conference/presiding.ts'
import type { Translate } from '../../i18n/translator.ts'

/** Who presided, and in which capacity where that is recorded. */
export function withCapacity(name: string, capacity: Capacity | undefined, t: Translate): string {
  return name === '' || capacity === undefined ? name : `${name}, ${t(`presiding-${capacity}`)}`
}

/** In which office minutes were signed. */
export function sayOffice(signed: { office: SigningOffice; capacity: Capacity | null }, t: Translate): string {
  const { office, capacity } = signed
  if (capacity === null) return t(`office-${office}`)
  const own = t(`office-${capacity.startsWith('vice') ? 'vice_chair' : 'chair'}`)
  return capacity.endsWith('deputy') ? `${own} (${t('paper-deputy')})` : own
}

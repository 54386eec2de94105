import type { Fault } from '../../domain/fault.ts'
import type { Translate } from '../../i18n/translator.ts'

export type SaidFault = { readonly at: string; readonly text: string }

/** A fault as a sentence that says what to do. */
export function sayFault(fault: Fault, t: Translate): SaidFault {
  return { at: fault.at ?? '', text: t(`fault-${fault.code.replaceAll('_', '-')}`, { ...fault.details }) }
}

import type { Fault, Outcome } from '../../domain/fault.ts'
import { fail, succeed } from '../../domain/fault.ts'
import { checkText } from '../../domain/questionnaire/check-text.ts'

/** The fields cleaned, or all their faults; `at` is the field's name. */
export function checkTexts<T extends Readonly<Record<string, string>>>(fields: T, longest: number): Outcome<T> {
  const faults: Fault[] = []
  const cleaned = Object.entries(fields).map(([name, text]) => {
    const checked = checkText(text, name, longest)
    if (!checked.ok) faults.push(...checked.faults)
    return [name, checked.ok ? checked.value : '']
  })
  return faults.length > 0 ? fail(...faults) : succeed(Object.fromEntries(cleaned) as T)
}

import type { z } from 'zod'
import type { Fault } from '../../domain/fault.ts'

type Issue = z.core.$ZodIssue

const codes: Partial<Record<Issue['code'], string>> = {
  too_small: 'too_short',
  too_big: 'too_long',
  invalid_value: 'unknown_option',
  invalid_union: 'unknown_option',
  invalid_type: 'wrong_shape',
  invalid_format: 'wrong_shape',
}

/** What is wrong with the fields of a form, field by field. */
export function faultsOfBody(issues: readonly Issue[], fields: Readonly<Record<string, unknown>>): Fault[] {
  return issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map(at => ({ code: 'unknown_field', at }))
    const at = issue.path.join('.')
    const absent = issue.path.length === 1 && !(at in fields)
    const blank = issue.code === 'too_small' && issue.minimum === 1
    const code = absent || blank ? 'required' : (codes[issue.code] ?? 'wrong_field')
    return [{ code, at, details: limitOf(issue) }]
  })
}

/** The limit that the message prints. */
function limitOf(issue: Issue): Fault['details'] {
  if (issue.code === 'too_small') return { at_least: Number(issue.minimum) }
  return issue.code === 'too_big' ? { at_most: Number(issue.maximum) } : undefined
}

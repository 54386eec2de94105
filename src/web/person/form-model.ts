import type { Fault } from '../../domain/fault.ts'
import type { Context } from '../http/route.ts'
import { sayFault } from '../http/faults.ts'

type Any = Context<unknown, unknown>

/** What a refused form held, and what is wrong with it. */
export type TypedForm = {
  readonly form: string
  readonly fields: Readonly<Record<string, string>>
  readonly faults: readonly Fault[]
}

export type FieldOf = {
  readonly name: string
  readonly type: 'text' | 'date' | 'area' | 'choice'
  readonly options?: readonly { readonly value: string; readonly text: string }[]
  readonly value?: string
}

/** One form of a person's card: each field with its label, the typed text and its fault. */
export function formModel(
  { t }: Any,
  form: string,
  action: string,
  fields: readonly FieldOf[],
  typed: TypedForm | null,
) {
  const own = typed?.form === form ? typed : null
  const said = (own?.faults ?? []).map(fault => sayFault(fault, t))
  return {
    form,
    action,
    title: t(`person-form-${form}`),
    open: own !== null,
    fields: fields.map(({ name, type, options = [], value = '' }) => {
      const given = own?.fields[name] ?? value
      return {
        name,
        type,
        id: `${form}-${name}`,
        label: t(`person-field-${name}`),
        value: given,
        options: options.map(one => ({ ...one, chosen: one.value === given })),
        fault: said.find(fault => fault.at === name)?.text ?? '',
      }
    }),
  }
}

export function summaryOf({ t }: Any, typed: TypedForm | null) {
  return (typed?.faults ?? []).map(fault => {
    const said = sayFault(fault, t)
    return { text: said.text, at: [typed?.form, said.at].filter(Boolean).join('-') }
  })
}

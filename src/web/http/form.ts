import type { Fault } from '../../domain/fault.ts'
import type { Translate } from '../../i18n/translator.ts'
import { sayFault } from './faults.ts'

/** What a refused form held, and what is wrong with it. */
export type Typed = {
  readonly form: string
  readonly fields: Readonly<Record<string, string>>
  readonly faults: readonly Fault[]
}

type Option = { readonly value: string; readonly text: string }

export type FormField = {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'date' | 'datetime-local' | 'area' | 'choice' | 'ticks' | 'hidden'
  readonly options?: readonly Option[]
  /** Of ticks: the chosen values, joined by commas. */
  readonly value?: string
}

export type FormSketch = {
  readonly form: string
  readonly action: string
  readonly title: string
  readonly submit: string
  /** The one button that the page is for. */
  readonly primary?: boolean
  readonly fields: readonly FormField[]
}

/** One form that unfolds: each field with its label, the typed text and its fault; a refused one stands open. */
export function formModel(sketch: FormSketch, typed: Typed | null, t: Translate) {
  const own = typed?.form === sketch.form ? typed : null
  const said = (own?.faults ?? []).map(fault => sayFault(fault, t))
  return {
    ...sketch,
    open: own !== null,
    fields: sketch.fields.map(({ name, label, type, options = [], value = '' }) => {
      const given = own?.fields[name] ?? value
      const chosen = new Set(type === 'ticks' ? given.split(',') : [given])
      const shown = options.map(one => ({ ...one, chosen: chosen.has(one.value) }))
      const fault = said.find(one => one.at === name)?.text ?? ''
      return { name, label, type, id: `${sketch.form}-${name}`, value: given, options: shown, fault }
    }),
  }
}

/** The summary above the page, linked to the fields of the refused form. */
export function summaryOf(typed: Typed | null, t: Translate) {
  return (typed?.faults ?? []).map(fault => {
    const said = sayFault(fault, t)
    return { text: said.text, at: [typed?.form, said.at].filter(Boolean).join('-') }
  })
}

/** A refusal that belongs to no field of a form; null for faults to be shown beside the fields. */
export function refusalOf(faults: readonly Fault[]) {
  if (faults.some(fault => fault.code === 'refused')) return { kind: 'refused' } as const
  return faults.some(fault => fault.code === 'not_found') ? ({ kind: 'not_found' } as const) : null
}

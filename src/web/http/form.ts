import type { Fault } from '../../domain/fault.ts'
import type { Translate } from '../../i18n/translator.ts'
import { sayFault } from './faults.ts'
import type { Context, ReadOf, Reply } from './route.ts'

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
  /** Stands open from the start. */
  readonly open?: boolean
  readonly fields: readonly FormField[]
}

/** One form that unfolds: each field with its label, the typed text and its fault; a refused one stands open. */
function formModel(sketch: FormSketch, typed: Typed | null, t: Translate) {
  const own = typed?.form === sketch.form ? typed : null
  const said = (own?.faults ?? []).map(fault => sayFault(fault, t))
  return {
    ...sketch,
    open: own !== null || sketch.open === true,
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
function summaryOf(typed: Typed | null, t: Translate) {
  return (typed?.faults ?? []).map(fault => {
    const said = sayFault(fault, t)
    return { text: said.text, at: [typed?.form, said.at].filter(Boolean).join('-') }
  })
}

type FormPage = {
  readonly view: string
  readonly at: string
  readonly read?: ReadOf
  readonly model: object
  readonly forms: readonly FormSketch[]
}

/** A page with forms; one that was refused comes back with its faults in the summary on top. */
export function formPage({ t }: Context<unknown, unknown>, typed: Typed | null, page: FormPage): Reply {
  const { model, forms, ...rest } = page
  const shown = forms.map(sketch => formModel(sketch, typed, t))
  const status = typed ? 422 : 200
  return { kind: 'page', ...rest, status, model: { ...model, faults: summaryOf(typed, t), forms: shown } }
}

/** A refusal that belongs to no field of a form; null for faults to be shown beside the fields. */
export function refusalOf(faults: readonly Fault[]) {
  if (faults.some(fault => fault.code === 'refused')) return { kind: 'refused' } as const
  return faults.some(fault => fault.code === 'not_found') ? ({ kind: 'not_found' } as const) : null
}

import type { Fault } from '../../domain/fault.ts'
import type { Translate } from '../../i18n/translator.ts'
import { sayFault } from './faults.ts'
import type { Held } from './held.ts'
import type { Reply } from './route.ts'

type Page = Extract<Reply, { kind: 'page' }>

/** What was typed is there, not stored yet, and goes on its way with one tap. */
export function againPage(form: Held, t: Translate, status: number): Page {
  const fields = form.fields.map(([name, value]) => ({ name, value }))
  return { kind: 'page', view: 'errors/again', status, model: { title: t('again-title'), action: form.path, fields } }
}

/** Says what is wrong with which field and shows those fields again for correction; the others go along. */
export function correctionPage(form: Held, faults: readonly Fault[], t: Translate): Page {
  const known = new Set(form.fields.map(([name]) => name))
  const unwanted = new Set(faults.filter(fault => fault.code === 'unknown_field').map(fault => fault.at))
  const at = (fault: Fault) => (known.has(fault.at ?? '') ? (fault.at ?? '') : '')
  const wrong = new Set(faults.map(at))
  const fields = form.fields.filter(([name]) => !unwanted.has(name)).map(([name, value]) => ({ name, value }))
  const said = faults.map(fault => ({ ...sayFault(fault, t), name: fault.at ?? '' }))
  return {
    kind: 'page',
    view: 'errors/bad-input',
    status: 400,
    model: {
      title: t('error-bad-input'),
      action: form.path,
      faults: said.map(({ text, name }) => ({ text: name ? `${name}: ${text}` : text, at: name })),
      wrong: fields.filter(({ name }) => wrong.has(name)),
      right: fields.filter(({ name }) => !wrong.has(name)),
    },
  }
}

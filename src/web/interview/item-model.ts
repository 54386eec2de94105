import { contactChannels } from '../../domain/questionnaire/answer-value.ts'
import { answerSources, type BankItem } from '../../domain/questionnaire/bank.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import type { Translate } from '../../i18n/translator.ts'
import type { Draft } from './draft.ts'
import { readAnswer, type Fields } from './form.ts'

type Ask = {
  readonly item: BankItem
  readonly draft: Pick<Draft, 'answers' | 'prefilled'>
  /** The form as just sent, when it was refused: what was typed comes back. */
  readonly typed: Fields | null
  readonly shown: boolean
  readonly fault: string
  readonly say: (text: LocalisedText | undefined) => string
  readonly t: Translate
}

const yesNo = ['yes', 'no', 'unknown', 'refused'] as const
const open = ['unknown', 'refused'] as const

type Choice = { readonly value: string; readonly text: string; readonly checked: boolean }

function words(values: readonly string[], chosen: unknown, t: Translate): Choice[] {
  return values.map(value => ({ value, text: t(`answer-${value}`), checked: value === chosen }))
}

function optionsOf(options: readonly { code: string; text: LocalisedText }[], ask: Ask, chosen: readonly unknown[]) {
  return options.map(one => ({ value: one.code, text: ask.say(one.text), checked: chosen.includes(one.code) }))
}

const contactParts = ['phone', 'hours', 'who_hears'] as const
const personParts = ['surname', 'given_name', 'patronymic', 'born_on', 'iin'] as const
const sexes = ['female', 'male'] as const

/** One input of a composite question, with what stands in it. */
function inputs(ask: Ask, parts: readonly string[], value: Record<string, unknown>) {
  return parts.map(part => ({
    name: `${ask.item.code}.${part}`,
    text: ask.t(`field-${part.replaceAll('_', '-')}`),
    type: part === 'born_on' ? 'date' : part === 'phone' ? 'tel' : 'text',
    value: String(value[part] ?? ''),
  }))
}

function choicesOf(values: readonly string[], chosen: unknown, say: (code: string) => string): Choice[] {
  return values.map(value => ({ value, text: say(value.replaceAll('_', '-')), checked: value === chosen }))
}

/** Rows for this many children stand there before anything is saved. */
const roomForChildren = 3

function childRows(ask: Ask, item: Extract<BankItem, { type: 'children' }>, rows: readonly Record<string, unknown>[]) {
  const blank = Array.from({ length: Math.max(1, roomForChildren - rows.length) }, () => ({}))
  return [...rows, ...blank].map((row: Readonly<Record<string, unknown>>, place) => {
    const facts = (row['facts'] ?? {}) as Record<string, unknown>
    const name = `${item.code}.${place}`
    return {
      number: place + 1,
      name: { name: `${name}.name`, value: String(row['name'] ?? '') },
      born: { name: `${name}.born_on`, value: String(row['born_on'] ?? '') },
      facts: item.facts.map(fact => ({
        name: `${name}.${fact.code}`,
        text: ask.say(fact.text),
        choices: words(yesNo, facts[fact.code], ask.t),
      })),
    }
  })
}

/** He may be a stranger to her; she never is to herself. */
function unknownOf({ item, t }: Ask, value: Record<string, unknown>) {
  if (item.code !== 'perpetrator') return null
  return { name: `${item.code}.unknown`, text: t('perpetrator-unknown'), checked: value['unknown'] === true }
}

const empty = { flag: null, choices: [], ticks: [], inputs: [], rows: [], text: '', lines: 1, type: 'text' }

function partsOf(ask: Ask, value: unknown): typeof empty | object {
  const { item, t } = ask
  const group = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  switch (item.type) {
    case 'yes_no':
      return { kind: 'choice', choices: words(yesNo, value, t) }
    case 'choice':
      return { kind: 'choice', choices: [...optionsOf(item.options, ask, [value]), ...words(open, value, t)] }
    case 'tick_list': {
      const ticked = Array.isArray(group['ticked']) ? group['ticked'] : []
      const rest = choicesOf(['no', 'unknown', 'refused'], group['rest'], code => t(`rest-${code}`))
      return { kind: 'ticks', ticks: optionsOf(item.options, ask, ticked), choices: rest }
    }
    case 'safe_contact': {
      const choices = choicesOf(contactChannels, group['channel'], code => t(`channel-${code}`))
      return {
        kind: 'group',
        inputs: inputs(ask, contactParts, group),
        choices,
        legend: t('field-channel'),
        part: 'channel',
      }
    }
    case 'person': {
      const choices = choicesOf(sexes, group['sex'], code => t(`sex-${code}`))
      const flag = unknownOf(ask, group)
      const fields = inputs(ask, personParts, group)
      return { kind: 'group', inputs: fields, flag, choices, legend: t('field-sex'), part: 'sex' }
    }
    case 'children':
      return {
        kind: 'rows',
        rows: childRows(ask, item, Array.isArray(value) ? (value as Record<string, unknown>[]) : []),
      }
    case 'text':
      return { kind: 'text', text: String(value ?? ''), lines: item.lines }
    case 'number':
      return { kind: 'line', type: 'number', text: String(value ?? '') }
    case 'date_time':
      return { kind: 'line', type: 'datetime-local', text: String(value ?? '') }
  }
}

const withSource = new Set(['yes_no', 'choice', 'tick_list', 'number'])

/** What the template needs to ask one question, with the stored or just typed answer in it. */
export function itemModel(ask: Ask) {
  const { item, draft, typed, say, t } = ask
  const stored = draft.answers[item.code]
  const given = typed ? readAnswer(item, typed) : stored
  const source = given?.source ?? item.default_source ?? 'her_words'
  return {
    ...empty,
    legend: '',
    part: '',
    ...partsOf(ask, given?.value),
    code: item.code,
    question: say(item.text),
    help: say(item.help),
    note: say(item.legal_note),
    hidden: !ask.shown,
    prefilled: draft.prefilled.has(item.code) ? t('interview-prefilled') : '',
    fault: ask.fault,
    sources: withSource.has(item.type)
      ? answerSources.map(value => ({ value, text: t(`source-${value}`), checked: value === source }))
      : [],
  }
}

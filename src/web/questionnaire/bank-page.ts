import type { Bank, BankItem } from '../../domain/questionnaire/bank.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayCondition } from './say-condition.ts'

type Any = Context<unknown, unknown>

/** The whole interview of one version of the bank as the officer reads it, every branch open, nothing to fill in. */
export function bankPage(context: Any, version: string): Reply {
  const { deps, locale, t } = context
  const bank = deps.questionnaires.banks.find(each => each.definition.version === version)?.definition
  if (!bank) return { kind: 'not_found' }
  return {
    kind: 'page',
    view: 'questionnaire/bank',
    model: {
      title: t('questionnaires-preview', { version }),
      blocks: bank.blocks.map(block => ({
        title: block.title[locale],
        intro: block.intro?.[locale] ?? '',
        items: bank.items.filter(item => item.block === block.code).map(item => itemModel(context, bank, item)),
      })),
    },
  }
}

function itemModel({ locale, t }: Any, bank: Bank, item: BankItem) {
  const say = (text: LocalisedText | undefined) => text?.[locale] ?? ''
  return {
    code: item.code,
    question: say(item.text),
    help: say(item.help),
    note: say(item.legal_note),
    when: item.when ? t('questionnaires-asked-if', { what: sayCondition(item.when, { bank, locale, t }) }) : '',
    period: item.period ? t(`period-${item.period.replaceAll('_', '-')}`) : '',
    ...answersOf(item, say, t),
  }
}

const open = ['yes', 'no', 'unknown', 'refused'] as const

function answersOf(item: BankItem, say: (text: LocalisedText) => string, t: Any['t']) {
  const words = open.map(word => t(`answer-${word}`))
  switch (item.type) {
    case 'yes_no':
      return { answers: words, ticks: [], free: '' }
    case 'choice':
      return { answers: [...item.options.map(one => say(one.text)), ...words.slice(2)], ticks: [], free: '' }
    case 'tick_list':
      return { answers: [], ticks: item.options.map(one => say(one.text)), free: '' }
    case 'children':
      return { answers: [], ticks: item.facts.map(one => say(one.text)), free: t('questionnaires-free-children') }
    default:
      return { answers: [], ticks: [], free: t(`questionnaires-free-${item.type.replaceAll('_', '-')}`) }
  }
}

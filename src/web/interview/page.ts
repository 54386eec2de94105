import type { Fault } from '../../domain/fault.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import type { Locale } from '../../i18n/translator.ts'
import { formatTime } from '../../i18n/formats.ts'
import { sayChannel } from '../safe-contact/channel.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayFault, type SaidFault } from '../http/faults.ts'
import type { Draft } from './draft.ts'
import { itemModel } from './item-model.ts'

type Any = Context<unknown, unknown>

function sayIn(locale: Locale) {
  return (text: LocalisedText | undefined) => text?.[locale] ?? ''
}

/** Her safe contact and her wish stay on top of every page of the interview; the number itself stays masked. */
export function safetyModel(draft: Draft, context: Any) {
  const contact = draft.answers['safe_contact']?.value as Record<string, string> | undefined
  const wish = draft.answers['wishes']?.value
  const masked = (contact?.['phone'] ?? '').replaceAll(/\d(?=(?:\D*\d){2})/g, '•')
  const parts = [masked, contact?.['hours'] ?? '', contact?.['who_hears'] ?? ''].filter(part => part !== '')
  const channel = contact ? [sayChannel(contact['channel'] ?? '', context.t)] : []
  return { contact: [...channel, ...parts].join(' · '), wish: typeof wish === 'string' ? wish : '' }
}

function stripModel(draft: Draft, current: string, context: Any) {
  const say = sayIn(context.locale)
  const progress = draft.progress()
  const blocks = draft.bank.blocks.filter(block => progress.some(one => one.code === block.code))
  const steps = blocks.map((block, before) => {
    const state = progress.find(one => one.code === block.code)
    return {
      href: `/interviews/${draft.id}/${block.code}`,
      code: block.code,
      place: before + 1,
      title: say(block.title),
      state: state?.text ?? '',
      current: block.code === current,
    }
  })
  const last = {
    href: `/interviews/${draft.id}/judgement`,
    code: 'judgement',
    place: steps.length + 1,
    title: context.t('judgement-step'),
    state: '',
  }
  return [...steps, { ...last, current: current === 'judgement' }]
}

export function blockPage(context: Any, draft: Draft, block: string, faults: readonly Fault[]): Reply {
  const one = draft.bank.blocks.find(candidate => candidate.code === block && !candidate.specialised)
  if (!one) return { kind: 'not_found' }
  const { t, locale, request } = context
  const say = sayIn(locale)
  const shown = new Set(draft.visible.map(item => item.code))
  const typed = faults.length > 0 ? (request.body as Record<string, unknown>) : null
  const said = faults.map(fault => sayFault(fault, t))
  const items = draft.bank.items
    .filter(item => item.block === block)
    .map(item =>
      itemModel({ item, draft, typed, shown: shown.has(item.code), fault: faultOf(said, item.code), say, t }),
    )
  return {
    kind: 'page',
    view: 'interview/block',
    status: faults.length > 0 ? 422 : 200,
    model: {
      title: `${t('interview-title')}: ${say(one.title)}`,
      heading: t('interview-title'),
      id: draft.id,
      block,
      blockTitle: say(one.title),
      intro: say(one.intro),
      saved: t('interview-saved', { time: formatTime(draft.updatedAt) }),
      prompt: draft.prompt ? t('interview-again', { prompt: t(`prompt-${draft.prompt}`) }) : '',
      safety: safetyModel(draft, context),
      steps: stripModel(draft, block, context),
      faults: said,
      items,
    },
  }
}

/** An unfinished interview older than fourteen days is gone with its key: the page says so and offers a new one. */
export function expiredPage({ t }: Any): Reply {
  return { kind: 'page', view: 'interview/expired', status: 410, model: { title: t('draft-expired') } }
}

function faultOf(said: readonly SaidFault[], code: string): string {
  return said.find(fault => fault.at === code)?.text ?? ''
}

export function judgementPage(
  context: Any,
  draft: Draft,
  typed: { readonly category: string; readonly concern: string },
  faults: readonly Fault[],
): Reply {
  const { locale, t } = context
  const items = new Map(draft.bank.items.map(item => [item.code, item]))
  const said = faults.map(fault => sayFault(fault, t))
  return {
    kind: 'page',
    view: 'interview/judgement',
    status: faults.length > 0 ? 422 : 200,
    model: {
      title: t('judgement-title'),
      id: draft.id,
      saved: '',
      concern: typed.concern,
      safety: safetyModel(draft, context),
      steps: stripModel(draft, 'judgement', context),
      open: draft.visible.filter(item => !(item.code in draft.answers)).length,
      faults: said.map(fault => {
        const item = items.get(fault.at.split('.')[0] ?? '')
        if (!item) return { text: fault.text, href: `#${fault.at}` }
        const text = `${item.text[locale]} ${fault.text}`
        return { text, href: `/interviews/${draft.id}/${item.block}#q-${fault.at}` }
      }),
      categories: categories.map(code => ({ code, text: t(`category-${code}`), checked: code === typed.category })),
    },
  }
}

export function submittedPage({ t }: Any, assessmentId: string): Reply {
  const model = { title: t('fault-already-submitted'), href: `/assessments/${assessmentId}` }
  return { kind: 'page', view: 'interview/submitted', status: 409, model }
}

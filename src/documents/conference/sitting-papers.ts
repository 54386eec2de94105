import type { Minutes, MinutesHead } from '../../domain/conference/minutes.ts'
import { formatDate, formatDateTime, formatDocumentDate } from '../../i18n/formats.ts'
import { section, tableBlock, textBlocks, type PrintedDocument } from '../printed-document.ts'
import { instructions, sayParty } from './minutes-paper.ts'
import { bilingual, either, factsBlock, type PaperFrame, type Saying } from './paper.ts'

export type AgendaPaper = Pick<MinutesHead, 'body_kk' | 'body_ru' | 'place_kk' | 'place_ru'> & {
  readonly startsAt: string
  /** Complete, for the desk alone. */
  readonly ofDesk: boolean
  readonly items: readonly {
    readonly number: string
    readonly category: string
    readonly kind: string
    readonly track: string
    readonly closed: boolean
    readonly minutes: number
  }[]
}

/** The agenda for one reader, numbered as that reader may know it: numbers, categories and times, no name. */
export function agendaPaper(model: AgendaPaper, frame: PaperFrame): PrintedDocument {
  return bilingual(
    frame,
    ({ t, language }) => `${either(language, model.body_kk, model.body_ru)}. ${t('paper-agenda')}`,
    ({ t, language }) => [
      ...textBlocks(
        `${formatDateTime(model.startsAt, language)}, ${either(language, model.place_kk, model.place_ru)}`,
        model.ofDesk ? t('paper-agenda-desk') : '',
      ),
      ...tableBlock(
        t('paper-agenda'),
        ['paper-place', 'sheet-case', 'sheet-category', 'paper-kind', 'paper-minutes-planned'].map(key => t(key)),
        model.items.map((item, at) => [
          String(at + 1),
          item.number,
          t(`category-${item.category}`),
          kindOf(item, t),
          String(item.minutes),
        ]),
      ),
    ],
  )
}

function kindOf({ kind, track, closed }: AgendaPaper['items'][number], t: Saying['t']): string {
  const parts = [
    t(`item-kind-${kind}`),
    track === 'consent' ? t('item-consent') : '',
    closed ? t('item-closed-short') : '',
  ]
  return parts.filter(Boolean).join(', ')
}

function numberLine({ head }: Minutes, { t, language }: Saying): string {
  const date = formatDocumentDate(head.opened_at, language)
  return t('paper-number', { number: head.number, date, place: either(language, head.place_kk, head.place_ru) })
}

/** The extract for one agency: its own instructions and the names that they need, nothing of any other item. */
export function extractPaper(model: Minutes, agency: string, frame: PaperFrame): PrintedDocument {
  const own = model.items
    .map(item => ({ ...item, actions: item.actions.filter(action => action.agency === agency) }))
    .filter(item => item.actions.length > 0)
  return bilingual(
    frame,
    ({ t }) => t('paper-extract'),
    saying => [
      ...textBlocks(numberLine(model, saying), saying.t(`agency-${agency}`)),
      ...own.flatMap(item =>
        section(saying.t('paper-case', { number: item.case_number }), [
          ...factsBlock([
            { name: saying.t('person-victim'), value: sayParty(item.victim, saying.language) },
            { name: saying.t('person-perpetrator'), value: sayParty(item.perpetrator, saying.language) },
          ]),
          ...instructions(item, saying),
        ]),
      ),
    ],
  )
}

/** Everything that was instructed, with its state, by case number alone. */
export function controlPaper(model: Minutes, frame: PaperFrame): PrintedDocument {
  return bilingual(
    frame,
    ({ t }) => t('paper-control-sheet'),
    saying => {
      const { t, language } = saying
      const head = ['sheet-case', 'paper-place', 'paper-instruction', 'paper-owner', 'paper-due', 'paper-state']
      const rows = model.items.flatMap(item =>
        item.actions.map(one => [
          item.case_number,
          String(one.serial),
          either(language, one.text_kk, one.text_ru),
          t(`agency-${one.agency}`),
          formatDate(one.due_on, language),
          t(`action-state-${one.state}`),
        ]),
      )
      return [
        ...textBlocks(numberLine(model, saying)),
        ...tableBlock(
          t('paper-control-sheet'),
          head.map(key => t(key)),
          rows,
        ),
      ]
    },
  )
}

import type { Minutes, MinutesHead, MinutesItem } from '../../domain/conference/minutes.ts'
import type { Capacity } from '../../domain/conference/presiding.ts'
import { formatDate, formatDateTime, formatDocumentDate, formatTime } from '../../i18n/formats.ts'
import { listBlock, section, tableBlock, textBlocks, type Block, type PrintedDocument } from '../printed-document.ts'
import { bilingual, either, factsBlock, type PaperFrame, type Saying } from './paper.ts'
import { sayOffice, withCapacity } from './say-capacity.ts'

type Signed = { readonly name: string; readonly at: string; readonly capacity: Capacity | null }

export type MinutesPaper = Minutes & {
  readonly addenda: readonly {
    /** Of the case whose item is corrected. */
    readonly number: string
    readonly serial: number
    readonly at: string
    readonly text: string
  }[]
  /** Who signed in the program and when; null for who has not, whose line is left empty. */
  readonly signatures: Readonly<Record<'chair' | 'secretary', Signed | null>>
  readonly sha256: string
}

/** The minutes with their attributes in the usual order (kazakhstan.md §3.2). */
export function minutesPaper(model: MinutesPaper, frame: PaperFrame): PrintedDocument {
  return bilingual(
    frame,
    ({ t, language }) => t('paper-minutes', { body: either(language, model.head.body_kk, model.head.body_ru) }),
    saying => [
      ...headBlocks(model, saying),
      ...section(saying.t('paper-agenda'), listBlock(model.items.map((item, at) => agendaLine(item, at, saying)))),
      ...model.items.flatMap((item, at) => itemBlocks(item, at, saying)),
      ...endBlocks(model, saying),
    ],
  )
}

function headBlocks({ head }: MinutesPaper, { language, t }: Saying): Block[] {
  const came = head.attendance.filter(one => one.came !== 'absent')
  const absent = head.attendance.filter(one => one.came === 'absent')
  const say = (one: (typeof came)[number]) => {
    const late = one.late_at === null ? '' : t('paper-late', { at: formatTime(one.late_at) })
    const deputy = one.came === 'deputy' ? t('paper-deputy') : ''
    return [one.name, either(language, one.organisation_kk, one.organisation_ru), deputy, late]
      .filter(part => part !== '')
      .join(', ')
  }
  const missing = head.quorum_missing.map(agency => t(`agency-${agency}`)).join(', ')
  const date = formatDocumentDate(head.opened_at, language)
  return [
    ...textBlocks(
      t('paper-number', { number: head.number, date, place: either(language, head.place_kk, head.place_ru) }),
      t(`sitting-kind-${head.kind}`),
    ),
    ...factsBlock([
      { name: t('paper-presiding'), value: withCapacity(head.presiding, head.presiding_as, t) },
      { name: t('paper-secretary'), value: head.secretary },
      { name: t('paper-present'), value: came.map(say).join('\n') },
      { name: t('paper-absent'), value: absent.map(say).join('\n') || t('paper-nobody') },
      { name: t('paper-invited'), value: head.invited || t('paper-nobody') },
      { name: t('paper-time'), value: `${formatTime(head.opened_at)}–${formatTime(head.closed_at)}` },
      { name: t('paper-quorum'), value: missing === '' ? t('paper-quorum-there') : t('paper-quorum-not', { missing }) },
    ]),
  ]
}

function agendaLine(item: MinutesItem, at: number, { t }: Saying): string {
  return `${at + 1}. ${t('paper-case', { number: item.case_number })}, ${t(`category-${item.category}`)}, ${t(`item-kind-${item.kind}`)}`
}

function itemBlocks(item: MinutesItem, at: number, saying: Saying): Block[] {
  const { language, t } = saying
  const decision = either(language, item.decision_kk, item.decision_ru)
  const plan = item.track === 'consent' ? t('paper-consent') : ''
  return [
    ...section(agendaLine(item, at, saying), [
      ...textBlocks(item.closed ? t('item-closed') : ''),
      ...factsBlock([
        { name: t('paper-presiding'), value: withCapacity(item.presiding, item.presiding_as, t) },
        { name: t('person-victim'), value: sayParty(item.victim, language) },
        { name: t('person-perpetrator'), value: sayParty(item.perpetrator, language) },
      ]),
    ]),
    ...heard(item, saying),
    ...spoke(item, saying),
    { kind: 'subheading', text: t('paper-decided') },
    ...textBlocks(decision, plan),
    ...instructions(item, saying),
    ...textBlocks(item.votes ? t('paper-vote', { ...item.votes }) : ''),
  ]
}

export function sayParty({ name, born_on }: MinutesItem['victim'], language: 'kk' | 'ru'): string {
  return born_on === '' ? name : `${name}, ${formatDate(born_on, language)}`
}

function heard(item: MinutesItem, { language, t }: Saying): Block[] {
  const reviews = item.reviews.map(
    one => `${either(language, one.text_kk, one.text_ru)}: ${t(`review-${one.outcome}`)}`,
  )
  const blocks = [
    ...textBlocks(item.summary, item.risks === '' ? '' : `${t('note-risks')}: ${item.risks}`),
    ...(reviews.length > 0 ? textBlocks(t('paper-plan-before')) : []),
    ...listBlock(reviews),
  ]
  const said = blocks.length > 0 ? blocks : textBlocks(t('paper-case', { number: item.case_number }))
  return [{ kind: 'subheading', text: t('paper-heard') }, ...said]
}

function spoke(item: MinutesItem, { t }: Saying): Block[] {
  const research = item.research.map(one => {
    const said = [one.facts, one.opinion === '' ? '' : `${t('research-opinion')}: ${one.opinion}`].filter(Boolean)
    return `${t(`agency-${one.agency}`)}: ${t(`research-state-${one.state}`)}${said.length > 0 ? `. ${said.join(' ')}` : ''}`
  })
  const links = item.links.map(one =>
    one.note === '' ? t(`link-${one.link}`) : `${t(`link-${one.link}`)}: ${one.note}`,
  )
  const blocks = [
    ...textBlocks(item.spoke),
    ...listBlock(research),
    ...(links.length > 0 ? textBlocks(t('paper-links', { links: links.join('; ') })) : []),
  ]
  return [
    { kind: 'subheading', text: t('paper-spoke') },
    ...(blocks.length > 0 ? blocks : textBlocks(t('paper-nobody'))),
  ]
}

/** р/с №, тапсырма, жауапты орындаушы, орындау мерзімі, аяқталу нысаны. */
export function instructions(item: MinutesItem, { language, t }: Saying): Block[] {
  const head = ['paper-place', 'paper-instruction', 'paper-owner', 'paper-due', 'paper-evidence'].map(key => t(key))
  const rows = item.actions.map(one => [
    String(one.serial),
    `${either(language, one.text_kk, one.text_ru)}\n${t('paper-risk', { risk: either(language, one.risk_kk, one.risk_ru) })}`,
    t(`agency-${one.agency}`),
    formatDate(one.due_on, language),
    either(language, one.evidence_kk, one.evidence_ru),
  ])
  return tableBlock(t('paper-instructions'), head, rows)
}

function endBlocks({ head, addenda, signatures, sha256 }: MinutesPaper, { language, t }: Saying): Block[] {
  const line = (signed: Signed | null, name: string) =>
    `____________________  ${signed ? `${signed.name}, ${formatDateTime(signed.at, language)}` : name}`
  return [
    ...textBlocks(t('paper-control')),
    ...section(
      t('paper-addenda'),
      listBlock(addenda.map(one => `${t('addendum-place', { ...one })}, ${formatDate(one.at, language)}: ${one.text}`)),
    ),
    ...factsBlock([
      { name: chairLine(signatures.chair, head, t), value: line(signatures.chair, head.presiding) },
      { name: t('office-secretary'), value: line(signatures.secretary, head.secretary) },
    ]),
    ...textBlocks(sha256 === '' ? t('paper-draft') : `SHA-256 ${sha256}`),
  ]
}

/** The line of the chair's place bears the capacity of who signed, or of who is to. */
function chairLine(signed: Signed | null, head: MinutesHead, t: Saying['t']): string {
  return sayOffice({ office: 'chair', capacity: signed ? signed.capacity : (head.presiding_as ?? null) }, t)
}

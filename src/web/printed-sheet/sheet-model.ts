import type { Definitions } from '../../commands/assessment/definitions.ts'
import { listBlock, section, tableBlock, textBlocks, type Block } from '../../documents/printed-document.ts'
import type { Entry } from '../../domain/reference/entry.ts'
import { sheetBases } from '../../domain/reference/legal-basis.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'
import type { AssessmentRow, OpenedAssessment } from '../../storage/assessment-store.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { openModel } from '../assessment/open-model.ts'
import { instrumentOf } from '../assessment/page.ts'
import { reasonModels, triggerModels } from '../assessment/reason-model.ts'
import { scoreModel } from '../assessment/score-model.ts'
import type { JudgedSummary } from './judged-summary.ts'

export type SheetSource = {
  readonly language: 'kk' | 'ru'
  readonly t: Translate
  readonly row: AssessmentRow
  readonly opened: OpenedAssessment
  readonly definitions: Definitions
  readonly measures: readonly MeasureRow[]
  readonly bases: readonly Entry<'legal_basis'>[]
  readonly judged: readonly JudgedSummary[]
}

/** The body of the assessment sheet: everything that led to the category, then what follows from it. */
export function sheetBlocks(source: SheetSource): Block[] {
  return [
    ...verdictBlocks(source),
    ...reasonBlocks(source),
    ...instrumentBlocks(source),
    ...openBlocks(source),
    ...measureBlocks(source),
    ...basisBlocks(source),
    ...definitionBlocks(source),
  ]
}

function sayingOf({ language, t }: SheetSource): { locale: Locale; t: Translate } {
  return { locale: language, t }
}

function verdictBlocks({ t, row, opened }: SheetSource): Block[] {
  const { result } = row
  const raise = opened.raise
  return section(t('sheet-category'), [
    ...textBlocks(
      t('sheet-category-is', { category: t(`category-said-${result.category}`) }),
      result.provisional ? t('provisional-help') : '',
      t('sheet-prior', { category: t(`category-said-${row.prior_category}`) }),
      t('sheet-concern', { concern: opened.concern }),
      raise ? t('sheet-raise', { category: t(`category-said-${raise.category}`), reason: raise.reason }) : '',
      result.listing.listed ? t('sheet-listed') : '',
    ),
  ])
}

function reasonBlocks(source: SheetSource): Block[] {
  const { t, row, definitions } = source
  const { procedure, instruments } = definitions
  const rules = reasonModels(sayingOf(source), row.result, procedure, instruments)
  const triggers = triggerModels(sayingOf(source), row.result, procedure)
  const head = [t('sheet-rule'), t('sheet-facts'), t('sheet-gives')]
  const rows = rules.map(one => [`${one.rule}: ${one.text}`, one.because.join('\n'), one.categoryText])
  const said = triggers.map(one => {
    const facts = one.facts.map(fact => (fact.critical ? `${fact.text} (‼)` : fact.text)).join('; ')
    return `${one.family}: ${facts}`
  })
  return [
    ...section(t('sheet-rules'), tableBlock(t('sheet-rules-caption'), head, rows)),
    ...section(t('sheet-triggers'), [
      ...(said.length > 0 ? listBlock(said) : textBlocks(t('sheet-no-triggers'))),
      ...(triggers.some(one => one.critical) ? textBlocks(t('sheet-critical-mark')) : []),
    ]),
  ]
}

function instrumentBlocks(source: SheetSource): Block[] {
  const { t, row, definitions, opened, judged } = source
  const scores = row.result.scores.flatMap((score): Block[] => {
    const instrument = instrumentOf(definitions.instruments, score.instrument)
    if (instrument.method === 'structured_judgement') return []
    const model = scoreModel(sayingOf(source), score, instrument, opened.answers)
    const head = [t('sheet-factor'), t('sheet-points'), t('sheet-known')]
    const rows = model.present.map(one => [one.text, String(one.points), one.known])
    return [
      { kind: 'subheading', text: t('sheet-version', { title: model.title, version: score.version }) },
      ...textBlocks(model.applies, ...model.lines, ...model.faults, ...model.warnings),
      ...tableBlock(t('score-present'), head, rows),
      ...(model.missing.length > 0 ? textBlocks(t('score-missing')) : []),
      ...listBlock(model.missing),
      ...textBlocks(model.method, model.licence),
    ]
  })
  const summaries = judged.flatMap(({ title, lines }): Block[] => [
    { kind: 'subheading', text: title },
    ...textBlocks(t('score-structured')),
    ...listBlock(lines),
  ])
  return section(t('result-scores'), [...scores, ...summaries])
}

function openBlocks(source: SheetSource): Block[] {
  const { t, row, definitions, opened } = source
  const open = openModel(sayingOf(source), row, definitions, opened)
  return section(t('sheet-open'), [
    ...(open.unknown.length > 0 ? textBlocks(t('result-unknown-all')) : []),
    ...listBlock(open.unknown),
    ...textBlocks(...open.settled, open.lift),
    ...listBlock(open.questions),
    ...(open.turns.length > 0 ? textBlocks(t('result-turns')) : []),
    ...listBlock(open.turns),
    ...(open.records.length > 0 ? textBlocks(t('result-records')) : []),
    ...listBlock(open.records),
  ])
}

function measureBlocks({ language, t, definitions, measures, bases }: SheetSource): Block[] {
  const head = [t('sheet-measure'), t('sheet-owner'), t('sheet-due'), t('sheet-basis')]
  const rows = measures.map(row => {
    const text = definitions.procedure.measures.find(one => one.code === row.code)?.text[language] ?? row.code
    const said = row.obligation === 'mandatory' ? text : `${text} (${t(`obligation-${row.obligation}`)})`
    const own = bases.filter(one => one.code === row.code).map(one => sayBasis(one, language))
    return [said, t(`owner-${row.owner_role}`), formatDateTime(row.due_at, language), own.join('\n')]
  })
  return section(t('sheet-measures'), tableBlock(t('sheet-measures-caption'), head, rows))
}

function basisBlocks({ language, t, bases }: SheetSource): Block[] {
  const own = sheetBases.flatMap(code => bases.filter(basis => basis.code === code))
  const open = bases.some(basis => !basis.content.verified)
  return section(t('sheet-bases'), [
    ...listBlock(own.map(basis => sayBasis(basis, language))),
    ...(open ? textBlocks(t('sheet-unverified')) : []),
  ])
}

/** An asterisk marks a text that nobody has compared with the act. */
function sayBasis({ content }: Entry<'legal_basis'>, language: 'kk' | 'ru'): string {
  return content.verified ? content[`text_${language}`] : `${content[`text_${language}`]} *`
}

/** Which versions of the files judged: with them anyone can compute the result again. */
function definitionBlocks({ t, definitions }: SheetSource): Block[] {
  const lines = definitions.used.map(one => `${one.name} ${one.version} · SHA-256 ${one.sha256.slice(0, 16)}`)
  return section(t('sheet-definitions'), [...textBlocks(t('sheet-definitions-help')), ...listBlock(lines)])
}

import type { Block, Fact, PrintedDocument } from '../printed-document.ts'
import { createTranslator, type Translate } from '../../i18n/translator.ts'

export const paperLanguages = ['kk', 'ru'] as const
export type PaperLanguage = (typeof paperLanguages)[number]

export type Saying = { readonly language: PaperLanguage; readonly t: Translate }

export type PaperFrame = {
  /** Number of the copy, for the mark of official use. */
  readonly copy: number
  /** Who took the copy and when. */
  readonly footer: string
}

/** A paper of the commission in both languages, Kazakh first, each complete (kazakhstan.md §3.2). */
export function bilingual(
  frame: PaperFrame,
  title: (saying: Saying) => string,
  body: (saying: Saying) => Block[],
): PrintedDocument {
  const [kazakh, russian] = paperLanguages.map(language => ({ language, t: createTranslator(language) }))
  if (!kazakh || !russian) throw new Error('a paper has two languages')
  return {
    language: 'kk',
    mark: [kazakh, russian].map(one => one.t('paper-mark', { copy: frame.copy })).join(' · '),
    title: title(kazakh),
    blocks: [...body(kazakh), { kind: 'heading', text: title(russian) }, ...body(russian)],
    footer: frame.footer,
  }
}

/** Facts without those of which there is nothing to say. */
export function factsBlock(facts: readonly Fact[]): Block[] {
  const said = facts.filter(fact => fact.value !== '')
  return said.length === 0 ? [] : [{ kind: 'facts', facts: said }]
}

/** What was typed in one language stands in both, rather than nowhere. */
export function either(language: PaperLanguage, kk: string, ru: string): string {
  return language === 'kk' ? kk || ru : ru || kk
}

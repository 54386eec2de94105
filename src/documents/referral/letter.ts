import { listBlock, section, textBlocks, type Block, type Fact, type PrintedDocument } from '../printed-document.ts'
import type { Translate } from '../../i18n/translator.ts'

export type Letter = {
  readonly language: 'kk' | 'ru'
  readonly t: Translate
  readonly number: string
  readonly from: string
  readonly to: string
  readonly made: string
  readonly madeBy: string
  readonly answerBy: string
  readonly urgency: string
  readonly party: string
  readonly ground: string
  readonly lines: readonly Fact[]
  readonly printed: string
}

/** The letter of referral: what was shared, by when it is answered, on what ground; no address and no narrative. */
export function referralLetter(letter: Letter): PrintedDocument {
  const { language, t, number } = letter
  return {
    language,
    mark: t('sheet-mark'),
    title: t('letter-title', { number }),
    blocks: [{ kind: 'facts', facts: headFacts(letter) }, ...shared(letter), ...asked(letter)],
    footer: t('letter-footer', { number, printed: letter.printed }),
  }
}

function headFacts({ t, from, to, made, madeBy, urgency, answerBy, party }: Letter): Fact[] {
  return [
    { name: t('letter-to'), value: to },
    { name: t('letter-from'), value: from },
    { name: t('letter-made'), value: `${made}, ${madeBy}` },
    { name: t('letter-urgency'), value: urgency },
    { name: t('letter-answer-by'), value: answerBy },
    { name: t('letter-places'), value: party },
  ]
}

function shared({ t, lines, ground }: Letter): Block[] {
  return section(t('letter-shared'), [{ kind: 'facts', facts: lines }, ...textBlocks(ground)])
}

function asked({ t }: Letter): Block[] {
  return section(t('letter-ask'), [
    ...listBlock([t('letter-ask-answer'), t('letter-ask-refuse'), t('letter-ask-safe')]),
    ...textBlocks(t('letter-signature')),
  ])
}

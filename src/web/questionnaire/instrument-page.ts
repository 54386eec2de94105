import type { Bank } from '../../domain/questionnaire/bank.ts'
import type { Instrument } from '../../domain/questionnaire/instrument.ts'
import { compareVersions } from '../../questionnaires.ts'
import type { Context, Reply } from '../http/route.ts'
import { sayCondition } from './say-condition.ts'

type Any = Context<unknown, unknown>
type Item = Instrument['items'][number]

/** What one version of an instrument counts, from which answers it takes each item, and where its definitions differ. */
export function instrumentPage(context: Any, name: string, version: string): Reply {
  const { deps, locale, t } = context
  const { instruments } = deps.questionnaires
  const found = instruments.find(({ definition: d }) => d.instrument === name && d.version === version)?.definition
  const bank = found && bankFor(context, found)
  if (!found || !bank) return { kind: 'not_found' }
  const words = { bank, locale, t }
  return {
    kind: 'page',
    view: 'questionnaire/instrument',
    model: {
      title: `${found.title[locale]} ${version}`,
      purpose: found.purpose[locale],
      licence: found.licence[locale],
      applies: t('questionnaires-applies', { what: sayCondition(found.applicability.condition, words) }),
      missing: found.missing.text[locale],
      bank: t('questionnaires-of-bank', { version: bank.version }),
      items: found.items.map(item => ({
        number: item.number,
        text: item.text[locale],
        points: 'points' in item ? String(item.points) : '',
        coding: sayCoding(item, words),
        differs: item.differs?.[locale] ?? '',
      })),
      bands: bandsOf(found).map(({ text, limits }) => ({ text: text[locale], limits })),
      sources: found.sources.map(each => ({
        text: each.text,
        unverified: each.verified ? '' : t('questionnaires-unverified'),
      })),
    },
  }
}

/** The bank of the newest procedure that uses this version, so that conditions speak in its questions. */
function bankFor({ deps }: Any, { instrument, version }: Instrument): Bank | undefined {
  const { procedures, banks } = deps.questionnaires
  const using = procedures
    .map(each => each.definition)
    .filter(each => each.instruments.some(one => one.instrument === instrument && one.version === version))
    .toSorted(compareVersions)
    .at(-1)
  return (banks.find(each => each.definition.version === using?.bank) ?? banks.at(-1))?.definition
}

function sayCoding(item: Item, words: Parameters<typeof sayCondition>[1]): string {
  if ('coding' in item) return sayCondition(item.coding, words)
  const { current, past } = item.prefill ?? {}
  const parts = [
    current && words.t('questionnaires-prefill-now', { what: sayCondition(current, words) }),
    past && words.t('questionnaires-prefill-before', { what: sayCondition(past, words) }),
  ]
  return parts.filter(part => part !== undefined).join(' ')
}

function bandsOf(instrument: Instrument) {
  if (instrument.method === 'factor_bands') return instrument.levels.map(({ text }) => ({ text, limits: '' }))
  if (!('bands' in instrument)) return []
  return instrument.bands.map(({ text, min, max }) => ({ text, limits: min === max ? `${min}` : `${min} … ${max}` }))
}

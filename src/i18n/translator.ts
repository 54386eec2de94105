import { readFileSync } from 'node:fs'
import { FluentBundle, FluentResource } from '@fluent/bundle'

export const locales = ['kk', 'ru', 'en'] as const
export type Locale = (typeof locales)[number]
export type Translate = (key: string, args?: Record<string, string | number>) => string

const bundles = new Map(locales.map(locale => [locale, parseBundle(locale)]))
const translators = new Map<Locale, Translate>()

/** An unknown key, a missing argument or a broken reference throws: no page goes out with a hole in its text. */
export function createTranslator(locale: Locale): Translate {
  const known = translators.get(locale)
  if (known) return known
  const bundle = bundles.get(locale)
  if (!bundle) throw new Error(`no texts for the language ${locale}`)
  const fixed = new Map<string, string>()
  const translator: Translate = (key, args) => {
    if (args) return translate(bundle, key, args)
    const known = fixed.get(key)
    if (known !== undefined) return known
    const text = translate(bundle, key)
    fixed.set(key, text)
    return text
  }
  translators.set(locale, translator)
  return translator
}

function translate(bundle: FluentBundle, key: string, args?: Record<string, string | number>): string {
  const pattern = bundle.getMessage(key)?.value
  if (!pattern) throw new Error(`no text ${key} in ${bundle.locales.join()}`)
  const faults: Error[] = []
  const text = bundle.formatPattern(pattern, args ?? null, faults)
  if (faults.length > 0) throw new Error(`text ${key} in ${bundle.locales.join()}`, { cause: faults[0] })
  return text
}

function parseBundle(locale: Locale): FluentBundle {
  const source = readFileSync(new URL(`${locale}.ftl`, import.meta.url), 'utf8')
  const bundle = new FluentBundle(locale, { useIsolating: false })
  const [clash] = bundle.addResource(new FluentResource(source))
  if (clash) throw clash
  return bundle
}

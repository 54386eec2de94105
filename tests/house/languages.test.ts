import { FluentResource, type Message } from '@fluent/bundle'
import { describe, expect, it } from 'vitest'
import { locales } from '../../src/i18n/translator.ts'
import { keysOfProgram, keysOfTemplate } from './template.ts'
import { listFiles, readText } from './tree.ts'

type Texts = Map<string, Message>

const textsOf = (locale: string): Texts =>
  new Map(
    new FluentResource(readText(`src/i18n/${locale}.ftl`)).body.flatMap(entry =>
      'value' in entry ? [[entry.id, entry] as const] : [],
    ),
  )

const kazakh = textsOf('kk')

function placeholdersOf(message: Message | undefined): string[] {
  const names = new Set<string>()
  JSON.stringify(message, (_key, value: unknown) => {
    if (isVariable(value)) names.add(value.name)
    return value
  })
  return [...names].sort()
}

function isVariable(value: unknown): value is { type: 'var'; name: string } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'var'
}

function askedKeys(): { name: string; key: string }[] {
  const views = listFiles(/^views\/.*\.ejs$/).flatMap(name =>
    keysOfTemplate(readText(name)).map(key => ({ name, key })),
  )
  const code = listFiles(/^src\/.*\.ts$/).flatMap(name => keysOfProgram(readText(name)).map(key => ({ name, key })))
  return [...views, ...code]
}

describe.each(locales)('the texts in %s', locale => {
  const texts = textsOf(locale)

  it('have the keys of the others', () => {
    expect(texts.size).toBeGreaterThan(40)
    expect([...texts.keys()].sort()).toEqual([...kazakh.keys()].sort())
  })

  it('have the placeholders of the others', () => {
    const differing = [...texts.keys()].filter(
      key => placeholdersOf(texts.get(key)).join() !== placeholdersOf(kazakh.get(key)).join(),
    )
    expect(differing).toEqual([])
  })

  it('give no key twice', () => {
    const ids = [...readText(`src/i18n/${locale}.ftl`).matchAll(/^([a-zA-Z][\w-]*) *=/gm)].map(([, id]) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })
})

it('every text that a page asks for by name is there', () => {
  const missing = askedKeys().filter(({ key }) => !kazakh.has(key))
  expect(missing.map(({ name, key }) => `${name}: ${key}`)).toEqual([])
})

it('every text is asked for by someone', () => {
  const whole = listFiles(/^(src|views|db)\/.*\.(ts|ejs)$/)
    .map(readText)
    .join('\n')
  const unused = [...kazakh.keys()].filter(key => !isNamed(key, whole))
  expect(unused).toEqual([])
})

/** Literally (`'queue-title'`), or by the fixed head of a composed key (`` `category-${…}` ``). */
function isNamed(key: string, whole: string): boolean {
  if (["'", '"', '`'].some(quote => whole.includes(quote + key + quote))) return true
  const heads = [...key.matchAll(/-/g)].map(({ index }) => key.slice(0, index + 1))
  return heads.some(head => whole.includes('`' + head + '${') || whole.includes(`'${head}' +`))
}

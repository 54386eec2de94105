import { beforeAll, describe, expect, it } from 'vitest'
import { bank, instruments, procedure, today } from '../domain/kz.ts'
import { runPanaProcess } from '../support/command-line.ts'
import { readStories, tellWhole, type Story } from '../support/stories.ts'

type Score = Record<string, unknown> & { readonly instrument: string }
type Result = {
  readonly category: string
  readonly provisional: boolean
  readonly reasons: readonly { readonly number: string; readonly gives: string | null }[]
  readonly triggers: readonly { readonly family: string; readonly critical: boolean }[]
  readonly scores: readonly Score[]
  readonly not_applicable: readonly string[]
  readonly could_lift: { readonly category: string } | null
  readonly listing: { readonly reasons: readonly string[] }
  readonly faults: readonly unknown[]
}

const stories = readStories()

/** The result in the words in which a story states its expectation, and no more of it than the story states. */
function sayAs({ expect: wanted }: Story, result: Result): Story['expect'] {
  const given = result.reasons.filter(reason => reason.gives === result.category)
  const scores = wanted.scores && Object.keys(wanted.scores).map(name => [name, scoreOf(result, name)] as const)
  return {
    category: result.category as Story['expect']['category'],
    by: given.map(reason => Number(reason.number)),
    ...(result.provisional && { provisional: 'yes' as const }),
    ...(result.reasons.some(reason => reason.gives === null) && { offer: 'yes' as const }),
    ...(wanted.lift && { lift: result.could_lift?.category as typeof wanted.lift }),
    ...(wanted.listed && { listed: [...result.listing.reasons] }),
    ...(scores && { scores: Object.fromEntries(scores) }),
  }
}

function scoreOf({ scores, not_applicable }: Result, name: string): string | number | null {
  if (not_applicable.includes(name)) return 'not_applicable'
  const score = scores.find(each => each.instrument === name)
  if (!score || score['scored'] !== true) return null
  if (name === 'maram') return String(score['band'])
  return name === 'lap' ? (score['triggered'] === true ? 'yes' : 'no') : Number(score['raw'])
}

describe('the worked stories', () => {
  const results: Result[] = []

  beforeAll(async () => {
    const lines = stories.map(({ raise, ...told }) => {
      const answers = tellWhole(bank, { ...told, raise }, today)
      return JSON.stringify(raise ? { answers, raise } : { answers })
    })
    const { status, out, err } = await runPanaProcess(['score', 'interview'], undefined, `${lines.join('\n')}\n`)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    for (const line of out.trimEnd().split('\n')) results.push(JSON.parse(line) as Result)
    expect(results).toHaveLength(stories.length)
  }, 60_000)

  it.each(stories.map((story, at) => [story.story, at] as const))('%s', (_name, at) => {
    const [story, result] = [stories[at], results[at]]
    if (!story || !result) throw new Error('no result')
    expect(sayAs(story, result), story.because).toEqual(story.expect)
  })

  it('are fifty and more, with every rule, every family and every category', () => {
    expect(stories.length).toBeGreaterThanOrEqual(50)
    expect(new Set(stories.map(each => each.story)).size).toBe(stories.length)
    const rules = new Set(stories.flatMap(each => each.expect.by))
    if (stories.some(each => each.expect.offer)) rules.add(5)
    expect([...rules].sort((one, other) => one - other)).toEqual(procedure.rules.map(rule => Number(rule.number)))
    const families = new Set(results.flatMap(each => each.triggers.map(trigger => trigger.family)))
    expect([...families].sort()).toEqual(procedure.trigger_families.map(family => family.code).sort())
    expect(new Set(stories.map(each => each.expect.category)).size).toBe(4)
    const scored = new Set(results.flatMap(each => each.scores.map(score => score.instrument)))
    expect([...scored].sort()).toEqual(instruments.map(each => each.instrument).sort())
  })
})

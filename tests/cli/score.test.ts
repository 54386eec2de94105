import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageFault } from '../../src/cli/command.ts'
import { runScore } from '../../src/cli/score.ts'
import { runPana, runPanaByNpm, runPanaProcess } from '../support/command-line.ts'
import { readTable } from '../support/golden.ts'
import { questionnaires } from '../support/program.ts'

const codes = questionnaires.instruments
  .map(each => each.definition)
  .find(each => each.instrument === 'odara')!
  .items.map(item => item.code)

/** Every item that the line does not name, by code or by number, as absent; `…` stands for them. */
function spell(line: string): string {
  const free = codes.filter((code, place) => !line.includes(`"${code}"`) && !line.includes(`"${place + 1}"`))
  const absent = free.map(code => `"${code}":"no"`).join(',')
  return line.replace('…', absent)
}

type Result = Readonly<Record<string, unknown>> & { readonly faults: readonly { readonly code: string }[] }

async function score(args: readonly string[], input: string | readonly Buffer[]) {
  const io = {
    stdin: Readable.from([input].flat(), { objectMode: false }),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
  }
  const output = text(io.stdout)
  const status = await runScore(args, io, { questionnaires, today: '2026-11-23' })
  io.stdout.end()
  const lines = (await output).split('\n').filter(line => line !== '')
  return { status, results: lines.map(line => JSON.parse(line) as Result) }
}

function codesOf(results: readonly Result[]): string[] {
  return results.map(({ faults }) => faults.map(fault => fault.code).join(' '))
}

const absentLine = spell('{"items":{…}}')

describe('pana score odara', () => {
  it.each(readTable('odara-1.0.0-lines.tsv', '\t'))('$case', async ({ line = '', expected = '' }) => {
    const { status, results } = await score(['odara'], spell(line))
    const wanted = JSON.parse(expected) as Result
    expect(results).toMatchObject([wanted])
    expect(results[0]?.['scored']).toBe(results[0]?.faults.length === 0)
    expect(results[0]?.['warnings'] === undefined).toBe(wanted['warnings'] === undefined)
    expect(status).toBe(wanted['scored'] === true ? 0 : 1)
  })

  it('agrees with the table of every raw score and number missing', async () => {
    const rows = readTable('odara-1.0.0.csv', ',')
    const lines = rows.map(({ raw, missing }) => {
      const asked = codes.slice(Number(missing))
      return JSON.stringify({
        items: Object.fromEntries(asked.map((code, n) => [code, n < Number(raw) ? 'yes' : 'no'])),
      })
    })
    const { results } = await score(['odara'], lines.join('\n'))
    const found = results.map(({ raw, missing, adjusted, band, faults }) =>
      faults.length > 0 ? faults[0]?.code : [raw, (missing as []).length, adjusted, band].join(','),
    )
    expect(found).toEqual(rows.map(({ fault, ...row }) => fault || Object.values(row).join(',')))
    expect(new Set(rows.map(({ raw, missing }) => `${raw} ${missing}`)).size).toBe(105)
  })

  it('agrees with the table of every count of sub-criteria', async () => {
    const rows = readTable('odara-1.0.0-sub-criteria.csv', ',')
    const lines = rows.map(({ item = '', yes, unknown, no }) =>
      spell(`{"items":{…,"${item}":{"yes":${yes},"unknown":${unknown},"no":${no}}}}`),
    )
    const { results } = await score(['odara'], lines.join('\n'))
    const found = results.map(({ raw, missing, faults }) => {
      if (faults.length > 0) return faults[0]?.code
      if ((missing as []).length > 0) return 'missing'
      return raw === 1 ? 'yes' : 'no'
    })
    expect(found).toEqual(rows.map(row => row['coded']))
  })

  it('takes the version that is asked for, and names those there are', async () => {
    expect((await score(['odara', '--version', '1.0.0'], absentLine)).results).toMatchObject([{ version: '1.0.0' }])
    await expect(score(['odara', '--version', '0.1.0'], absentLine)).rejects.toThrow('there are b_safer 1.0.0')
    await expect(score(['odar'], absentLine)).rejects.toThrow(UsageFault)
  })
})

describe('the lines of pana score', () => {
  it('may be one object over several lines, with a byte order mark and with CRLF', async () => {
    const object = `\uFEFF{\r\n  "items": {\r\n${spell('…').replaceAll(',', ',\r\n')}\r\n  }\r\n}\r\n`
    expect(await score(['odara'], object)).toMatchObject({ status: 0, results: [{ scored: true, raw: 0 }] })
  })

  it('that are no JSON leave a fault each, and the rest goes on', async () => {
    const lines = ['{', absentLine, '', 'x', '\uFEFF'.repeat(2), '[]', '   ', `${absentLine}\r`, '}']
    const { status, results } = await score(['odara'], lines.join('\n'))
    expect(codesOf(results)).toEqual(['not_json', '', 'not_json', 'not_json', 'invalid_input', '', 'not_json'])
    expect(results.map(each => each.faults[0])).toMatchObject([
      { at: 'line 1' },
      undefined,
      { at: 'line 4' },
      {},
      {},
      undefined,
      { at: 'line 9' },
    ])
    expect(status).toBe(1)
  })

  it('may be split anywhere, in the middle of a letter too', async () => {
    const bytes = Buffer.from(`${absentLine}\n{"items":{"қорқыту":"yes"}}\n${absentLine}`)
    const single = Array.from(bytes, byte => Buffer.from([byte]))
    const { results } = await score(['odara'], single)
    expect(results.map(each => each.faults[0])).toMatchObject([undefined, { at: 'қорқыту' }, undefined])
  })

  it('end only with a line feed, not with a line separator inside a string', async () => {
    const { results } = await score(['odara'], '{"items":{"a\u2028b":"yes"}}\n')
    expect(codesOf(results)).toEqual(['unknown_item too_many_missing'])
  })

  it('of a megabyte are a fault, and the rest goes on', async () => {
    const long = `{"items":{"x":"${'y'.repeat(2 ** 20)}"}}`
    const { status, results } = await score(['odara'], [absentLine, long, absentLine].join('\n'))
    expect(codesOf(results)).toEqual(['', 'line_too_long', ''])
    expect(status).toBe(1)
  })

  it('of nearly a megabyte are read, however they are made', async () => {
    const lines = ['[', '{"a":', '"\\"', '"'].map(part => part.repeat(300_000 / part.length))
    const text = `{"items":{"${'\\"'.repeat(300_000)}":"yes"}}`
    expect(codesOf((await score(['odara'], [...lines, text].join('\n'))).results)).toEqual([
      'not_json',
      'not_json',
      'not_json',
      'not_json',
      'unknown_item too_many_missing',
    ])
  })

  it('may be none', async () => {
    expect(await score(['odara'], '\n\n')).toEqual({ status: 0, results: [] })
  })
})

describe('pana score b_safer', () => {
  it('repeats the factors present and the officer’s summary, and computes nothing', async () => {
    const line = `{"items":{"violent_acts":{"current":"present","past":"partial"},"escalation":{"current":"absent"}},"summary":{"priority":"high","severe":"moderate","imminent":"low"}}`
    const { status, results } = await score(['b_safer'], line)
    expect(results).toMatchObject([
      {
        method: 'structured_judgement',
        scored: false,
        present: [{ item: 'violent_acts', current: 'present', past: 'partial' }],
        summary: { priority: 'high', severe: 'moderate', imminent: 'low' },
        faults: [],
      },
    ])
    expect(results[0]).not.toHaveProperty('raw')
    expect(results[0]).not.toHaveProperty('band')
    expect(status).toBe(0)
  })
})

/** In the order of the procedure; MARAM is the one that applies to every relative. */
const applied = ['odara', 'b_safer', 'maram', 'dash', 'danger_assessment', 'lap']
const forPartners = applied.filter(each => each !== 'maram')
const spouse = { relationship: 'spouse', physical_contact: 'yes' }

describe('pana score interview', () => {
  async function interview(...inputs: object[]) {
    return score(['interview'], inputs.map(each => JSON.stringify(each)).join('\n'))
  }

  it('gives the scores, the triggers, the category and every reason', async () => {
    const { status, results } = await interview({ answers: { ...spouse, strangulation: 'this_incident' } })
    expect(results).toMatchObject([
      {
        procedure: 'kz',
        version: '1.0.0',
        category: 'high',
        provisional: false,
        reasons: [
          { rule: 'base_factors', gives: 'low' },
          { rule: 'trigger_families', gives: 'high' },
        ],
        triggers: [{ family: 'strangulation', critical: true }],
        not_applicable: [],
        listing: { listed: true, reasons: ['category'] },
        faults: [],
      },
    ])
    expect(results[0]?.['scores']).toMatchObject(applied.map(instrument => ({ instrument })))
    expect(status).toBe(0)
  })

  it('leaves out an instrument that does not apply, and names it', async () => {
    const { results } = await interview({ answers: { relationship: 'parent', physical_contact: 'yes' } })
    expect(results).toMatchObject([{ not_applicable: forPartners, scores: [{ instrument: 'maram' }], faults: [] }])
  })

  it('gives the faults of each line and goes on', async () => {
    const { status, results } = await interview(
      { answers: { ...spouse, height: 'tall' } },
      { answers: { relationship: 'enemy', physical_contact: 'sometimes' } },
      { answers: spouse, name: 'x' },
      [],
      { answers: spouse },
    )
    expect(codesOf(results)).toEqual([
      'unknown_item',
      'unknown_option unknown_option',
      'unknown_field',
      'invalid_input',
      '',
    ])
    expect(results[0]).not.toHaveProperty('category')
    expect(status).toBe(1)
  })

  it('takes a raise by its reason, and tells what is wrong with one', async () => {
    const reason = 'He waits in the yard and asks the neighbours for her.'
    const { results } = await interview(
      { answers: spouse, raise: { category: 'extreme', reason } },
      { answers: spouse, raise: { category: 'extreme', reason: 'danger' } },
      { answers: spouse, raise: 'extreme' },
    )
    expect(results[0]).toMatchObject({ category: 'extreme', faults: [] })
    expect(codesOf(results)).toEqual(['', 'too_short', 'invalid_input'])
  })

  it('refuses an answer given twice', async () => {
    const { results } = await score(['interview'], '{"answers":{"relationship":"spouse","relationship":"parent"}}')
    expect(results).toMatchObject([{ faults: [{ code: 'duplicate_item', at: 'relationship' }] }])
  })

  it('has no version of its own', async () => {
    await expect(score(['interview', '--version', '1.0.0'], '')).rejects.toThrow(UsageFault)
  })
})

describe('pana score as the operator calls it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pana-score-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('reads standard input by npm, and needs no setting and no database', async () => {
    const { status, out, err } = await runPanaByNpm(['score', 'odara'], undefined, `${absentLine}\n{`)
    expect(out.split('\n').map(line => line && (JSON.parse(line) as Result)['scored'])).toEqual([true, false, ''])
    expect({ status, err }).toEqual({ status: 1, err: '' })
  })

  it('reads a file', async () => {
    const file = join(folder, 'cases.jsonl')
    writeFileSync(file, absentLine)
    const { status, out } = await runPanaProcess(['score', 'odara', file])
    expect(out).toContain('"scored":true')
    expect(status).toBe(0)
  })

  it.each([
    ['no instrument', ['score'], 'a word is missing'],
    ['an unknown option', ['score', 'odara', '--verbose'], "Unknown option '--verbose'"],
    ['a missing file', ['score', 'odara', join(folder, 'none.jsonl')], 'cannot read'],
    ['a folder for a file', ['score', 'odara', folder], 'it is a folder'],
    ['an unknown instrument', ['score', 'sara'], 'no instrument sara'],
    ['a word too many', ['score', 'odara', 'one', 'two'], 'one word too many: two'],
  ])('answers %s with its usage and status 2', async (_what, args, message) => {
    const { status, out, err } = await runPana(args)
    expect(err).toContain(message)
    expect(err).toContain('usage: pana score')
    expect(err).not.toMatch(/^ +at /m)
    expect({ status, out }).toEqual({ status: 2, out: '' })
  })
})

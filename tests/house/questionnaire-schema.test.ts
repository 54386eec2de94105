import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { schemaFolder, writeSchemas } from '../../src/cli/questionnaire-schema.ts'

const folder = new URL('../../questionnaires', import.meta.url).pathname
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.yaml'))

/** The schema that the first line of a file names for the editor. */
function schemaNamedIn(path: string): string {
  const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(path))?.[1] ?? ''
  return join(dirname(path), named)
}

describe('the JSON Schemas of the questionnaire files', () => {
  it('are what the program reads now (pana questionnaires schema)', () => {
    const written = [...writeSchemas()].map(([name]) => [name, read(join(schemaFolder, name))])
    expect(new Map(written as [string, string][])).toEqual(writeSchemas())
  })

  it.each(files)('take %s, which names the one made for it', path => {
    const named = schemaNamedIn(path)
    expect(named).toBe(join(schemaFolder, `${path.split('/')[0]?.replace(/(instrument|procedure)s$/, '$1')}.json`))
    const schema = z.fromJSONSchema(JSON.parse(read(named)))
    expect(schema.safeParse(parse(read(path))).error?.issues ?? []).toEqual([])
  })

  it('mark a misspelt field and a category that there is none of', () => {
    const schema = z.fromJSONSchema(JSON.parse(read(join(schemaFolder, 'procedure.json'))))
    const right = parse(read('procedures/kz/1.0.0.yaml')) as { lowering: { needs_head_from: string } }
    expect(schema.safeParse({ ...right, mesures: [] }).success).toBe(false)
    expect(schema.safeParse({ ...right, lowering: { ...right.lowering, needs_head_from: 'higher' } }).success).toBe(
      false,
    )
  })
})

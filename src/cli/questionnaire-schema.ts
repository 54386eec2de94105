import { z } from 'zod'
import { bankFile } from '../domain/questionnaire/bank.ts'
import { instrument } from '../domain/questionnaire/instrument.ts'
import { procedure } from '../domain/questionnaire/procedure.ts'
import { activations } from '../questionnaires.ts'

/** Beside the files that they describe, so that a copy of the folder brings its own. */
export const schemaFolder = 'schema'

const shapes = { items: bankFile, instrument, procedure, active: activations } as const

/** JSON Schemas for editors, by file name. They see the shape alone; `pana questionnaires check` sees the rest. */
export function writeSchemas(): ReadonlyMap<string, string> {
  return new Map(Object.entries(shapes).map(([name, shape]) => [`${name}.json`, `${sayShape(name, shape)}\n`]))
}

function sayShape(name: string, shape: z.ZodType): string {
  return JSON.stringify({ title: name, ...z.toJSONSchema(shape, { io: 'input' }) }, null, 2)
}

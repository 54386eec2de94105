import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { loadReference, type ShippedEntry } from '../../src/commands/reference/load-reference.ts'
import { calendarYear } from '../../src/domain/calendar/year.ts'
import { legalBasis } from '../../src/domain/reference/legal-basis.ts'
import { libraryAction } from '../../src/domain/reference/library-action.ts'
import { rightsCard } from '../../src/domain/reference/rights-card.ts'

/** Regions as they are since 2022 and the demo districts; earlier divisions are not shipped. */
const placesSince = '2022-06-08'
/** The shipped calendars count from here; an authority's own version begins later. */
const calendarsSince = '2026-01-01'

const dated = z.object({ valid_from_on: z.iso.date() })
const bases = z.array(legalBasis.extend({ code: z.string(), ...dated.shape }))
const actions = z.array(libraryAction.extend({ code: z.string(), ...dated.shape }))
const cards = z.array(rightsCard.extend(dated.shape))
const places = z.array(
  z.object({ code: z.string(), name_kk: z.string(), name_ru: z.string(), centre_phone: z.string().default('') }),
)

/** Loads what this folder ships and the database does not have yet. */
export async function seedReference(deps: Pick<CommandDeps, 'db' | 'now' | 'newId'>): Promise<number> {
  return loadReference(deps, readShipped(import.meta.dirname))
}

export function readShipped(folder: string): ShippedEntry[] {
  const read = <T>(name: string, shape: z.ZodType<T>): T =>
    shape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const years = readdirSync(folder).filter(name => /^calendar-\d{4}\.json$/.test(name))
  return [
    ...read('legal-bases.json', bases).map(({ code, valid_from_on, ...content }) =>
      shippedAs('legal_basis', code, valid_from_on, content),
    ),
    ...['regions.json', 'districts.json']
      .flatMap(name => read(name, places))
      .map(({ code, ...content }) => shippedAs('place', code, placesSince, content)),
    ...read('rights-card.json', cards).map(({ valid_from_on, ...content }) =>
      shippedAs('rights_card', 'rights_card', valid_from_on, content),
    ),
    ...read('action-library.json', actions).map(({ code, valid_from_on, ...content }) =>
      shippedAs('library_action', code, valid_from_on, content),
    ),
    ...years
      .map(name => read(name, calendarYear))
      .map(content => shippedAs('calendar', String(content.year), calendarsSince, content)),
  ]
}

function shippedAs(kind: ShippedEntry['kind'], code: string, validFromOn: string, content: unknown): ShippedEntry {
  return { kind, code, validFromOn, validToOn: null, content }
}

import { findCandidates } from '../../commands/person/find-candidates.ts'
import { checkTexts } from '../../commands/person/check-texts.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import type { Profile } from '../../domain/person/person.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { loadPlaces } from '../reference/places.ts'
import { matchesModel, subjectOf } from './match-model.ts'

type Any = Context<unknown, unknown>

export const searchFields = ['surname', 'given_name', 'patronymic', 'born', 'iin', 'phone'] as const
export type SearchFields = Readonly<Record<(typeof searchFields)[number], string>>

const longest = 100
const dateOrYear = /^\d{4}(?:-\d{2}-\d{2})?$/
const dottedDate = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
export const emptySearch: SearchFields = { surname: '', given_name: '', patronymic: '', born: '', iin: '', phone: '' }

function formModel({ actor, t }: Any, fields: SearchFields, faults: readonly Fault[]) {
  const said = faults.map(fault => sayFault(fault, t))
  return {
    title: t('people-title'),
    mergesHref: permits(actor.role, 'person.merge') ? '/merges' : '',
    faults: said,
    fields: searchFields.map(name => ({
      name,
      label: t(`people-field-${name}`),
      value: fields[name],
      fault: said.find(fault => fault.at === name)?.text ?? '',
    })),
  }
}

export function searchForm(context: Any, fields: SearchFields, faults: readonly Fault[]): Reply {
  const found = { note: '', rows: [] }
  const status = faults.length > 0 ? 422 : 200
  return { kind: 'page', view: 'person/search', status, model: { ...formModel(context, fields, faults), found } }
}

/** Everybody of the register who may be meant; what is shown of each depends on the reach. */
export async function searchPage(context: Any, fields: SearchFields): Promise<Reply> {
  const { deps, actor, now } = context
  const faults = faultsOfSearch(fields)
  if (faults.length > 0) return searchForm(context, fields, faults)
  const found = await findCandidates({ ...deps, now }, actor, profileOfFields(fields))
  return {
    kind: 'page',
    view: 'person/search',
    read: { region: actor.region, subject: subjectOf(found.matches) },
    model: { ...formModel(context, fields, []), found: matchesModel(context, await loadPlaces(context), found) },
  }
}

function faultsOfSearch(fields: SearchFields): readonly Fault[] {
  const checked = checkTexts(fields, longest)
  if (!checked.ok) return checked.faults
  if (fields.born !== '' && !dateOrYear.test(readDate(fields.born))) return [{ code: 'date_or_year', at: 'born' }]
  const enough = fields.iin !== '' || fields.phone !== '' || (fields.given_name !== '' && fields.surname !== '')
  const byBirth = fields.born !== '' && (fields.given_name !== '' || fields.surname !== '')
  return enough || byBirth ? [] : [{ code: 'search_too_wide', at: 'surname' }]
}

function profileOfFields({ surname, given_name, patronymic, born, iin, phone }: SearchFields): Profile {
  const known = (text: string) => (text === '' ? [] : [text])
  const names = [{ surname, given_name, patronymic }]
  return { names, birthDates: known(readDate(born)), iins: known(iin), phones: known(phone), sex: '' }
}

/** `05.03.1990` as people write it, as `1990-03-05`. */
function readDate(text: string): string {
  const [, day = '', month = '', year = ''] = dottedDate.exec(text) ?? []
  return year === '' ? text : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

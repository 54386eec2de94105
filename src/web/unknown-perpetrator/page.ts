import { findCandidates, type Match } from '../../commands/person/find-candidates.ts'
import type { Fault } from '../../domain/fault.ts'
import { profileOfTold } from '../../domain/person/told-person.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { joinName, sayBirth, subjectOf } from '../person/match-model.ts'
import { loadPlaces, placeName } from '../reference/places.ts'

type Any = Context<unknown, unknown>
export type TypedPerson = Readonly<Record<string, string>>

export const personFields = ['surname', 'given_name', 'patronymic', 'born_on', 'iin'] as const

/** Who it was, as far as it is known by now; people of the register who may be he are offered before it is saved. */
export async function identityPage(
  context: Any,
  one: CaseRow,
  fields: TypedPerson,
  faults: readonly Fault[],
): Promise<Reply> {
  const { t } = context
  const asked = faults.some(fault => fault.code === 'match_undecided' || fault.code === 'match_unknown')
  const matches = asked ? await candidatesOf(context, fields) : []
  const placed = faults.map(fault => ({ ...fault, at: fieldOf(fault, asked) }))
  const typed: Typed | null = faults.length > 0 ? { form: 'identity', fields, faults: placed } : null
  const shown = matches.map(match => match.id).join('.')
  const sketch = await sketchOf(context, one, matches)
  return formPage(context, typed, {
    view: 'case/perpetrator-identity',
    at: `/cases/${one.id}/perpetrator-identity`,
    read: { region: one.region, subject: asked ? subjectOf(matches) : `case:${one.id}` },
    model: {
      title: t('identity-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
    },
    forms: [{ ...sketch, open: true, action: `${sketch.action}?shown=${shown}` }],
  })
}

function fieldOf({ at = '' }: Fault, asked: boolean): string {
  const field = at.split('.').at(-1) ?? ''
  if ((personFields as readonly string[]).includes(field)) return field
  return asked ? 'same' : 'surname'
}

async function candidatesOf({ deps, actor, now }: Any, fields: TypedPerson): Promise<readonly Match[]> {
  const text = (name: string) => fields[name] ?? ''
  const [surname, given_name, patronymic, born_on, iin] = personFields.map(text)
  const told = { surname, given_name, patronymic, born_on, iin, sex: '' } as const
  const whole = { ...told, surname: told.surname ?? '', given_name: told.given_name ?? '' }
  const rest = { patronymic: told.patronymic ?? '', born_on: told.born_on ?? '', iin: told.iin ?? '' }
  return (await findCandidates({ ...deps, now }, actor, profileOfTold({ ...whole, ...rest }, []))).matches
}

async function sketchOf(context: Any, one: CaseRow, matches: readonly Match[]): Promise<FormSketch> {
  const { t } = context
  const options = await optionsOf(context, matches)
  const same = { name: 'same', label: t('identity-same'), type: 'choice', options } as const
  const typeOf = (name: string) => (name === 'born_on' ? ('date' as const) : ('text' as const))
  return {
    form: 'identity',
    action: `/cases/${one.id}/perpetrator-identity`,
    title: t('identity-form'),
    submit: t('identity-save'),
    fields: [
      ...personFields.map(name => ({ name, label: t(`field-${name.replaceAll('_', '-')}`), type: typeOf(name) })),
      { name: 'reason', label: t('identity-iin-reason'), type: 'text' },
      ...(matches.length > 0 ? [same] : []),
    ],
  }
}

async function optionsOf(context: Any, matches: readonly Match[]) {
  const { t, locale } = context
  const places = await loadPlaces(context)
  const rows = matches.map(match => {
    const where = match.districts.map(district => placeName(places, district, locale)).join(', ')
    const identity = match.person?.identity
    const name = identity ? `${joinName(identity)}, ${sayBirth(identity.born_on, context)}` : t('match-elsewhere')
    return { value: match.id, text: [name, where].filter(part => part !== '').join(' · ') }
  })
  return [{ value: '', text: t('identity-choose') }, ...rows, { value: 'none', text: t('match-nobody') }]
}

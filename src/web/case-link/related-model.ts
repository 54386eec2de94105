import { decide } from '../../domain/access/decide.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listPoliceUnits } from '../../storage/organisation-store.ts'
import { listRelatedCases } from '../../storage/related-cases.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'
import { loadPlaces, placeName } from '../reference/places.ts'

type Any = Context<unknown, unknown>

/** The cases that belong to this one: by number within reach, elsewhere the district and whom to call there. */
export async function relatedModels(context: Any, one: CaseRow) {
  const { deps, actor, now, locale, t } = context
  const related = await listRelatedCases(deps.db.read, actor, one, toStamp(now))
  const places = await loadPlaces(context)
  const units = await listPoliceUnits(deps.db.read, [...new Set(related.map(({ other }) => other.district))])
  return related.map(({ other, relation }) => {
    const reached = decide(actor, 'case_link.view', other, 2) === 'allowed'
    const own = units.filter(unit => unit.district === other.district)
    const names = own.map(unit => (locale === 'kk' ? unit.name_kk : unit.name_ru))
    return {
      relation: t(`case-relation-${relation}`),
      href: reached ? `/cases/${other.id}` : '',
      number: reached ? other.number : '',
      category: reached ? other.category : '',
      categoryText: reached ? t(`category-${other.category}`) : '',
      place: placeName(places, other.district, locale),
      contact: reached ? '' : names.join(', '),
    }
  })
}

/** The cases of the same victim with other perpetrators, for who may see them. */
export async function linkedMarks({ deps, actor, now, t }: Any, one: CaseRow) {
  const related = await listRelatedCases(deps.db.read, actor, one, toStamp(now))
  return related.flatMap(({ other, relation }) => {
    if (relation !== 'other_perpetrator' || decide(actor, 'case.view', other, 2) !== 'allowed') return []
    return [{ href: `/cases/${other.id}`, text: t('related-linked', { number: other.number }) }]
  })
}

/** Mutual accusations are said on the page of the case itself: both must be judged with the other in mind. */
export async function mutualNote({ deps, actor, now, t }: Any, one: CaseRow): Promise<string> {
  const related = await listRelatedCases(deps.db.read, actor, one, toStamp(now))
  return related.some(({ relation }) => relation === 'mutual') ? t('case-mutual') : ''
}

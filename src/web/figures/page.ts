import { categories } from '../../domain/questionnaire/procedure.ts'
import { withholdSmall, type Shown } from '../../domain/statistics/withhold-small.ts'
import { countCasesByDistrict, type CaseCount } from '../../storage/statistics-store.ts'
import type { Context, Reply } from '../http/route.ts'
import { figureModel } from './figure-model.ts'
import { judgementTable } from './judgement-table.ts'
import { loadPlaces, placeName } from '../reference/places.ts'

type Any = Context<unknown, unknown>

/** Cases of the analyst's region by district and category; no raw count enters the model. */
export async function figuresPage(context: Any): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const counted = await countCasesByDistrict(deps.db.read, actor.region)
  const places = await loadPlaces(context)
  const districts = [...new Set(counted.map(row => row.district))].sort()
  const shown = withholdSmall(
    districts.map(district => categories.map(category => countOf(counted, district, category))),
  )
  const figures = (row: readonly Shown[], total: Shown) => [...row, total].map(one => figureModel(context, one))
  return {
    kind: 'page',
    view: 'figures/figures',
    read: { region: actor.region, subject: `figures:${actor.region}` },
    model: {
      title: t('figures-title'),
      region: t('figures-region', { region: placeName(places, actor.region, locale) }),
      columns: categories.map(category => t(`category-${category}`)),
      rows: shown.cells.map((row, at) => ({
        district: placeName(places, districts[at] ?? '', locale),
        figures: figures(row, shown.rowTotals[at] ?? 'withheld'),
      })),
      totals: figures(shown.columnTotals, shown.total),
      judgements: await judgementTable(context, places),
    },
  }
}

function countOf(counted: readonly CaseCount[], district: string, category: string): number {
  return counted.find(row => row.district === district && row.category === category)?.count ?? 0
}

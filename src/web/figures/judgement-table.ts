import { withholdSmall, type Shown } from '../../domain/statistics/withhold-small.ts'
import { countJudgements, judgementOutcomes } from '../../storage/statistics-store.ts'
import type { Context } from '../http/route.ts'
import type { Places } from '../reference/places.ts'
import { placeName } from '../reference/places.ts'
import { figureModel } from './figure-model.ts'

/** Kept, raised and differing results by district; small counts are withheld before anything is shown. */
export async function judgementTable(context: Context<unknown, unknown>, places: Places) {
  const { deps, actor, locale, t } = context
  const counted = await countJudgements(deps.db.read, actor.region)
  const districts = [...new Set(counted.map(row => row.district))]
  const countOf = (district: string, outcome: string) =>
    counted.find(row => row.district === district && row.outcome === outcome)?.count ?? 0
  const shown = withholdSmall(districts.map(district => judgementOutcomes.map(outcome => countOf(district, outcome))))
  const figures = (row: readonly Shown[], total: Shown) => [...row, total].map(one => figureModel(context, one))
  return {
    title: t('judgements-title'),
    columns: judgementOutcomes.map(outcome => t(`judgements-${outcome}`)),
    rows: shown.cells.map((row, at) => ({
      district: placeName(places, districts[at] ?? '', locale),
      figures: figures(row, shown.rowTotals[at] ?? 'withheld'),
    })),
    totals: figures(shown.columnTotals, shown.total),
  }
}

import type { Shown } from '../../domain/statistics/withhold-small.ts'
import type { Context } from '../http/route.ts'

/** `said` is what a screen reader says where the sign alone tells nothing. */
export function figureModel(
  { locale, t }: Pick<Context<unknown, unknown>, 'locale' | 't'>,
  figure: Shown,
): { text: string; said: string } {
  if (figure === 'small') return { text: t('figures-small'), said: t('figures-small-said') }
  if (figure === 'withheld') return { text: t('figures-withheld'), said: t('figures-withheld-said') }
  return { text: figure.toLocaleString(locale), said: '' }
}

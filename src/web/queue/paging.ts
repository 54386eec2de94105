import type { Request } from 'express'
import type { QueueItem, QueuePlace } from '../../storage/agenda-store.ts'
import type { Context } from '../http/route.ts'
import { pageOf, pageSize } from '../http/paging.ts'

/** So many pages are counted and found by number; behind them a page is found from where the one before ended. */
const numbered = 10
export const mostCounted = numbered * pageSize + 1

export type QueuePage = {
  readonly limit: number
  readonly offset: number
  readonly number: number
  readonly behind: QueuePlace | undefined
}

const placeText = /^(\d)~(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([\w-]{1,64})$/

/** `?page=2`, and behind the numbered pages `&behind=` as the link to the next page says it. */
export function queuePageOf(request: Request): QueuePage {
  const { number } = pageOf(request)
  const behind = readPlace(request.query['behind'])
  const reached = behind ? number : Math.min(number, numbered)
  return { limit: pageSize, offset: behind ? 0 : (reached - 1) * pageSize, number: reached, behind }
}

export function queuePager(
  { t }: Context<unknown, unknown>,
  page: QueuePage,
  rows: readonly QueueItem[],
  total: number,
) {
  const counted = total < mostCounted
  const last = rows.at(-1)
  const more = counted ? page.number * pageSize < total : rows.length === pageSize
  return {
    text: counted
      ? t('pager-text', { page: page.number, last: Math.max(1, Math.ceil(total / pageSize)) })
      : t('pager-text-open', { page: page.number }),
    shown: total > pageSize,
    before: page.number > 1 ? `/queue?page=${page.number - 1}` : '',
    after: more && last ? `/queue?page=${page.number + 1}&behind=${writePlace(last)}` : '',
  }
}

function readPlace(text: unknown): QueuePlace | undefined {
  const [, rank, hearBy, id] = (typeof text === 'string' && placeText.exec(text)) || []
  return rank && hearBy && id ? { category_rank: Number(rank), hear_by: hearBy, id } : undefined
}

function writePlace({ category_rank, hear_by, id }: QueuePlace): string {
  return encodeURIComponent(`${category_rank}~${hear_by}~${id}`)
}

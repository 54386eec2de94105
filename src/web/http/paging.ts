import type { Request } from 'express'
import type { Context } from './route.ts'

export const pageSize = 50

export type Page = { readonly limit: number; readonly offset: number; readonly number: number }

/** `?page=2` of a list; anything else is the first page. */
export function pageOf(request: Request): Page {
  const asked = Number(request.query['page'])
  const number = Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1
  return { limit: pageSize, offset: (number - 1) * pageSize, number }
}

/** `path` may carry what the list was asked for; the page is added to it. */
export function pager({ t }: Pick<Context<unknown, unknown>, 't'>, path: string, page: Page, total: number) {
  const at = `${path}${path.includes('?') ? '&' : '?'}page=`
  const last = Math.max(1, Math.ceil(total / pageSize))
  return {
    text: t('pager-text', { page: page.number, last }),
    shown: last > 1,
    before: page.number > 1 ? `${at}${page.number - 1}` : '',
    after: page.number < last ? `${at}${page.number + 1}` : '',
  }
}

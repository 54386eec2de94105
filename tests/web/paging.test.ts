import { expect, test } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { pager } from '../../src/web/http/paging.ts'

test('the next page of a list stays with what the list was asked for', () => {
  const page = { limit: 50, offset: 50, number: 2 }
  const context = { t: createTranslator('ru') }
  expect(pager(context, '/referrals?show=over', page, 140)).toMatchObject({
    before: '/referrals?show=over&page=1',
    after: '/referrals?show=over&page=3',
  })
  expect(pager(context, '/clients', page, 140).after).toBe('/clients?page=3')
})

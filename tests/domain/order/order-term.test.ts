import { describe, expect, it } from 'vitest'
import { checkOrder } from '../../../src/domain/order/check-order.ts'
import type { Order, OrderTerms } from '../../../src/domain/order/order.ts'
import { checkDeadlines, isInForce, orderEndsAt } from '../../../src/domain/order/order-term.ts'

const zone = 'Asia/Almaty'
const at = (text: string) => Temporal.Instant.from(text)
const on = (text: string) => Temporal.PlainDate.from(text)
const thirtyDays: OrderTerms = { from: 'handing', days: 30, checks: { rhythm: 'every', days: 7 } }
const warning: OrderTerms = { from: 'handing', days: 30, checks: { rhythm: 'monthly', times: 2 } }
const byAct: OrderTerms = { from: 'act', checks: { rhythm: 'none' } }
const order: Order = {
  kind: 'protective_order',
  issuedOn: on('2026-11-01'),
  handedAt: at('2026-11-01T15:00:00Z'),
  endsOn: null,
  endedAt: null,
}

describe('the term', () => {
  it('of thirty days runs from the moment of handing to the same moment', () => {
    expect(orderEndsAt(order, thirtyDays, zone)?.toString()).toBe('2026-12-01T15:00:00Z')
  })

  it('does not run before the order is handed over', () => {
    const waiting = { ...order, handedAt: null }
    expect(orderEndsAt(waiting, thirtyDays, zone)).toBeNull()
    expect(isInForce(waiting, thirtyDays, at('2026-11-02T00:00:00Z'), zone)).toBe(false)
  })

  it("of a court's act is the act's own", () => {
    const court = { ...order, kind: 'special_requirements' as const, handedAt: null, endsOn: on('2027-02-01') }
    expect(orderEndsAt(court, byAct, zone)?.toString()).toBe('2027-02-01T18:59:59.999Z')
    expect(isInForce(court, byAct, at('2026-11-01T00:00:00+05:00'), zone)).toBe(true)
    expect(isInForce(court, byAct, at('2026-10-31T18:59:59.999Z'), zone)).toBe(false)
    expect(isInForce({ ...court, endsOn: null }, byAct, at('2029-01-01T00:00:00Z'), zone)).toBe(true)
  })

  it.each([
    ['2026-11-01T14:59:59.999Z', null, false],
    ['2026-11-01T15:00:00Z', null, true],
    ['2026-12-01T14:59:59.999Z', null, true],
    ['2026-12-01T15:00:00Z', null, false],
    ['2026-11-10T00:00:00Z', '2026-11-10T00:00:00Z', false],
    ['2026-11-09T23:59:59Z', '2026-11-10T00:00:00Z', true],
    ['2026-12-01T15:00:00Z', '2027-01-01T00:00:00Z', false],
  ])('at %s, lifted %s, binds him: %s', (moment, ended, expected) => {
    expect(isInForce({ ...order, endedAt: ended ? at(ended) : null }, thirtyDays, at(moment), zone)).toBe(expected)
  })
})

describe('the checks', () => {
  const days = (terms: OrderTerms, knownAt: string) =>
    checkDeadlines(order, terms, at(knownAt), zone).map(due => due.toZonedDateTimeISO(zone).toPlainDate().toString())

  it('are due every seven days of a protective order', () => {
    expect(days(thirtyDays, '2026-11-01T15:00:00Z')).toEqual(['2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'])
  })

  it('are due twice in the thirty days of a warning', () => {
    expect(days(warning, '2026-11-01T15:00:00Z')).toEqual(['2026-11-16', '2026-12-01'])
  })

  it('of a court act stand in the act', () => {
    expect(days(byAct, '2026-11-01T15:00:00Z')).toEqual([])
  })

  it.each([
    [
      'in the last moment of a check day',
      '2026-11-08T18:59:59.999Z',
      ['2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'],
    ],
    ['a moment after it', '2026-11-08T19:00:00Z', ['2026-11-15', '2026-11-22', '2026-11-29']],
    ['in the last days of its term', '2026-11-30T04:00:00Z', []],
    ['when its term was over', '2026-12-05T04:00:00Z', []],
  ])('of an order that was registered %s are only those still to come', (_when, knownAt, expected) => {
    expect(days(thirtyDays, knownAt)).toEqual(expected)
  })

  it('of an order that ended on this day, before it was registered, are none', () => {
    expect(days(warning, '2026-12-01T14:59:59.999Z')).toEqual(['2026-12-01'])
    expect(days(warning, '2026-12-01T15:00:00Z')).toEqual([])
  })
})

describe('a wrong order', () => {
  const now = at('2026-11-20T06:00:00Z')
  it.each([
    ['nothing wrong', order, thirtyDays, []],
    ['issued tomorrow', { ...order, issuedOn: on('2026-11-21'), handedAt: null }, thirtyDays, ['order_in_future']],
    [
      'handed in the future',
      { ...order, handedAt: at('2026-11-20T06:00:01Z') },
      thirtyDays,
      ['order_handed_in_future'],
    ],
    ['handed before its issue', { ...order, issuedOn: on('2026-11-02') }, thirtyDays, ['order_handed_before_issue']],
    ['ended before it began', { ...order, endsOn: on('2026-10-31') }, byAct, ['order_ends_before_start']],
    ['ended on its day', { ...order, endsOn: on('2026-11-01') }, byAct, []],
  ])('%s', (_, wrong, terms, codes) => {
    expect(checkOrder(wrong, terms, now, zone).map(fault => fault.code)).toEqual(codes)
  })
})

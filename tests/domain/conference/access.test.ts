import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/access/decide.ts'
import {
  decideCopy,
  decideItem,
  decideOwnMatter,
  decideSitting,
  ownScopeOf,
} from '../../../src/domain/access/decide-conference.ts'
import { permits, roles, type Permission, type Role } from '../../../src/domain/access/roles.ts'

const actorOf = (role: Role, excluded: readonly string[] = []): Actor => {
  return { id: 'me', role, region: '75', district: '7510', organisation: 'one', excluded }
}
const item = (over: object) => ({
  caseId: 'case',
  district: '7510',
  speakers: ['me'],
  presiders: [],
  open: true,
  readers: null,
  ...over,
})
const actions: readonly Permission[] = [
  'sitting.view',
  'sitting.manage',
  'sitting.attend',
  'research.answer',
  'action.answer',
  'minutes.approve',
]
const desk: ReadonlySet<Role> = new Set(['secretary', 'chair'])

describe.each(roles)('%s', role => {
  it.each(actions)('reaches items with %s exactly as the table says', action => {
    for (const own of [true, false]) {
      for (const speaks of [true, false]) {
        for (const presided of [true, false]) {
          for (const open of [true, false]) {
            for (const readers of [null, ['me'], ['other']]) {
              const one = item({
                district: own ? '7510' : '7511',
                speakers: speaks ? ['me'] : [],
                presiders: presided ? ['me'] : [],
                open,
                readers,
              })
              const signs = action === 'minutes.approve'
              const sits = desk.has(role) ? own : signs ? presided : speaks
              const knows = readers === null || readers.includes('me')
              const reaches = sits && knows && (desk.has(role) || open || signs)
              const expected = permits(role, action) ? (reaches ? 'allowed' : 'unreachable') : 'refused'
              expect(decideItem(actorOf(role), action, one)).toBe(expected)
              expect(decideItem(actorOf(role, ['case']), action, one)).toBe('unreachable')
              const sitting = permits(role, action) ? (sits ? 'allowed' : 'unreachable') : 'refused'
              expect(decideSitting(actorOf(role), action, one)).toBe(sitting)
            }
          }
        }
      }
    }
  })

  it('opens the papers of the desk only from the desk, an agenda else only one’s own', () => {
    for (const kind of ['agenda', 'minutes']) {
      expect(decideCopy(actorOf(role), { kind, takenBy: 'me' })).toBe('allowed')
      const free = desk.has(role) || kind !== 'agenda'
      expect(decideCopy(actorOf(role), { kind, takenBy: 'other' })).toBe(free ? 'allowed' : 'unreachable')
    }
  })

  it('answers only what it was asked itself, and nothing of a case that is closed to it', () => {
    for (const action of ['research.answer', 'action.answer'] as const) {
      const may = permits(role, action)
      const asked = { caseId: 'case', accounts: ['me'] }
      expect(decideOwnMatter(actorOf(role), action, asked)).toBe(may ? 'allowed' : 'refused')
      expect(decideOwnMatter(actorOf(role), action, { ...asked, accounts: ['other'] })).toBe(
        may ? 'unreachable' : 'refused',
      )
      expect(decideOwnMatter(actorOf(role, ['case']), action, asked)).toBe('unreachable')
      expect(ownScopeOf(actorOf(role, ['case']), action)).toEqual({ account: may ? 'me' : null, excluded: ['case'] })
    }
  })
})

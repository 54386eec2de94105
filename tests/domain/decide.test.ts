import { describe, expect, it } from 'vitest'
import type { Actor, CaseStanding } from '../../src/domain/access/decide.ts'
import { decide, knowsWishes, tierFor } from '../../src/domain/access/decide.ts'
import type { Permission, Role, Tier } from '../../src/domain/access/roles.ts'
import { permissions, permits, roles } from '../../src/domain/access/roles.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'

const places = {
  'own district': { region: '75', district: '7510' },
  'other district': { region: '75', district: '7511' },
  'other region': { region: '71', district: '7110' },
} as const
type Place = keyof typeof places
type Standing = { readonly place: Place; readonly listed: boolean; readonly extreme: boolean; readonly closed: boolean }

const standings: readonly Standing[] = Object.keys(places).flatMap(place =>
  [true, false].flatMap(listed =>
    [true, false].flatMap(extreme => [true, false].map(closed => ({ place: place as Place, listed, extreme, closed }))),
  ),
)
const tiers: readonly Tier[] = [0, 1, 2, 3, 4]

/** «Who sees which tier» of the contract: up to which tier a role is shown such a case; null where it reaches none. */
const table: Readonly<Record<Role, (standing: Standing) => Tier | null>> = {
  inspector: ({ place }) => (place === 'own district' ? 3 : null),
  head: ({ place }) => (place === 'own district' ? 3 : null),
  department: ({ place, extreme }) => (place !== 'other region' && extreme ? 2 : null),
  duty: ({ place, extreme }) => (place !== 'other region' && extreme ? 2 : null),
  secretary: ({ place, listed }) => (place === 'own district' && listed ? 2 : null),
  chair: ({ place, listed }) => (place === 'own district' && listed ? 2 : null),
  akimat: ({ place, listed }) => (place === 'own district' && listed ? 1 : null),
  member: () => null,
  centre: () => null,
  centre_supervisor: () => null,
  analyst: () => null,
  auditor: () => null,
  reviewer: ({ place, closed }) => (place !== 'other region' && closed ? 3 : null),
  admin: () => null,
}

function actorOf(role: Role, excluded: readonly string[] = []): Actor {
  return { id: 'officer', role, region: '75', district: '7510', organisation: 'one', excluded }
}

function caseOf({ place, listed, extreme, closed }: Standing): CaseStanding {
  return { id: 'case', ...places[place], category: extreme ? 'extreme' : 'high', listed, closed }
}

function say({ place, listed, extreme, closed }: Standing): string {
  return `${place}, ${listed ? 'listed' : 'not listed'}, ${extreme ? 'extreme' : 'high'}, ${closed ? 'closed' : 'open'}`
}

function expected(role: Role, action: Permission, standing: Standing, tier: Tier): string {
  if (!permits(role, action)) return 'refused'
  const most = table[role](standing)
  if (most === null) return 'unreachable'
  return tier <= most ? 'allowed' : 'refused'
}

const actions = Object.keys(permissions) as Permission[]

describe.each(roles)('what %s sees', role => {
  it.each(standings.map(standing => [say(standing), standing] as const))('of a case of the %s', (_name, standing) => {
    for (const action of actions) {
      const most = permits(role, action) ? table[role](standing) : null
      for (const tier of tiers) {
        expect(decide(actorOf(role), action, caseOf(standing), tier), `${action} T${tier}`).toBe(
          expected(role, action, standing, tier),
        )
      }
      expect(tierFor(actorOf(role), action, caseOf(standing)), action).toBe(most)
    }
  })

  it('is nothing of a case from which the person is excluded', () => {
    for (const standing of standings) {
      for (const tier of tiers) {
        expect(decide(actorOf(role, ['case']), 'case.view', caseOf(standing), tier)).toBe('unreachable')
      }
    }
  })

  it('is in lists the same as case by case', () => {
    for (const action of actions) {
      const scope = scopeOf(actorOf(role), action)
      for (const standing of standings) {
        const { region, district, category, listed, closed } = caseOf(standing)
        const isListed =
          (scope.districts.includes(district) || scope.regions.includes(region)) &&
          (scope.categories?.includes(category) ?? true) &&
          (listed || !scope.listedOnly) &&
          (closed === true || scope.closedOnly !== true)
        expect(isListed, `${action}: ${say(standing)}`).toBe(permits(role, action) && table[role](standing) !== null)
      }
    }
  })
})

it('an account without a district reaches no case by its district', () => {
  for (const role of ['inspector', 'head', 'secretary', 'chair', 'akimat'] as const) {
    const actor = { ...actorOf(role), district: null }
    for (const standing of standings) expect(tierFor(actor, 'queue.view', caseOf(standing))).toBeNull()
    expect(scopeOf(actor, 'queue.view').districts).toEqual([])
  }
})

it('her wishes and the safe-contact rule are told to the officers, the desk of the commission and the reviewer only', () => {
  const told = roles.filter(role => {
    const most = table[role]({ place: 'own district', listed: true, extreme: true, closed: true })
    return most !== null && knowsWishes(actorOf(role), most)
  })
  expect(told).toEqual(['inspector', 'head', 'secretary', 'chair', 'reviewer'])
})

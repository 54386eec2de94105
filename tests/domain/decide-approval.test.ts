import { expect, it } from 'vitest'
import { approvalScopeOf, decideApproval } from '../../src/domain/access/decide-approval.ts'
import type { Actor } from '../../src/domain/access/decide.ts'

const place = { region: '75', district: '7510', organisation: 'police', excluded: [] }
const head: Actor = { id: 'head', role: 'head', ...place }
const superior: Actor = { id: 'superior', role: 'department', ...place, district: null }
const one = { id: 'case', region: '75', district: '7510', category: 'high', listed: true }
const [byHead, byInspector] = [
  { id: 'head', role: 'head' },
  { id: 'inspector', role: 'inspector' },
]
const decideOn = (actor: Actor, ...makers: { id: string; role: string }[]) =>
  decideApproval(actor, 'lowering.decide', one, makers)

it.each([
  ['the head’s, of an inspector’s work', head, [byInspector], 'allowed'],
  ['not the head’s, of own work', head, [byHead], 'own_work'],
  ['not the head’s, of own work that an inspector went on with', head, [byInspector, byHead], 'own_work'],
  ['another head’s, of a head’s work', { ...head, id: 'other' }, [byHead], 'allowed'],
  ['not a head’s of another district', { ...head, district: '7511' }, [byInspector], 'unreachable'],
  ['the superior’s, of a head’s work', superior, [byHead], 'allowed'],
  ['not the superior’s, of an inspector’s work', superior, [byInspector], 'unreachable'],
  ['not a superior’s of another region', { ...superior, region: '71' }, [byHead], 'unreachable'],
  ['nobody’s from whom the case is closed', { ...superior, excluded: ['case'] }, [byHead], 'unreachable'],
  ['not an inspector’s', { ...head, id: 'third', role: 'inspector' } as const, [byHead], 'refused'],
] as const)('approval is %s', (_name, actor, makers, expected) => {
  expect(decideOn(actor, ...makers)).toBe(expected)
})

it('the superior’s list is the whole region at any category, and only what a head made', () => {
  expect(approvalScopeOf(superior, 'raise.acknowledge')).toMatchObject({
    regions: ['75'],
    districts: [],
    categories: null,
    ofHeads: true,
  })
  expect(approvalScopeOf(head, 'raise.acknowledge')).toMatchObject({ districts: ['7510'], regions: [], ofHeads: false })
})

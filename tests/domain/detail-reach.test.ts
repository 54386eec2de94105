import { expect, it } from 'vitest'
import { coversDetail, detailReachOf } from '../../src/domain/access/detail-reach.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { permissions, permits, roles, type Permission } from '../../src/domain/access/roles.ts'

const officer: Actor = {
  id: 'officer',
  role: 'inspector',
  region: '75',
  district: '7510',
  organisation: 'police',
  excluded: ['closed'],
}
const reached = [{ id: 'own' }]
const reach = detailReachOf(officer, 'person.view', { reached, all: [...reached, { id: 'theirs' }] })
const shutOut = detailReachOf(officer, 'person.view', { reached, all: [...reached, { id: 'closed' }] })

it.each([
  ['in a case within reach', { district: '7510', case_id: 'own' }, true, true],
  ['elsewhere, in a case that has come here', { district: '7511', case_id: 'own' }, true, true],
  ['in a case of another district', { district: '7511', case_id: 'theirs' }, false, false],
  ['here, in a case that has gone elsewhere', { district: '7510', case_id: 'theirs' }, true, true],
  ['here, in a case that is closed to the officer', { district: '7510', case_id: 'closed' }, false, false],
  ['here, in no single case', { district: '7510', case_id: null }, true, false],
  ['elsewhere, in no single case', { district: '7511', case_id: null }, false, false],
])('what was learned %s', (_where, origin, ordinarily, whereACaseIsClosed) => {
  expect(coversDetail(reach, origin)).toBe(ordinarily)
  expect(coversDetail(shutOut, origin)).toBe(whereACaseIsClosed)
})

it('a role that may not do it is shown nothing but what its cases hold', () => {
  for (const action of Object.keys(permissions) as Permission[]) {
    for (const role of roles.filter(each => !permits(each, action))) {
      const none = detailReachOf({ ...officer, role }, action, { reached: [], all: reached })
      expect(coversDetail(none, { district: '7510', case_id: 'own' }), `${role} ${action}`).toBe(false)
    }
  }
})

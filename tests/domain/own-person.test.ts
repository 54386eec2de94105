import { expect, it } from 'vitest'
import { createRandom } from '../../db/demo/random.ts'
import { isInChain, type ChainMember } from '../../src/domain/access/own-chain.ts'
import { isOwnPerson } from '../../src/domain/person/own-person.ts'
import { equalParties, nearParties, type Meeting } from '../support/own-people.ts'
import { profileOf } from '../support/register.ts'

const count = process.env['PANA_TEST_LONG'] ? 2000 : 200

function waysOf(meetings: (random: ReturnType<typeof createRandom>) => Meeting[], equal: boolean): string[] {
  const random = createRandom(41)
  const found = new Set<string>()
  for (let at = 0; at < count; at += 1) {
    for (const { way, own, party } of meetings(random)) {
      if (isOwnPerson(profileOf(own), profileOf(party)) === equal)
        found.add(
          `${way}: ${own.surname} ${own.given_name} ${own.patronymic} / ${party.surname} ${party.given_name} ${party.patronymic}`,
        )
    }
  }
  return [...found]
}

it('one of our own is told by number, phone in any form, or name in any spelling with the birth date', () => {
  expect(waysOf(equalParties, false)).toEqual([])
})

it('whoever is nearly one of our own is not taken for one', () => {
  expect(waysOf(nearParties, true)).toEqual([])
})

const member = (id: string, role: ChainMember['role'], organisation = 'unit-1', region = '75') => {
  return { id, role, organisation, region }
}

it.each([
  ['the officer', member('own', 'inspector'), true],
  ['the head of the unit', member('head', 'head'), true],
  ['the head of another unit', member('head', 'head', 'unit-2'), false],
  ['a colleague', member('other', 'inspector'), false],
  ['the department of the region', member('department', 'department', 'department'), true],
  ['the duty officer of the region', member('duty', 'duty', 'department'), true],
  ['the department of another region', member('department', 'department', 'department', '71'), false],
  ['the secretary', member('secretary', 'secretary', 'commission'), false],
  ['the reviewer', member('reviewer', 'reviewer', 'oversight'), false],
] as const)('a case of an inspector is closed to %s: %s', (_who, actor, closed) => {
  expect(isInChain(actor, member('own', 'inspector'))).toBe(closed)
})

it('a case of a member is closed to the whole agency and to no other', () => {
  const owner = member('own', 'member', 'school-board')
  expect(isInChain(member('colleague', 'member', 'school-board'), owner)).toBe(true)
  expect(isInChain(member('doctor', 'member', 'hospital'), owner)).toBe(false)
  expect(isInChain(member('head', 'head'), owner)).toBe(false)
})

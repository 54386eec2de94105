import { randomInt } from 'node:crypto'

/** No letters that look like another: the password is read from the screen and copied by hand. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const [groups, groupLength] = [4, 4]

/** About 79 random bits in four groups. */
export function makePassword(): string {
  const group = () => Array.from({ length: groupLength }, () => signs[randomInt(signs.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
